/* SM2 keys: made, kept as PEM, read again, signing a digest and checking such a signature. */
#ifndef SEAL_KEY_H
#define SEAL_KEY_H

#include "seal/digest.h"

#define KEY_ID_LEN 29 /* "4829-1307-7153-4029-8116-5430", without the end */
#define KEY_PUBLIC_LEN 130 /* 04 X Y as hexadecimal digits */
#define KEY_SIGNATURE_LEN 128 /* r s as hexadecimal digits */

/* A key pair, or the public half of one. Thread: nothing in it changes once it is made. */
struct key;

/* A new pair. Owns: the caller frees; borrows SEAL. Errors: SYSTEM. */
struct key *key_make(const struct seal *seal, struct err *err) CHECKED;
/* The public half, as key_public() gives it. Owns: as above. Errors: DAMAGED it is no such point.
 */
struct key *key_of_public(const struct seal *seal, const char *public, struct err *err) CHECKED;
/* NULL is fine. */
void key_free(struct key *key);

/*
 * The pair as PEM: PKCS #8, under PASSPHRASE, or plain where that is NULL or "".
 * Owns: the caller unrefs. Errors: SYSTEM.
 */
GBytes *key_print(const struct key *key, const char *passphrase, struct err *err) CHECKED;
/*
 * Read it. Owns: the caller frees; borrows SEAL. Errors: DENIED the passphrase is wrong, or one is
 * needed and NULL; INPUT these bytes are no SM2 key.
 */
struct key *key_read(
    const struct seal *seal, GBytes *pem, const char *passphrase, struct err *err) CHECKED;
/* Whether these bytes want a passphrase. */
bool key_is_locked(GBytes *pem);

/*
 * Its fingerprint, which is its name: 24 decimal digits in groups of four, so that it can be read
 * out over the telephone. Owns: borrowed.
 */
const char *key_id(const struct key *key);
/* Owns: borrowed. */
const char *key_public(const struct key *key);
/* What a person typed or heard, with any spaces and hyphens, full-width digits too; false for what
 * is no fingerprint. */
bool key_id_parse(const char *typed, char id[KEY_ID_LEN + 1]) CHECKED;

/*
 * Sign a digest: SM2 with SM3 and the usual distinguishing id, over its hexadecimal digits.
 * Errors: SYSTEM.
 */
bool key_sign(const struct key *key, const char digest[DIGEST_HEX_LEN + 1],
    char signature[KEY_SIGNATURE_LEN + 1], struct err *err) CHECKED;
/* Whether SIGNATURE is of this key over DIGEST. */
bool key_checks(const struct key *key, const char *digest, const char *signature);

#endif
