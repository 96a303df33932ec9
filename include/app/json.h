/* Values as JSON, each one object on one line with its end (design 8). */
#ifndef APP_JSON_H
#define APP_JSON_H

#include "app/session.h"
#include "share/verified.h"
#include "work/export_job.h"
#include "work/import.h"

/* Owns: the caller frees; so for all of them. */
char *json_of_row(struct session *session, const struct report *report, int64_t claimed_by);
/* The same, and where a purge stands, if one was asked for. */
char *json_of_shown(struct session *session, const struct dossier *dossier);
/* INVITATION: NULL where none was made. */
char *json_of_person(const struct person *person, const char *invitation);
/* A key or a role of a person, and what it waits for: the entry that asked, 0 none. */
char *json_of_key(const char *person, const char *key, const char *state, int64_t entry);
/* Telephone and identity numbers in its words are masked unless BARE. */
char *json_of_event(const GPtrArray *people, const struct event *event, bool bare);
/* The steps in force, and those that wait. */
char *json_of_steps(const struct steps *steps);
/* Authority that is lent; STATE is "good", "waits", "later", "ended" or "void". */
char *json_of_lend(const GPtrArray *people, const struct lend *lend, const char *state);
char *json_of_office(const char *path, const char *name, const char *key);
/* A line that names the newest event; what an audit found. */
char *json_of_head(const char *head);
char *json_of_verified(const struct verified *found);
/* What became of a move, a file that came, a file that was written. Errors: none; ERR is told. */
char *json_of_result(const char *number, const char *state, int64_t seq, const struct err *err);
char *json_of_import(const struct import_entry *entry, bool dry_run);
char *json_of_export(const struct export *export, const struct err *err);

#endif
