/* Two libraries by dlopen; see the header. */
#include "exchange/late.h"

#include "base/lang.h"

#include <dlfcn.h>

/* A call and the place of its pointer. */
struct call {
	const char *name;
	void *place;
};

static bool load(const char *soname, const char *package, const struct call *calls, size_t count,
    struct err *err)
{
	/* NODELETE: both keep tables of their own that must not vanish under a running thread. */
	void *library = dlopen(soname, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);

	if (!library)
		return err_fail(err, ERR_SYSTEM,
		    _("the library %s (package %s) is missing on this computer"), soname, package);
	for (size_t i = 0; i < count; i++) {
		void *found = dlsym(library, calls[i].name);

		if (!found)
			return err_fail(err, ERR_SYSTEM,
			    _("the library %s on this computer is too old"), soname);
		/* ISO C has no way from an object pointer to a call; POSIX promises this one. */
		memcpy(calls[i].place, &found, sizeof(found));
	}
	return true;
}

bool late_archive(struct late_archive *late, struct err *err)
{
	const struct call calls[] = {
	    {"archive_read_new", &late->read_new},
	    {"archive_read_support_format_zip_seekable", &late->read_zip},
	    {"archive_read_open_memory", &late->read_open},
	    {"archive_read_next_header", &late->read_next},
	    {"archive_read_data", &late->read_data},
	    {"archive_read_free", &late->read_free},
	    {"archive_entry_pathname", &late->entry_name},
	    {"archive_entry_is_encrypted", &late->entry_is_encrypted},
	    {"archive_write_new", &late->write_new},
	    {"archive_write_set_format_zip", &late->write_zip},
	    {"archive_write_set_bytes_in_last_block", &late->write_unpadded},
	    {"archive_write_open", &late->write_open},
	    {"archive_write_header", &late->write_header},
	    {"archive_write_data", &late->write_data},
	    {"archive_write_close", &late->write_close},
	    {"archive_write_free", &late->write_free},
	    {"archive_entry_new", &late->entry_new},
	    {"archive_entry_free", &late->entry_free},
	    {"archive_entry_set_pathname", &late->entry_set_name},
	    {"archive_entry_set_size", &late->entry_set_size},
	    {"archive_entry_set_filetype", &late->entry_set_type},
	    {"archive_entry_set_perm", &late->entry_set_mode},
	    {"archive_entry_set_mtime", &late->entry_set_time},
	};

	return load("libarchive.so.13", "libarchive13", calls, G_N_ELEMENTS(calls), err);
}

bool late_xml(struct late_xml *late, struct err *err)
{
	const struct call calls[] = {
	    {"xmlReadMemory", &late->read},
	    {"xmlFreeDoc", &late->free},
	    {"xmlDocGetRootElement", &late->root},
	};

	return load("libxml2.so.2", "libxml2", calls, G_N_ELEMENTS(calls), err);
}
