/* SM2 through libcrypto's EVP; what a key says of itself is worked out once, when it is made. */
#include "seal/key.h"

#include "base/ident.h"
#include "base/lang.h"
#include "seal/library.h"

#include <openssl/core_names.h>

#define PUBLIC_BYTES (KEY_PUBLIC_LEN / 2)
#define HALF_BYTES (KEY_SIGNATURE_LEN / 4)
#define DER_BYTES 80 /* two integers of 33 bytes with their frames take 72 at most */
#define PASSPHRASE_BYTES 1024
#define LOCK_ROUNDS 200000 /* of PBKDF2: about a tenth of a second for one guess */
#define DISTINGUISHING_ID                                                      \
	"1234567812345678" /* GB/T 32918's, where users have none of their own \
			    */

struct key {
	const struct seal *seal;
	EVP_PKEY *pair;
	char id[KEY_ID_LEN + 1];
	char public[KEY_PUBLIC_LEN + 1];
};

static void to_hex(const unsigned char *bytes, size_t len, char *hex)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * len] = '\0';
}

static bool from_hex(const char *hex, unsigned char *bytes, size_t len)
{
	if (!hex || strlen(hex) != 2 * len || strspn(hex, "0123456789abcdef") != 2 * len)
		return false;
	for (size_t i = 0; i < len; i++)
		bytes[i] = (unsigned char)(g_ascii_xdigit_value(hex[2 * i]) << 4 |
					   g_ascii_xdigit_value(hex[2 * i + 1]));
	return true;
}

static bool library_failed(const struct seal *seal, struct err *err)
{
	seal->late.forget_errors();
	return err_fail(err, ERR_SYSTEM, _("the library libcrypto failed at an SM2 key"));
}

/* Five bytes of the digest make a group of four digits: each group is as good as even. */
static bool name_it(struct key *key, const unsigned char *point, struct err *err)
{
	char hex[DIGEST_HEX_LEN + 1];
	char *at = key->id;

	if (!digest_of(key->seal, point, PUBLIC_BYTES, hex, err))
		return false;
	for (int group = 0; group < 6; group++) {
		uint64_t number = 0;

		for (int i = 0; i < 10; i++)
			number = number << 4 | (uint64_t)g_ascii_xdigit_value(hex[10 * group + i]);
		for (int place = 3; place >= 0; place--, number /= 10)
			at[place] = (char)('0' + number % 10);
		at[4] = group < 5 ? '-' : '\0';
		at += 5;
	}
	return true;
}

/* Owns: takes PAIR. NULL and an error set when it is no SM2 key. */
static struct key *key_of(const struct seal *seal, EVP_PKEY *pair, struct err *err)
{
	struct key *key = g_new0(struct key, 1);
	unsigned char point[PUBLIC_BYTES];
	size_t len = 0;

	key->seal = seal;
	key->pair = pair;
	if (seal->late.is_a(pair, "SM2") != 1 ||
	    seal->late.get_octets(pair, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point), &len) != 1 ||
	    len != sizeof(point) || point[0] != 4) {
		seal->late.forget_errors();
		err_fail(err, ERR_INPUT, _("this is no SM2 key"));
		key_free(key);
		return NULL;
	}
	to_hex(point, sizeof(point), key->public);
	if (name_it(key, point, err))
		return key;
	key_free(key);
	return NULL;
}

struct key *key_make(const struct seal *seal, struct err *err)
{
	const struct late *late = &seal->late;
	EVP_PKEY_CTX *maker = late->maker_new(NULL, "SM2", NULL);
	EVP_PKEY *pair = NULL;
	bool good = maker && late->make_init(maker) == 1 && late->make(maker, &pair) == 1;

	late->maker_free(maker);
	if (good)
		return key_of(seal, pair, err);
	library_failed(seal, err);
	return NULL;
}

struct key *key_of_public(const struct seal *seal, const char *public, struct err *err)
{
	const struct late *late = &seal->late;
	unsigned char point[PUBLIC_BYTES];
	char group[] = "SM2";
	EVP_PKEY *pair = NULL;

