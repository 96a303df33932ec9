/* One act under way inside its transaction: each step writes an event with all the rows it changes.
 */
#ifndef SHARE_WRITE_H
#define SHARE_WRITE_H

#include "flow/judge.h"
#include "model/detail.h"
#include "seal/digest.h"
#include "share/act.h"
#include "share/case.h"
#include "share/roster.h"

struct writing {
	struct db *db;
	const struct seal *seal;
	const struct act *act;
	struct roster *roster; /* NULL: nothing is signed (the case is only looked at) */
	const struct person *actor; /* of the case that is open; borrowed */
	const struct key *key; /* the actor's, with which all of it is signed; borrowed */
	struct done *done;
	bool took_office; /* the roster holds what this transaction wrote */
	bool uid_is_used; /* the first event takes the act's uid, the others new ones */
};

/* What one step writes besides what the act itself carries. Borrowed for the call. */
struct step {
	enum move_id move;
	enum state to;
	const char *reason;
	const char *words;
	const struct detail *detail;
	const struct revision *text; /* NULL: the one that stands */
	const struct original *original;
	const char *counter; /* kind of the number it takes, NULL: none */
	int year, serial;
};

/*
 * Load the case of REPORT (0: none yet) for the actor of the act, and the key they sign with.
 * Owns: case_clear() frees, also after a failure. Errors: INPUT no such report or actor; DENIED no
 * key that is good; DAMAGED the rows of people are not what the events say; as sqlerr.h.
 */
bool write_open(
    struct writing *writing, int64_t report, struct share_case *found, struct err *err) CHECKED;

/*
 * Write one step: event, number, text, original, the report's row; the case is that of afterwards.
 * Errors: DENIED a guard refused, STALE, as sqlerr.h.
 */
bool write_step(struct writing *writing, struct share_case *found, const struct step *step,
    struct err *err) CHECKED;

/*
 * Write an event of the office itself, its row is the caller's. Owns: the caller frees *EVENT.
 * Errors: as write_step().
 */
bool write_office(struct writing *writing, const struct step *step, struct event **event,
    struct err *err) CHECKED;

/* The number that the next report or dispatch of KIND takes now. Errors: as sqlerr.h. */
bool write_number(struct writing *writing, const char *kind, struct step *step,
    struct detail *detail, struct err *err) CHECKED;

/*
 * Judge and write one act inside the transaction that is open. After a failure the roster may hold
 * what is rolled back. Errors: as share_move().
 */
bool write_act(struct writing *writing, struct err *err) CHECKED;

/* The ways of acts that are more than one step. Errors: as share_move(). */
bool receive_report(struct writing *writing, struct err *err) CHECKED;
bool resubmit_report(struct writing *writing, struct share_case *found, struct err *err) CHECKED;
bool merge_reports(struct writing *writing, struct err *err) CHECKED;
bool unmerge_report(struct writing *writing, struct share_case *found, struct err *err) CHECKED;
bool change_office(struct writing *writing, struct err *err) CHECKED;
/* Whether the kind of event is of the office itself, and an act by itself. */
bool is_office_act(enum move_id move);

#endif
