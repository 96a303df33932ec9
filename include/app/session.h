/* One run of the program on one database: who acts, on which ground, reading from which mirror. */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/options.h"
#include "mirror/query.h"
#include "mirror/read.h"
#include "work/deed.h"
#include "work/sync.h"

struct session {
	const struct options *options;
	char *db;
	struct clock clock;
	GTimeZone *zone; /* the office's, held: GLib reads a zone once as long as somebody has it */
	struct ground ground; /* until the worker takes it */
	struct keyring
	    *keys; /* to look at what is on this desk; the ground has those it signs with */
	struct mirror *reader;
	GPtrArray *people; /* as last read from the mirror */
	GPtrArray *lent; /* struct lend: authority lent for a time */
	char *steps; /* the setting of the steps of review, "" where it is not made */
	struct person *me; /* NULL: this login is nobody of the office */
	char *office; /* its name */
	char *desk; /* this desk's name, as claims know it */
	bool demo;
	int64_t known_ms; /* when that was as new as the share */
	struct err
	    unsynced; /* why this run reads what the desk knew before; kind NONE: it does not */
};

/* Path of the database: --db, YANSHEN_DB, the settings. Errors: INPUT when none is named. */
char *session_db(const struct options *options, struct err *err);

/* The clock of this run: the machine's, or held by a test. */
struct clock session_clock(void);

/*
 * Open the database, bring the mirror up to date where the share answers, and find out who acts.
 * While the share is away the session reads from the mirror; ground.away says why. With COPY_FIRST
 * it opens on what this desk has already and leaves the share to the worker.
 * Errors: as ground_open(); INPUT when --as names nobody or is not allowed here.
 */
bool session_open(struct session *session, const struct options *options, bool copy_first,
    struct err *err) CHECKED;
/* After a verb: what a purge asks of this desk is done, and said where the key is open. The desk's
 * worker does that by itself. */
void session_duties(struct session *session);
void session_close(struct session *session);

/* Name of this login on this machine; "" where the system knows none. */
const char *session_login(void);

/* Make a query one of this person at this moment: what is theirs, overdue, due today. */
void session_fill_query(const struct session *session, struct query *query);

/* Read people and settings again, after a sync. Errors: DAMAGED. */
bool session_refresh(struct session *session, struct err *err) CHECKED;

/* The actor, or NULL. Errors: DENIED, says how to become one. */
const struct person *session_actor(const struct session *session, struct err *err);
/* The same, who must be an administrator: what is asked for is the whole office's. */
const struct person *session_admin(const struct session *session, struct err *err);

/*
 * The report that a person's word means: its number, or the serial of this year.
 * Errors: INPUT when there is none.
 */
bool session_find(
    struct session *session, const char *word, int64_t *report, struct err *err) CHECKED;

/*
 * A dossier with the case that the rules judge, borrowing from it and from the session.
 * Owns: dossier_clear() frees. Errors: INPUT when there is no such report here; DAMAGED.
 */
bool session_case(struct session *session, int64_t report, struct dossier *dossier,
    struct case_file *file, struct err *err) CHECKED;

/* The title as this person may see it: in secrecy review only security officers do. Borrowed. */
const char *session_title(const struct session *session, const struct report *report);

/* The state as people say it: a report in editing that somebody has claimed is being edited. */
const char *session_state_words(const struct report *report, bool claimed);

/* Whether the actor may read texts: administrators and auditors may not (design 5). */
bool session_reads_bodies(const struct session *session);
/* Whether the person may read this report's text as it stands: one in secrecy review is for those
 * who review it. */
bool session_reads(const struct session *session, const struct report *report);

#endif
