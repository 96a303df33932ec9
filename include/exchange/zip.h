/* Zip archives in memory: the parts of an office file, unpacked within bounds, and packed again. */
#ifndef EXCHANGE_ZIP_H
#define EXCHANGE_ZIP_H

#include "base/err.h"

/*
 * Unpack the parts of an archive whose names WANTED accepts. The rest is passed over unread.
 * Owns: the caller unrefs the table, char * name to GByteArray.
 * Errors: INPUT when it is no sound archive, has a password, or names a part twice; FULL past the
 * bounds of base/bounds.h or when it unpacks to a hundredfold of itself; SYSTEM without libarchive.
 */
GHashTable *zip_unpack(GBytes *bytes, bool (*wanted)(const char *name), struct err *err) CHECKED;

/* A part to be packed; text ends with NUL. */
struct zip_part {
	const char *name;
	const char *text;
};

/*
 * Pack parts in their order. The same parts give the same bytes: no time is written.
 * Owns: the caller frees. Errors: SYSTEM without libarchive, FULL.
 */
GBytes *zip_pack(const struct zip_part *parts, size_t count, struct err *err) CHECKED;

#endif
