/* Loads libcrypto at first use: linked at start it would cost every desk milliseconds it may not
 * need. */
#ifndef SEAL_LATE_H
#define SEAL_LATE_H

#include "base/err.h"

#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

/* LATE(field, call): the calls we make, each typed by the header it comes from, so that the
 * compiler checks them. */
#define LATE_CALLS                                            \
	LATE(init, OPENSSL_init_crypto)                       \
	LATE(md_fetch, EVP_MD_fetch)                          \
	LATE(md_free, EVP_MD_free)                            \
	LATE(ctx_new, EVP_MD_CTX_new)                         \
	LATE(ctx_free, EVP_MD_CTX_free)                       \
	LATE(digest_init, EVP_DigestInit_ex2)                 \
	LATE(digest_update, EVP_DigestUpdate)                 \
	LATE(digest_final, EVP_DigestFinal_ex)                \
	LATE(sign_init, EVP_DigestSignInit_ex)                \
	LATE(sign, EVP_DigestSign)                            \
	LATE(verify_init, EVP_DigestVerifyInit_ex)            \
	LATE(verify, EVP_DigestVerify)                        \
	LATE(maker_new, EVP_PKEY_CTX_new_from_name)           \
	LATE(maker_free, EVP_PKEY_CTX_free)                   \
	LATE(make_init, EVP_PKEY_keygen_init)                 \
	LATE(make, EVP_PKEY_generate)                         \
	LATE(from_data_init, EVP_PKEY_fromdata_init)          \
	LATE(from_data, EVP_PKEY_fromdata)                    \
	LATE(is_a, EVP_PKEY_is_a)                             \
	LATE(get_octets, EVP_PKEY_get_octet_string_param)     \
	LATE(key_free, EVP_PKEY_free)                         \
	LATE(param_text, OSSL_PARAM_construct_utf8_string)    \
	LATE(param_octets, OSSL_PARAM_construct_octet_string) \
	LATE(param_end, OSSL_PARAM_construct_end)             \
	LATE(bytes_new, BIO_new)                              \
	LATE(bytes_kind, BIO_s_mem)                           \
	LATE(bytes_of, BIO_new_mem_buf)                       \
	LATE(bytes_ask, BIO_ctrl)                             \
	LATE(bytes_free, BIO_free)                            \
	LATE(pem_read, PEM_read_bio_PrivateKey)               \
	LATE(pem_write, PEM_write_bio_PKCS8_PRIV_KEY_INFO)    \
	LATE(pem_write_locked, PEM_write_bio_PKCS8)           \
	LATE(to_info, EVP_PKEY2PKCS8)                         \
	LATE(info_free, PKCS8_PRIV_KEY_INFO_free)             \
	LATE(lock, PKCS8_encrypt)                             \
	LATE(locked_free, X509_SIG_free)                      \
	LATE(aes, EVP_aes_256_cbc)                            \
	LATE(pair_new, ECDSA_SIG_new)                         \
	LATE(pair_free, ECDSA_SIG_free)                       \
	LATE(pair_get, ECDSA_SIG_get0)                        \
	LATE(pair_set, ECDSA_SIG_set0)                        \
	LATE(pair_read, d2i_ECDSA_SIG)                        \
	LATE(pair_write, i2d_ECDSA_SIG)                       \
	LATE(number_of, BN_bin2bn)                            \
	LATE(number_free, BN_free)                            \
	LATE(number_bytes, BN_bn2binpad)                      \
	LATE(forget_errors, ERR_clear_error)

struct late {
#define LATE(field, call) __typeof__(call) *field;
	LATE_CALLS
#undef LATE
};

/*
 * Find libcrypto and the calls in it. The library stays loaded until the program ends.
 * Errors: SYSTEM when it is not installed or too old.
 */
bool late_load(struct late *late, struct err *err) CHECKED;

#endif