	if (!from_hex(public, point, sizeof(point)) || point[0] != 4) {
		err_fail(err, ERR_DAMAGED, _("this is no public key"));
		return NULL;
	}
	OSSL_PARAM params[] = {late->param_text(OSSL_PKEY_PARAM_GROUP_NAME, group, 0),
	    late->param_octets(OSSL_PKEY_PARAM_PUB_KEY, point, sizeof(point)), late->param_end()};
	EVP_PKEY_CTX *maker = late->maker_new(NULL, "SM2", NULL);
	bool good = maker && late->from_data_init(maker) == 1 &&
		    late->from_data(maker, &pair, EVP_PKEY_PUBLIC_KEY, params) == 1;
	late->maker_free(maker);
	if (good)
		return key_of(seal, pair, err);
	late->forget_errors();
	err_fail(err, ERR_DAMAGED, _("this is no public key"));
	return NULL;
}

void key_free(struct key *key)
{
	if (!key)
		return;
	key->seal->late.key_free(key->pair);
	g_free(key);
}

/* What was written, as bytes; NULL when that failed. */
static GBytes *bytes_written(const struct late *late, BIO *bio, bool good)
{
	char *text = NULL;
	long len = good ? late->bytes_ask(bio, BIO_CTRL_INFO, 0, &text) : 0;
	GBytes *bytes = len > 0 ? g_bytes_new(text, (size_t)len) : NULL;

	late->bytes_free(bio);
	return bytes;
}

static bool write_locked(
    const struct late *late, BIO *bio, PKCS8_PRIV_KEY_INFO *info, const char *passphrase)
{
	unsigned char salt[16];

	ident_random(salt, sizeof(salt));
	X509_SIG *locked = late->lock(-1, late->aes(), passphrase, (int)strlen(passphrase), salt,
	    sizeof(salt), LOCK_ROUNDS, info);
	bool good = locked && late->pem_write_locked(bio, locked) == 1;
	late->locked_free(locked);
	return good;
}

GBytes *key_print(const struct key *key, const char *passphrase, struct err *err)
{
	const struct late *late = &key->seal->late;
	PKCS8_PRIV_KEY_INFO *info = late->to_info(key->pair);
	BIO *bio = late->bytes_new(late->bytes_kind());
	bool good = info && bio &&
		    (passphrase && *passphrase ? write_locked(late, bio, info, passphrase)
					       : late->pem_write(bio, info) == 1);
	GBytes *bytes = bytes_written(late, bio, good);

	late->info_free(info);
	if (!bytes)
		library_failed(key->seal, err);
	return bytes;
}

static int give_passphrase(char *into, int size, int writing, void *passphrase)
{
	size_t len = passphrase ? strlen(passphrase) : 0;

	(void)writing;
	if (!passphrase || len > (size_t)size)
		return -1;
	memcpy(into, passphrase, len); /* NOLINT(bugprone-not-null-terminated-result): by length */
	return (int)len;
}

bool key_is_locked(GBytes *pem)
{
	static const char mark[] = "-----BEGIN ENCRYPTED PRIVATE KEY-----";
	size_t len;
	const char *text = g_bytes_get_data(pem, &len);

	return text && g_strstr_len(text, (gssize)len, mark);
}

struct key *key_read(const struct seal *seal, GBytes *pem, const char *passphrase, struct err *err)
{
	const struct late *late = &seal->late;
	bool locked = key_is_locked(pem);
	size_t len;
	const void *text = g_bytes_get_data(pem, &len);

	if (locked && (!passphrase || strlen(passphrase) > PASSPHRASE_BYTES)) {
		err_fail(err, ERR_DENIED,
		    passphrase ? _("the passphrase is wrong") : _("this key has a passphrase"));
		return NULL;
	}
	BIO *bio = late->bytes_of(text, (int)MIN(len, 1u << 16));
	EVP_PKEY *pair = bio ? late->pem_read(bio, NULL, give_passphrase,
				   (void *)(uintptr_t)(locked ? passphrase : NULL))
			     : NULL;
	late->bytes_free(bio);
	if (pair)
		return key_of(seal, pair, err);
	late->forget_errors();
	if (locked)
		err_fail(err, ERR_DENIED, _("the passphrase is wrong"));
	else
		err_fail(err, ERR_INPUT, _("this is no SM2 key"));
	return NULL;
}

const char *key_id(const struct key *key)
{
	return key->id;
}

const char *key_public(const struct key *key)
{
	return key->public;
}

