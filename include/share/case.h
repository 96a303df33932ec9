/* A report's whole case out of the file, as the rules want it: row, trail, heads, people, claim. */
#ifndef SHARE_CASE_H
#define SHARE_CASE_H

#include "flow/story.h"
#include "model/detail.h"
#include "share/sql.h"

/* Owner of all that its case_file borrows. Everything empty is a case before receive. */
struct share_case {
	struct case_file file; /* actor and desk are the caller's to set */
	struct report *report;
	GPtrArray *trail;
	GPtrArray *revisions;
	GPtrArray *people;
	struct claim *claim;
};

/*
 * Load a case inside a transaction; report 0 is one that does not exist yet, with the people alone.
 * The parts of a composite come with it.
 * Owns: case_clear() frees. Errors: INPUT no such report; as sqlerr.h, DAMAGED.
 */
bool case_load(struct db *db, int64_t report, struct share_case *found, struct err *err) CHECKED;

/* By whose authority a move is made, under which steps and as which of them, into its event's DETAIL. */
void case_say_authority(const struct case_file *file, enum move_id move, struct detail *detail);

/* Free what the fields hold. */
void case_clear(struct share_case *found);

#endif
