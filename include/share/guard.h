/* The guards: triggers written from moves.def, so that other programs are held to the rules too. */
#ifndef SHARE_GUARD_H
#define SHARE_GUARD_H

#include "share/sql.h"

/* Put the guards of this program into the file, in place of any older ones. Errors: as sqlerr.h. */
bool guard_install(struct db *db, struct err *err) CHECKED;

/*
 * Names of the guards that are missing from the file or are not those of this program, sorted;
 * triggers that are none of ours are named too.
 * Owns: the caller frees the array of strings. Errors: as sqlerr.h.
 */
bool guard_missing(struct db *db, GPtrArray **names, struct err *err) CHECKED;

#endif
