/* Overwriting what should never have been there: texts and originals of one report, by its event.
 */
#ifndef SHARE_PURGE_H
#define SHARE_PURGE_H

#include "share/open.h"
#include "share/sql.h"

struct revision; /* model/revision.h */

/*
 * Make ready for a transaction that purges: what it overwrites is to be nowhere in the file or its
 * journal afterwards. purge_end() goes back to the usual way, and where the REPORT (0: none) was
 * purged finishes that. Errors: as sqlerr.h.
 */
bool purge_begin(struct share *share, struct err *err) CHECKED;
void purge_end(struct share *share, int64_t report);

/*
 * Inside that transaction, after its event and before the report's row: title and body of every
 * revision become empty, its originals are no longer kept. Errors: as sqlerr.h.
 */
bool purge_rows(struct db *db, int64_t report, struct err *err) CHECKED;

/*
 * After it: the bytes of the originals beside the database are overwritten, synced and removed,
 * unless another report that was not purged came as the very same file; so is what a desk that died
 * in the middle left in the journal. Doing it again does no harm. Errors: AWAY, FULL, as sqlerr.h.
 */
bool purge_finish(struct share *share, int64_t report, struct err *err) CHECKED;

/*
 * TEXT, just sealed, has another digest than the STORED one: where it is the shell that a later
 * purge left, it gets the stored one back. Errors: as sqlerr.h.
 */
bool purge_explains(
    struct db *db, struct revision *text, const char *stored, struct err *err) CHECKED;
/* Whether a text is an empty shell, as a purge leaves it. */
bool purge_is_shell(const struct revision *text);
/* Whether an event of the report after SEQ purged it. Errors: as sqlerr.h. */
bool purge_follows(
    struct db *db, int64_t report, int64_t seq, bool *follows, struct err *err) CHECKED;
/* Whether texts or originals of a report are still there. Errors: as sqlerr.h. */
bool purge_is_left(struct db *db, int64_t report, bool *left, struct err *err) CHECKED;
/* Whether the bytes of an original are still wanted by a report that was not purged. */
bool purge_is_wanted(struct db *db, const char *digest, bool *wanted, struct err *err) CHECKED;

#endif
