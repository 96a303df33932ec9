/* Global ids: a time in front so that they sort, randomness behind so that they never meet. */
#include "base/ident.h"

#include <sys/random.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void ident_random(void *bytes, size_t len)
{
	unsigned char *at = bytes;

	while (len) {
		ssize_t got = getrandom(at, len, 0);

		if (got < 0)
			continue; /* interrupted by a signal: the kernel has no other reason here */
		at += got;
		len -= (size_t)got;
	}
}

char *ident_new(int64_t now_ms)
{
	unsigned char raw[10];
	char *out = g_malloc(IDENT_LEN + 1);

	ident_random(raw, sizeof(raw));
	for (int i = 9; i >= 0; i--, now_ms >>= 5)
		out[i] = alphabet[now_ms & 31];
	for (int half = 0; half < 2; half++) {
		uint64_t bits = 0;

		for (int i = 0; i < 5; i++)
			bits = bits << 8 | raw[half * 5 + i];
		for (int i = 7; i >= 0; i--, bits >>= 5)
			out[10 + half * 8 + i] = alphabet[bits & 31];
	}
	out[IDENT_LEN] = '\0';
	return out;
}
