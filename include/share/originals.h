/* Files as they came, kept beside the database as DB.d/DIGEST and never changed (design 10). */
#ifndef SHARE_ORIGINALS_H
#define SHARE_ORIGINALS_H

#include "base/err.h"

/*
 * Keep bytes under their digest: written, synced and renamed; nothing to do when they are there.
 * The folder is made with the database's permissions.
 * Errors: FULL without room, INPUT where it may not be written, AWAY when the drive is gone.
 */
bool originals_keep(
    const char *db_path, const char *digest, GBytes *bytes, struct err *err) CHECKED;

/*
 * Read one back. Owns: the caller frees.
 * Errors: INPUT when it is not there, AWAY when the drive is gone.
 */
GBytes *originals_read(const char *db_path, const char *digest, struct err *err) CHECKED;

/*
 * Whether one is there, and its size. Units: bytes. Errors: AWAY when the drive does not answer.
 */
bool originals_size(const char *db_path, const char *digest, bool *is_there, int64_t *bytes,
    struct err *err) CHECKED;

/* Zeros over the bytes of an original, synced, then it is removed. One that is not there is fine.
 * Errors: AWAY, INPUT, FULL. */
bool originals_wipe(const char *db_path, const char *digest, struct err *err) CHECKED;

#endif
