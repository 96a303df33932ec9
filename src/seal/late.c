/* One dlopen; see the header. */
#include "seal/late.h"

#include "base/lang.h"

#include <dlfcn.h>

/* ISO C knows no way from an object pointer to a function pointer; POSIX promises this one. */
static bool find(void *library, const char *name, void *call)
{
	void *found = dlsym(library, name);

	memcpy(call, &found, sizeof(found));
	return found != NULL;
}

bool late_load(struct late *late, struct err *err)
{
	/* NODELETE: libcrypto registers itself with atexit and must not be gone by then. */
	void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	if (!library)
		return err_fail(err, ERR_SYSTEM,
		    _("the library libcrypto.so.3 (package libssl3) is missing on this computer"));
	if (!find(library, "OPENSSL_init_crypto", &late->init) ||
	    !find(library, "EVP_MD_fetch", &late->md_fetch) ||
	    !find(library, "EVP_MD_free", &late->md_free) ||
	    !find(library, "EVP_MD_CTX_new", &late->ctx_new) ||
	    !find(library, "EVP_MD_CTX_free", &late->ctx_free) ||
	    !find(library, "EVP_DigestInit_ex2", &late->digest_init) ||
	    !find(library, "EVP_DigestUpdate", &late->digest_update) ||
	    !find(library, "EVP_DigestFinal_ex", &late->digest_final))
		return err_fail(
		    err, ERR_SYSTEM, _("the library libcrypto.so.3 on this computer is too old"));
	return true;
}