bool key_id_parse(const char *typed, char id[KEY_ID_LEN + 1])
{
	int digits = 0;

	if (!typed || !g_utf8_validate(typed, -1, NULL))
		return false;
	for (const char *at = typed; *at; at += g_utf8_skip[(unsigned char)*at]) {
		gunichar letter = g_utf8_get_char(at);
		int value = g_unichar_digit_value(letter);

		if (value < 0) {
			if (g_unichar_isspace(letter) || g_unichar_ispunct(letter))
				continue;
			return false;
		}
		if (digits == 24)
			return false;
		if (digits && digits % 4 == 0)
			id[digits + digits / 4 - 1] = '-';
		id[digits + digits / 4] = (char)('0' + value);
		digits++;
	}
	id[digits == 24 ? KEY_ID_LEN : 0] = '\0';
	return digits == 24;
}

/* r and s out of the form that libcrypto gives. */
static bool halves_of(const struct late *late, const unsigned char *der, size_t len,
    unsigned char raw[2 * HALF_BYTES])
{
	const BIGNUM *r = NULL, *s = NULL;
	ECDSA_SIG *pair = late->pair_read(NULL, &der, (long)len);

	if (!pair)
		return false;
	late->pair_get(pair, &r, &s);
	bool good = late->number_bytes(r, raw, HALF_BYTES) == HALF_BYTES &&
		    late->number_bytes(s, raw + HALF_BYTES, HALF_BYTES) == HALF_BYTES;
	late->pair_free(pair);
	return good;
}

/* And back. Returns the length, 0 when it failed. */
static size_t der_of(
    const struct late *late, const unsigned char raw[2 * HALF_BYTES], unsigned char der[DER_BYTES])
{
	ECDSA_SIG *pair = late->pair_new();
	BIGNUM *r = late->number_of(raw, HALF_BYTES, NULL);
	BIGNUM *s = late->number_of(raw + HALF_BYTES, HALF_BYTES, NULL);
	unsigned char *at = der;

	if (!pair || !r || !s || late->pair_set(pair, r, s) != 1) {
		late->number_free(r);
		late->number_free(s);
		late->pair_free(pair);
		return 0;
	}
	int len = late->pair_write(pair, &at);
	late->pair_free(pair);
	return len > 0 ? (size_t)len : 0;
}

/* An OSSL_PARAM wants a buffer that it could change. */
#define WITH_ID(late, params)                                                                \
	char distinguishing[] = DISTINGUISHING_ID;                                           \
	OSSL_PARAM params[] = {(late)->param_octets(OSSL_PKEY_PARAM_DIST_ID, distinguishing, \
				   sizeof(distinguishing) - 1),                              \
	    (late)->param_end()}

bool key_sign(const struct key *key, const char digest[DIGEST_HEX_LEN + 1],
    char signature[KEY_SIGNATURE_LEN + 1], struct err *err)
{
	const struct late *late = &key->seal->late;
	unsigned char der[DER_BYTES], raw[2 * HALF_BYTES];
	size_t len = sizeof(der);
	EVP_MD_CTX *ctx = late->ctx_new();

	WITH_ID(late, params);
	bool good = ctx && late->sign_init(ctx, NULL, "SM3", NULL, NULL, key->pair, params) == 1 &&
		    late->sign(ctx, der, &len, (const unsigned char *)digest, DIGEST_HEX_LEN) ==
			1 &&
		    halves_of(late, der, len, raw);
	late->ctx_free(ctx);
	if (!good)
		return library_failed(key->seal, err);
	to_hex(raw, sizeof(raw), signature);
	return true;
}

bool key_checks(const struct key *key, const char *digest, const char *signature)
{
	const struct late *late = &key->seal->late;
	unsigned char der[DER_BYTES], raw[2 * HALF_BYTES];

	if (!digest_ok(digest) || !from_hex(signature, raw, sizeof(raw)))
		return false;
	size_t len = der_of(late, raw, der);
	EVP_MD_CTX *ctx = len ? late->ctx_new() : NULL;

	WITH_ID(late, params);
	bool good = ctx &&
		    late->verify_init(ctx, NULL, "SM3", NULL, NULL, key->pair, params) == 1 &&
		    late->verify(ctx, der, len, (const unsigned char *)digest, DIGEST_HEX_LEN) == 1;
	late->ctx_free(ctx);
	late->forget_errors();
	return good;
}
