/* Taking in what came from the share: one transaction a batch, resumable, the same twice is once.
 */
#ifndef MIRROR_TAKE_H
#define MIRROR_TAKE_H

#include "mirror/open.h"
#include "model/changes.h"

/* How far the copy has come. Events are held without a gap from lowest to newest. */
struct mirror_marks {
	int64_t newest_seq; /* 0: nothing yet */
	char newest_digest[65];
	int64_t lowest_seq; /* 1: the whole trail is here */
	int64_t reports_down_to; /* first copy, newest first: reports with events from here on */
	int64_t share_seq; /* the share's newest when it was last seen */
	int64_t read_ms; /* wall clock of then; 0: never */
	int64_t state; /* a number of its own for all that a batch has made of it; from 1 */
	bool whole; /* the first copy is complete */
	bool is_loose; /* the search index is in many pieces: mirror_bulk() */
	/* The newest event this desk ever saw at this path; outlives a mirror that is made anew. */
	int64_t seen_seq;
	char seen_digest[65];
};

/* Errors: DAMAGED, SYSTEM. */
bool mirror_marks(struct mirror *mirror, struct mirror_marks *marks, struct err *err) CHECKED;

/* Code of the error BUSY that says so. */
#define MIRROR_OVERTAKEN (-1)

/*
 * Store a batch. Reports, revisions and people replace what is there; events never change once they
 * are here. Texts are indexed for search. Where another process of this account has stored one
 * since this one was asked for, it might bring older rows than are here: it is refused as
 * overtaken, to be read anew. Errors: INPUT when the batch's range of events does not touch the
 * range held (nothing is stored); DAMAGED when an event that is here already comes with another
 * digest; FULL; BUSY, with the code MIRROR_OVERTAKEN for that.
 */
bool mirror_take(struct mirror *mirror, const struct changes *changes, struct err *err) CHECKED;

/*
 * The share was looked at and had nothing new. Written once a minute only, so that an idle desk
 * leaves its disk alone. Units: read_ms since 1970 UTC. Errors: FULL.
 */
bool mirror_seen(
    struct mirror *mirror, int64_t share_seq, int64_t read_ms, struct err *err) CHECKED;

/*
 * Thousands of reports are coming: the index of each batch is put beside the others and all become
 * one by mirror_tidy() at the end. It lasts beyond this connection (is_loose); one that goes on
 * with it says so again. Costs memory meanwhile; what is found is the same. Nothing is synced
 * to the disk until it is tidy or closed: after a power cut before that the mirror is made anew.
 * Errors: FULL.
 */
bool mirror_bulk(struct mirror *mirror, struct err *err) CHECKED;

/*
 * Put the index in order after mirror_bulk(), a slice of work at a time: *DONE when nothing is
 * left, and it is as it was before. Units: about MILLISECONDS a call. Errors: FULL.
 */
bool mirror_tidy(struct mirror *mirror, int milliseconds, bool *done, struct err *err) CHECKED;

/* Forget everything and begin anew: the share's history is another one. Errors: FULL. */
bool mirror_forget(struct mirror *mirror, struct err *err) CHECKED;
/* What was ever seen at this path, too: an administrator has given it up. Errors: FULL. */
bool mirror_give_up(struct mirror *mirror, struct err *err) CHECKED;

/* Digest of an event that is here; false: it is not. */
bool mirror_digest(struct mirror *mirror, int64_t seq, char digest[65]);

/* One event of many, as a person would look for it. */
struct mirror_deed {
	int64_t seq, person, at_ms;
	char *number; /* of its report; "": of the office */
	char *kind;
};
void mirror_deed_free(void *deed);
/* All after that one, struct mirror_deed. Owns: the caller frees. Errors: DAMAGED. */
GPtrArray *mirror_after(struct mirror *mirror, int64_t seq, struct err *err) CHECKED;

#endif
