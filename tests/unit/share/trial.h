/* An office for tests: a fresh file, a person for each role, acts in one line. */
#ifndef SHARE_TRIAL_H
#define SHARE_TRIAL_H

#include "unit.h"

#include "share/init.h"
#include "share/moves.h"

/* Ids of the people of every trial. */
enum trial_person {
	FOUNDER = 1, /* admin */
	CLERK,
	REVIEWER,
	EDITOR,
	APPROVER,
	SIGNER,
	SECURITY,
	AUDITOR,
	EDITOR_TOO,
	APPROVER_TOO,
	ALL_ROLES, /* one who holds them all */
	TRIAL_PEOPLE,
};

struct trial {
	char *dir, *path;
	struct share *share;
	int64_t now_ms; /* a minute later with each act */
	struct err err;
	struct done done; /* of the last act */
	void (*after)(
	    struct trial *trial); /* once more is asked of a file that went wrong; or NULL */
};

/* The keys of a person, the same in every trial of this process; 0: the office key. Borrowed. */
const GPtrArray *trial_keys(int64_t person);

/* cmocka's setup and teardown, *state is the trial. */
int trial_setup(void **state);
int trial_teardown(void **state);

/* An act of a person on a report, "seen by the desk of that person". */
struct act trial_act(struct trial *trial, int64_t actor, enum move_id move, int64_t report);
/* Do it; fails the test when it is refused. Returns the report. */
int64_t trial_do(struct trial *trial, const struct act *act);
/* One line for acts that carry words only. */
int64_t trial_move(struct trial *trial, int64_t actor, enum move_id move, int64_t report);
/* It is refused with this kind; the words stay in trial->err. */
void trial_refused(struct trial *trial, const struct act *act, enum err_kind kind);

/* A move with words and ticks is denied to ACTOR, and these WORDS are among the reasons said. */
void trial_denied(
    struct trial *trial, int64_t actor, enum move_id move, int64_t report, const char *words);

/* A new report of the clerk. */
int64_t trial_receive(struct trial *trial, const char *title, const char *body);
/* The same on its way: EDITING, REVIEW, SIGNING, SIGNED, ISSUED. */
int64_t trial_report_in(struct trial *trial, enum state state);
/* A text with one outside writer. */
struct revision *trial_text(const char *title, const char *body);
/* A new text by ACTOR with MOVE (save, amend, resubmit). */
int64_t trial_write(
    struct trial *trial, int64_t actor, enum move_id move, int64_t report, const char *body);

/* Everything yes. */
const struct checklist *trial_ticks(void);

/* One value out of the file, outside any transaction. Owns: the caller frees. */
char *trial_ask(struct trial *trial, const char *sql);
int64_t trial_count(struct trial *trial, const char *sql);

/* The whole file passes verify --full, with no flag raised. */
void trial_verify(struct trial *trial);

/* What the plain SQLite shell would do with it: true when it worked, else words in *SAID. */
bool trial_shell(const char *path, const char *sql, char **said);
/* A copy of the file without a single trigger. Owns: the caller frees the path. */
char *trial_bare_copy(struct trial *trial, const char *name);
/* Touch such a copy with SQL: an audit by PLAN must say DAMAGED, with these words in what it says.
 */
struct verify_plan;
void trial_told(
    struct trial *trial, const struct verify_plan *plan, const char *sql, const char *words);

#endif
