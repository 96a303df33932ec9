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
	bool all = true;

	if (!library)
		return err_fail(err, ERR_SYSTEM,
		    _("the library libcrypto.so.3 (package libssl3) is missing on this computer"));
#define LATE(field, call) all = find(library, #call, &late->field) && all;
	LATE_CALLS
#undef LATE
	return all || err_fail(err, ERR_SYSTEM,
			  _("the library libcrypto.so.3 on this computer is too old"));
}
