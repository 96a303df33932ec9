/* SM2 keys: a pair goes to paper and back, signs, and nobody else's signature passes for it. */
#include "unit.h"

#include "seal/key.h"

static const char digest_a[] = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
static const char digest_b[] = "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732";

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

static struct key *new_key(const struct seal *seal)
{
	struct err err = {0};
	struct key *key = key_make(seal, &err);

	assert_works(key, err);
	return key;
}

static void a_signature_is_of_one_key_over_one_digest(void **state)
{
	struct err err = {0};
	struct key *key = new_key(*state), *other = new_key(*state);
	struct key *public = key_of_public(*state, key_public(key), &err);
	char signature[KEY_SIGNATURE_LEN + 1], again[KEY_SIGNATURE_LEN + 1];

	assert_works(public, err);
	assert_works(key_sign(key, digest_a, signature, &err), err);
	assert_int_equal(strlen(signature), KEY_SIGNATURE_LEN);
	assert_true(key_checks(key, digest_a, signature));
	assert_true(key_checks(public, digest_a, signature));
	assert_false(key_checks(public, digest_b, signature));
	assert_false(key_checks(other, digest_a, signature));
	assert_works(key_sign(key, digest_a, again, &err), err);
	assert_string_not_equal(signature, again); /* a nonce used twice would give the key away */
	assert_true(key_checks(public, digest_a, again));
	for (size_t i = 0; i < KEY_SIGNATURE_LEN; i += 9) {
		char held = signature[i];

		signature[i] = held == '0' ? '1' : '0';
		assert_false(key_checks(public, digest_a, signature));
		signature[i] = held;
	}
	assert_false(key_checks(public, digest_a, ""));
	assert_false(key_checks(public, "", signature));
	key_free(key);
	key_free(other);
	key_free(public);
}

static void a_fingerprint_can_be_read_out(void **state)
{
	struct err err = {0};
	struct key *key = new_key(*state), *other = new_key(*state);
	struct key *public = key_of_public(*state, key_public(key), &err);
	char id[KEY_ID_LEN + 1];
	g_auto(GStrv) groups = g_strsplit(key_id(key), "-", -1);
	g_autofree char *spaced = g_strjoinv("  ", groups);
	g_autofree char *bare = g_strjoinv("", groups);

	assert_works(public, err);
	assert_int_equal(strlen(key_id(key)), KEY_ID_LEN);
	assert_int_equal(g_strv_length(groups), 6);
	assert_string_equal(key_id(key), key_id(public));
	assert_string_not_equal(key_id(key), key_id(other));
	assert_true(key_id_parse(key_id(key), id));
	assert_string_equal(id, key_id(key));
	assert_true(key_id_parse(spaced, id));
	assert_string_equal(id, key_id(key));
	assert_true(key_id_parse(bare, id));
	assert_string_equal(id, key_id(key));
	assert_true(key_id_parse("１２３４－５６７８ 9012 3456 7890、1234", id));
	assert_string_equal(id, "1234-5678-9012-3456-7890-1234");
	assert_false(key_id_parse("1234-5678-9012-3456-7890-123", id));
	assert_false(key_id_parse("1234-5678-9012-3456-7890-12345", id));
	assert_false(key_id_parse("1234-5678-9012-3456-7890-123x", id));
	assert_false(key_id_parse("", id));
	assert_false(key_id_parse(NULL, id));
	key_free(key);
	key_free(other);
	key_free(public);
}

static void a_pair_is_kept_plain_or_under_a_passphrase(void **state)
{
	static const char *const passphrases[] = {NULL, "", "口令 Pass 1"};
	struct key *key = new_key(*state);

	for (size_t i = 0; i < G_N_ELEMENTS(passphrases); i++) {
		struct err err = {0};
		char signature[KEY_SIGNATURE_LEN + 1];
		g_autoptr(GBytes) pem = key_print(key, passphrases[i], &err);

		assert_works(pem, err);
		assert_true(key_is_locked(pem) == (i == 2));
		struct key *again = key_read(*state, pem, passphrases[i], &err);
		assert_works(again, err);
		assert_string_equal(key_id(again), key_id(key));
		assert_works(key_sign(again, digest_a, signature, &err), err);
		assert_true(key_checks(key, digest_a, signature));
		key_free(again);
	}
	key_free(key);
}

static void a_wrong_passphrase_is_told(void **state)
{
	struct err err = {0};
	struct key *key = new_key(*state);
	g_autoptr(GBytes) pem = key_print(key, "right", &err);
	g_autofree char *long_one = g_strnfill(5000, 'x');
	const char *const wrong[] = {NULL, "", "wrong", long_one};

	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
		assert_refused(key_read(*state, pem, wrong[i], &err), err, ERR_DENIED);
		err_clear(&err);
	}
	key_free(key);
}

/* A key of another kind, cut, or no key at all: never taken, never a crash. */
static void what_is_no_key_is_refused(void **state)
{
	static const char p256[] =
	    "-----BEGIN PRIVATE KEY-----\n"
	    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2\n"
	    "OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r\n"
	    "1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G\n"
	    "-----END PRIVATE KEY-----\n";
	struct err err = {0};
	struct key *key = new_key(*state);
	g_autoptr(GBytes) pem = key_print(key, NULL, &err);
	size_t len;
	const char *text = g_bytes_get_data(pem, &len);

	for (size_t cut = 0; cut + 30 < len; cut += 17) {
		g_autoptr(GBytes) part = g_bytes_new(text, cut);

		assert_refused(key_read(*state, part, NULL, &err), err, ERR_INPUT);
		err_clear(&err);
	}
	g_autoptr(GBytes) other = g_bytes_new_static(p256, sizeof(p256) - 1);
	assert_refused(key_read(*state, other, NULL, &err), err, ERR_INPUT);
	err_clear(&err);
	g_autofree char *off_curve = g_strdup(key_public(key));
	off_curve[KEY_PUBLIC_LEN - 1] = off_curve[KEY_PUBLIC_LEN - 1] == '0' ? '1' : '0';
	const char *const publics[] = {NULL, "", "04", off_curve, key_id(key)};
	for (size_t i = 0; i < G_N_ELEMENTS(publics); i++) {
		assert_refused(key_of_public(*state, publics[i], &err), err, ERR_DAMAGED);
		err_clear(&err);
	}
	key_free(key);
}

static gpointer sign_in_thread(gpointer of)
{
	char signature[KEY_SIGNATURE_LEN + 1];
	struct err err = {0};
	int wrong = 0;

	for (int i = 0; i < 100; i++) {
		if (!key_sign(of, digest_b, signature, &err) ||
		    !key_checks(of, digest_b, signature))
			wrong++;
	}
	return GINT_TO_POINTER(wrong);
}

static void two_threads_share_a_key(void **state)
{
	struct key *key = new_key(*state);
	GThread *other = g_thread_new("other", sign_in_thread, key);

	assert_null(sign_in_thread(key));
	assert_null(g_thread_join(other));
	key_free(key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_signature_is_of_one_key_over_one_digest),
	    cmocka_unit_test(a_fingerprint_can_be_read_out),
	    cmocka_unit_test(a_pair_is_kept_plain_or_under_a_passphrase),
	    cmocka_unit_test(a_wrong_passphrase_is_told),
	    cmocka_unit_test(what_is_no_key_is_refused),
	    cmocka_unit_test(two_threads_share_a_key),
	};
	return cmocka_run_group_tests(tests, open_seal, close_seal);
}
