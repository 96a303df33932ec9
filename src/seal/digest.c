/* SM3 through libcrypto. The handle is read-only once made, so threads share it without a lock. */
#include "seal/digest.h"

#include "base/lang.h"
#include "seal/library.h"

#define DIGEST_BYTES 32

struct digest {
	const struct seal *seal;
	EVP_MD_CTX *ctx;
	bool good;
};

struct seal *seal_open(struct err *err)
{
	struct seal *seal = g_new0(struct seal, 1);

	if (!late_load(&seal->late, err)) {
		g_free(seal);
		return NULL;
	}
	/* Without the system's openssl.cnf: what is SM3 must not depend on a settings file. */
	seal->late.init(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	seal->sm3 = seal->late.md_fetch(NULL, "SM3", NULL);
	if (!seal->sm3) {
		err_fail(err, ERR_SYSTEM, _("the library libcrypto on this computer has no SM3"));
		g_free(seal);
		return NULL;
	}
	return seal;
}

void seal_close(struct seal *seal)
{
	if (!seal)
		return;
	seal->late.md_free(seal->sm3);
	g_free(seal);
}

static void begin(struct digest *digest)
{
	const struct seal *seal = digest->seal;

	digest->good = seal->late.digest_init(digest->ctx, seal->sm3, NULL) == 1;
}

struct digest *digest_new(const struct seal *seal, struct err *err)
{
	EVP_MD_CTX *ctx = seal->late.ctx_new();

	if (!ctx) {
		err_fail(err, ERR_FULL, _("not enough memory"));
		return NULL;
	}
	struct digest *digest = g_new0(struct digest, 1);

	digest->seal = seal;
	digest->ctx = ctx;
	begin(digest);
	return digest;
}

void digest_add(struct digest *digest, const void *bytes, size_t len)
{
	if (digest->good && len)
		digest->good = digest->seal->late.digest_update(digest->ctx, bytes, len) == 1;
}

bool digest_end(struct digest *digest, char hex[DIGEST_HEX_LEN + 1], struct err *err)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char raw[EVP_MAX_MD_SIZE];
	unsigned len = 0;
	bool good = digest->good && digest->seal->late.digest_final(digest->ctx, raw, &len) == 1 &&
		    len == DIGEST_BYTES;

	begin(digest);
	if (!good)
		return err_fail(err, ERR_SYSTEM, _("the library libcrypto failed to compute SM3"));
	for (unsigned i = 0; i < DIGEST_BYTES; i++) {
		hex[2 * i] = digits[raw[i] >> 4];
		hex[2 * i + 1] = digits[raw[i] & 15];
	}
	hex[DIGEST_HEX_LEN] = '\0';
	return true;
}

void digest_free(struct digest *digest)
{
	if (!digest)
		return;
	digest->seal->late.ctx_free(digest->ctx);
	g_free(digest);
}

bool digest_of(const struct seal *seal, const void *bytes, size_t len, char hex[DIGEST_HEX_LEN + 1],
    struct err *err)
{
	struct digest *digest = digest_new(seal, err);

	if (!digest)
		return false;
	digest_add(digest, bytes, len);
	bool good = digest_end(digest, hex, err);
	digest_free(digest);
	return good;
}

bool digest_ok(const char *text)
{
	return text && strlen(text) == DIGEST_HEX_LEN &&
	       strspn(text, "0123456789abcdef") == DIGEST_HEX_LEN;
}
