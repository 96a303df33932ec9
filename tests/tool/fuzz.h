/* A fuzz target that needs no engine: the corpus replayed, then mutated from a printed seed. */
#ifndef TOOL_FUZZ_H
#define TOOL_FUZZ_H

#include "base/attr.h"

#include <stdio.h>

/*
 * What each target defines; libFuzzer calls it too when the file is built with -DFUZZ_ENGINE. Must
 * not fail but through fuzz_check.
 */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* End the program where something that must hold does not. */
#define fuzz_check(condition)                                                                     \
	do {                                                                                      \
		if (!(condition)) {                                                               \
			fprintf(                                                                  \
			    stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #condition); \
			abort();                                                                  \
		}                                                                                 \
	} while (0)

#ifndef FUZZ_ENGINE

#define FUZZ_BYTES (1u << 20)

/* One small change: the kinds that find most. */
static inline void fuzz_change(GByteArray *input, const GByteArray *other, GRand *rand)
{
	guint at = input->len ? (guint)g_rand_int_range(rand, 0, (gint32)input->len) : 0;
	guint want = (guint)g_rand_int_range(rand, 1, 16);
	guint run = MIN(input->len - at, want);
	guint8 byte = (guint8)g_rand_int_range(rand, 0, 256);
	guint from;

	switch (g_rand_int_range(rand, 0, 6)) {
	case 0:
		if (input->len)
			input->data[at] = byte;
		break;
	case 1:
		if (input->len)
			input->data[at] ^= (guint8)(1u << (byte & 7));
		break;
	case 2:
		if (run)
			g_byte_array_remove_range(input, at, run);
		break;
	case 3:
		g_byte_array_append(input, &byte, 1);
		break;
	case 4:
		from = other->len ? (guint)g_rand_int_range(rand, 0, (gint32)other->len) : 0;
		run = MIN(other->len - from, want * 4);
		if (input != other && input->len + run < FUZZ_BYTES)
			g_byte_array_append(input, other->data + from, run);
		break;
	default:
		g_byte_array_set_size(input, at);
		break;
	}
}

/* Read the corpus of this target. Owns: the caller unrefs. */
static inline GPtrArray *fuzz_corpus(const char *name)
{
	GPtrArray *corpus = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);
	g_autofree char *path = g_build_filename(TEST_SRCDIR, "tests/fuzz/corpus", name, NULL);
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *file;

	while (dir && (file = g_dir_read_name(dir))) {
		g_autofree char *full = g_build_filename(path, file, NULL);
		char *bytes;
		gsize len;

		if (g_file_get_contents(full, &bytes, &len, NULL))
			g_ptr_array_add(corpus, g_byte_array_new_take((guint8 *)bytes, len));
	}
	return corpus;
}

/*
 * The program: `NAME_fuzz [SEED]`. YANSHEN_TEST_ROUNDS says how many mutations each file gets. An
 * input that fails is left in crash-NAME for the debugger.
 */
static inline int fuzz_main(const char *name, int argc, char **argv)
{
	const char *rounds_set = g_getenv("YANSHEN_TEST_ROUNDS");
	int rounds = rounds_set ? (int)g_ascii_strtoll(rounds_set, NULL, 10) : 200;
	guint32 seed = argc > 1 ? (guint32)g_ascii_strtoull(argv[1], NULL, 10) : g_random_int();
	g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
	g_autoptr(GPtrArray) corpus = fuzz_corpus(name);
	g_autofree char *crash = g_strdup_printf("crash-%s", name);

	printf("1..2\n# seed %u\n", seed);
	fflush(stdout);
	for (guint i = 0; i < corpus->len; i++) {
		const GByteArray *file = corpus->pdata[i];

		LLVMFuzzerTestOneInput(file->data, file->len);
	}
	printf("%sok 1 - a corpus of %u\n", corpus->len ? "" : "not ", corpus->len);
	for (guint i = 0; i < corpus->len; i++) {
		for (int round = 0; round < rounds; round++) {
			const GByteArray *file = corpus->pdata[i];
			const GByteArray *other =
			    corpus->pdata[g_rand_int_range(rand, 0, (gint32)corpus->len)];
			g_autoptr(GByteArray) input = g_byte_array_new();

			g_byte_array_append(input, file->data, file->len);
			for (int n = g_rand_int_range(rand, 1, 6); n > 0; n--)
				fuzz_change(input, other, rand);
			g_file_set_contents_full(crash, (const char *)input->data, input->len,
			    G_FILE_SET_CONTENTS_NONE, 0600, NULL);
			LLVMFuzzerTestOneInput(input->data, input->len);
		}
	}
	remove(crash);
	printf("ok 2 - %d mutations of each\n", rounds);
	return corpus->len ? 0 : 1;
}

#define FUZZ_MAIN(name)                             \
	int main(int argc, char **argv)             \
	{                                           \
		return fuzz_main(name, argc, argv); \
	}
#else
#define FUZZ_MAIN(name)
#endif

#endif
