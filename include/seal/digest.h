/* SM3 digests, over bytes at once or piece by piece. */
#ifndef SEAL_DIGEST_H
#define SEAL_DIGEST_H

#include "base/err.h"

#define DIGEST_HEX_LEN 64 /* characters of a digest as text, without the end */

struct seal; /* the cryptography of this process, once opened */
struct digest; /* a digest on its way */

/*
 * Load what is needed and return a handle to it. One handle serves any number of threads: after
 * this call nothing in it changes. Owns: the caller closes. Errors: SYSTEM without libcrypto or
 * SM3.
 */
struct seal *seal_open(struct err *err) CHECKED;

/* Give the handle back, after every digest made with it. NULL is fine. */
void seal_close(struct seal *seal);

/*
 * Begin a digest.
 * Owns: the caller frees; borrows SEAL. Errors: FULL without memory. Thread: one at a time.
 */
struct digest *digest_new(const struct seal *seal, struct err *err) CHECKED;

/* Add bytes; a failure is kept and reported by digest_end(). */
void digest_add(struct digest *digest, const void *bytes, size_t len);

/*
 * Write the digest as 64 lower-case hexadecimal characters and begin anew.
 * Errors: SYSTEM when libcrypto refused a step.
 */
bool digest_end(struct digest *digest, char hex[DIGEST_HEX_LEN + 1], struct err *err) CHECKED;

/* Free it. NULL is fine. */
void digest_free(struct digest *digest);

/* Digest of LEN bytes at once. Errors: SYSTEM, FULL. Thread: any. */
bool digest_of(const struct seal *seal, const void *bytes, size_t len, char hex[DIGEST_HEX_LEN + 1],
    struct err *err) CHECKED;

/* Whether TEXT has the form of a digest. */
bool digest_ok(const char *text);

#endif
