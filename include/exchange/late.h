/* Loads libarchive and libxml2 at first use: a desk that never opens a Word file never pays for
 * them. */
#ifndef EXCHANGE_LATE_H
#define EXCHANGE_LATE_H

#include "base/err.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>

/* The calls we make, each typed by the header it comes from, so that the compiler checks them. */
struct late_archive {
	__typeof__(archive_read_new) *read_new;
	__typeof__(archive_read_support_format_zip_seekable) *read_zip;
	__typeof__(archive_read_open_memory) *read_open;
	__typeof__(archive_read_next_header) *read_next;
	__typeof__(archive_read_data) *read_data;
	__typeof__(archive_read_free) *read_free;
	__typeof__(archive_entry_pathname) *entry_name;
	__typeof__(archive_entry_is_encrypted) *entry_is_encrypted;
	__typeof__(archive_write_new) *write_new;
	__typeof__(archive_write_set_format_zip) *write_zip;
	__typeof__(archive_write_set_bytes_in_last_block) *write_unpadded;
	__typeof__(archive_write_open) *write_open;
	__typeof__(archive_write_header) *write_header;
	__typeof__(archive_write_data) *write_data;
	__typeof__(archive_write_close) *write_close;
	__typeof__(archive_write_free) *write_free;
	__typeof__(archive_entry_new) *entry_new;
	__typeof__(archive_entry_free) *entry_free;
	__typeof__(archive_entry_set_pathname) *entry_set_name;
	__typeof__(archive_entry_set_size) *entry_set_size;
	__typeof__(archive_entry_set_filetype) *entry_set_type;
	__typeof__(archive_entry_set_perm) *entry_set_mode;
	__typeof__(archive_entry_set_mtime) *entry_set_time;
};

struct late_xml {
	__typeof__(xmlReadMemory) *read;
	__typeof__(xmlFreeDoc) *free;
	__typeof__(xmlDocGetRootElement) *root;
};

/*
 * Find the library and the calls in it. It stays loaded until the program ends.
 * Errors: SYSTEM when it is not installed or too old, with the name of its package.
 */
bool late_archive(struct late_archive *late, struct err *err) CHECKED;
bool late_xml(struct late_xml *late, struct err *err) CHECKED;

#endif
