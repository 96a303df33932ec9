/* Loads libcrypto at first use: linked at start it would cost every desk milliseconds it may not
 * need. */
#ifndef SEAL_LATE_H
#define SEAL_LATE_H

#include "base/err.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

/* The calls we make, each typed by the header it comes from, so that the compiler checks them. */
struct late {
	__typeof__(OPENSSL_init_crypto) *init;
	__typeof__(EVP_MD_fetch) *md_fetch;
	__typeof__(EVP_MD_free) *md_free;
	__typeof__(EVP_MD_CTX_new) *ctx_new;
	__typeof__(EVP_MD_CTX_free) *ctx_free;
	__typeof__(EVP_DigestInit_ex2) *digest_init;
	__typeof__(EVP_DigestUpdate) *digest_update;
	__typeof__(EVP_DigestFinal_ex) *digest_final;
};

/*
 * Find libcrypto and the calls in it. The library stays loaded until the program ends.
 * Errors: SYSTEM when it is not installed or too old.
 */
bool late_load(struct late *late, struct err *err) CHECKED;

#endif
