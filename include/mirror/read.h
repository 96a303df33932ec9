/* One report with all that hangs on it, and what the mirror knows of the office. */
#ifndef MIRROR_READ_H
#define MIRROR_READ_H

#include "mirror/open.h"
#include "model/changes.h"

/* All of one report: what a verdict is judged by and what the three panes show. */
struct dossier {
	struct report *report;
	GPtrArray *trail; /* struct event, oldest first, those of merged parts before its own */
	GPtrArray
	    *revisions; /* struct revision without bodies, parts' included, by report and no */
	struct revision *current; /* the one that stands, with its body */
	GPtrArray *parts; /* struct report: what was merged into this one */
	struct claim *claim; /* NULL: nobody's */
	bool trail_is_whole; /* its first event is here */
	bool checked; /* and all lie in the verified range */
};
void dossier_clear(struct dossier *dossier);

/* Owns: dossier_clear() frees. Errors: INPUT when there is no such report here. */
bool mirror_read(
    struct mirror *mirror, int64_t report, struct dossier *dossier, struct err *err) CHECKED;

/* A revision with its body; NULL without an error when it is not here.
 * Owns: the caller frees. Errors: DAMAGED. */
struct revision *mirror_revision(struct mirror *mirror, int64_t report, int no, struct err *err);

/*
 * Id of the report of this number or global id; 0 without an error when it is not here.
 * Errors: DAMAGED.
 */
bool mirror_find(
    struct mirror *mirror, const char *number, int64_t *report, struct err *err) CHECKED;

/* All people, retired ones too. Owns: the caller frees the array of struct person. Errors: DAMAGED.
 */
GPtrArray *mirror_people(struct mirror *mirror, struct err *err) CHECKED;
/* All claims. Owns: the caller frees the array of struct claim. Errors: DAMAGED. */
GPtrArray *mirror_claims(struct mirror *mirror, struct err *err) CHECKED;
/* A setting of the office; FALLBACK's copy where it is not set. Owns: the caller frees. */
char *mirror_setting(struct mirror *mirror, const char *name, const char *fallback);
/* Every setting whose name begins with PREFIX, to TAKE. Errors: DAMAGED. */
typedef void mirror_settings_take(void *of, const char *name, const char *value);
bool mirror_settings(struct mirror *mirror, const char *prefix, mirror_settings_take *take, void *of,
    struct err *err) CHECKED;

#endif
