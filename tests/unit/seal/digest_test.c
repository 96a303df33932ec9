/* SM3 against the standard's own examples (GB/T 32905-2016, appendix A), whole and in pieces. */
#include "unit.h"

#include "seal/digest.h"

static const char of_abc[] = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
static const char of_abcd16[] = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";
static const char of_nothing[] = "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b";

static int open_seal(void **state)
{
	struct err err = {0};

	*state = seal_open(&err);
	return *state ? 0 : -1;
}

static int close_seal(void **state)
{
	seal_close(*state);
	return 0;
}

static void standard_examples(void **state)
{
	g_autofree char *long_one = g_strnfill(64, 'a');
	char hex[DIGEST_HEX_LEN + 1];
	struct err err = {0};

	for (size_t i = 0; i < 64; i++)
		long_one[i] = "abcd"[i % 4];
	assert_works(digest_of(*state, "abc", 3, hex, &err), err);
	assert_string_equal(hex, of_abc);
	assert_works(digest_of(*state, long_one, 64, hex, &err), err);
	assert_string_equal(hex, of_abcd16);
	assert_works(digest_of(*state, "", 0, hex, &err), err);
	assert_string_equal(hex, of_nothing);
}

static void pieces_make_the_same_digest(void **state)
{
	struct err err = {0};
	struct digest *digest = digest_new(*state, &err);
	char hex[DIGEST_HEX_LEN + 1];

	assert_non_null(digest);
	for (size_t step = 1; step <= 64; step++) { /* one struct for all: it begins anew */
		for (size_t at = 0; at < 64; at++) {
			digest_add(digest, &"abcd"[at % 4], 1);
			if (at % step == 0)
				digest_add(digest, "", 0);
		}
		assert_works(digest_end(digest, hex, &err), err);
		assert_string_equal(hex, of_abcd16);
	}
	digest_free(digest);
}

static gpointer hash_in_thread(gpointer seal)
{
	char hex[DIGEST_HEX_LEN + 1];
	struct err err = {0};
	int wrong = 0;

	for (int i = 0; i < 2000; i++) {
		if (!digest_of(seal, "abc", 3, hex, &err) || strcmp(hex, of_abc) != 0)
			wrong++;
	}
	return GINT_TO_POINTER(wrong);
}

static void two_threads_share_a_handle(void **state)
{
	GThread *other = g_thread_new("other", hash_in_thread, *state);

	assert_null(hash_in_thread(*state));
	assert_null(g_thread_join(other));
}

static void only_digests_look_like_digests(void **state)
{
	(void)state;
	assert_true(digest_ok(of_abc));
	assert_false(digest_ok(NULL));
	assert_false(digest_ok(""));
	assert_false(digest_ok(of_abc + 1));
	assert_false(digest_ok("66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(standard_examples),
	    cmocka_unit_test(pieces_make_the_same_digest),
	    cmocka_unit_test(two_threads_share_a_handle),
	    cmocka_unit_test(only_digests_look_like_digests),
	};
	return cmocka_run_group_tests(tests, open_seal, close_seal);
}
