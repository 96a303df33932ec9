/* What was purged on the share leaves this desk's copy without a trace, its index and log included.
 */
#ifndef MIRROR_PURGE_H
#define MIRROR_PURGE_H

#include "mirror/open.h"

/* A purge that was confirmed. */
struct mirror_purge {
	int64_t report;
	int64_t seq; /* of the event that confirmed it */
	char *uid; /* of the report */
	bool is_clean; /* mirror_cleaned() was told of it */
	bool is_said; /* the person has said so, or has nothing to say */
};

/*
 * Purges of which something is left to do here: for this copy, or for PERSON, who has not yet said
 * from COMPUTER that it is done. Owns: the caller frees the array of struct mirror_purge *.
 * Errors: DAMAGED, SYSTEM.
 */
GPtrArray *mirror_purges(
    struct mirror *mirror, const char *computer, int64_t person, struct err *err) CHECKED;
/* What lies beside this copy, drafts above all, is clean of all purges up to SEQ. Errors: FULL. */
bool mirror_cleaned(struct mirror *mirror, int64_t seq, struct err *err) CHECKED;

/* Remember, with the batch that is being stored, that texts were replaced by shells.
 * Errors: FULL. */
bool purge_note(struct mirror *mirror, struct err *err) CHECKED;

/*
 * Where shells came in: the search index is merged until nothing of what was taken out is in it,
 * then the file is written anew and the write-ahead log cut. *DONE when nothing is left to do.
 * Units: about MILLISECONDS a call, the last one as long as it takes. Errors: FULL; BUSY while
 * another process or a reader stands on what was.
 */
bool mirror_scrub(struct mirror *mirror, int milliseconds, bool *done, struct err *err) CHECKED;

/* Who wrote from which desk, and when last: for each FOUND(of, person, desk, at_ms). Reads the
 * whole trail. Errors: DAMAGED, SYSTEM. */
bool mirror_desks(struct mirror *mirror,
    void (*found)(void *of, int64_t person, const char *desk, int64_t at_ms), void *of,
    struct err *err) CHECKED;

#endif
