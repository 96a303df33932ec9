/* An import as a value: which files are asked for, what was found in each, what became of it. */
#ifndef WORK_IMPORT_H
#define WORK_IMPORT_H

#include "model/terms.h"
#include "text/charset.h"

enum import_outcome {
	IMPORT_TAKEN,
	IMPORT_SEEN, /* these bytes came before; nothing was written */
	IMPORT_QUARANTINED, /* it bears a secrecy mark: its text was not stored */
	IMPORT_REFUSED, /* nothing of it was taken */
	IMPORT_SKIPPED, /* no document: what programs leave lying about */
};

/* Name as printed in JSON ("taken"); words for people, of a dry run too. Never NULL. */
const char *import_name(enum import_outcome outcome);
const char *import_words(enum import_outcome outcome, bool dry_run);

/* What was found in one file, and what became of it. */
struct import_entry {
	char *path;
	enum import_outcome outcome;
	char *number; /* of its report; NULL where it has none, as in a dry run */
	struct err why; /* refused or skipped */
	char *title; /* NULL: the file was not read, or is secret; so for all below */
	char *writers; /* names joined by 、 */
	char *unit, *contact;
	int chars;
	enum charset charset; /* of a text, else UNKNOWN */
	GPtrArray *notes; /* char *: what a person should look at */
};

/* What is asked for, and, once the job is home, what came of it. */
struct import {
	GPtrArray *paths; /* char *: files, and folders that are entered */
	int64_t actor;
	enum source source;
	enum charset charset; /* UNKNOWN: each file's is found out */
	bool dry_run; /* find everything, take nothing */
	char *note; /* goes into the trail; NULL: none */
	int64_t report; /* not 0: the one file is the changed text of this report */

	GPtrArray *entries; /* struct import_entry, in the order of the files */
	int counts[IMPORT_SKIPPED + 1];
	char *warning; /* the database grows too large soon; NULL: it does not */
	int files; /* in all, once the folders are listed */
};

/* Nothing asked for yet. Owns: import_free. */
struct import *import_new(int64_t actor, enum source source);
void import_free(struct import *import);
/* Ask for one more file or folder. */
void import_add(struct import *import, const char *path);

/*
 * All the files that are asked for. A folder that gives none stands among them and is refused when
 * its turn comes. Owns: the caller frees the array of char *. Errors: FULL past the bound.
 */
GPtrArray *import_list(const struct import *import, struct err *err) CHECKED;

/* For the job: an entry of nothing found so far, and what became of its file. Owns: import_settle()
 * takes the entry; one that is not settled goes to import_entry_free(). */
struct import_entry *import_entry_new(const char *path);
void import_entry_free(struct import_entry *entry);
void import_settle(struct import *import, struct import_entry *entry, enum import_outcome outcome);

#endif
