/* A deed: a move as a job, owning all it carries, from the desk that asks to the share that judges.
 */
#ifndef WORK_DEED_H
#define WORK_DEED_H

#include "share/moves.h"
#include "work/job.h"

struct deed {
	enum move_id move;
	int64_t actor;
	int64_t report; /* 0: by number, or a new one */
	char *number;
	char *uid; /* of its event, made at once: a lost answer is looked up */
	char *reason, *words, *to, *digest;
	struct person *to_person;
	struct checklist ticks;
	bool has_ticks;
	struct revision *text;
	int base;
	enum move_id paper;
	char *scan, *form;
	GArray *parts; /* int64_t, merge */
	enum source source;
	int64_t received_ms;
	GBytes *original;
	char *original_name;
	bool is_secret;
	int64_t limit_ms;
	struct person *person;
	char *code, *key_text; /* of an invitation; a key or its fingerprint (share/act.h) */
	int64_t asked_seq;
	struct lend *lend; /* delegate: the authority that is to be, or the one that is ended */
	bool takes_back;
	struct key *offered; /* join: the key that is offered */
	bool with_office_key; /* signed with the office key, where it is on this desk */
	char *key, *value;
	int64_t fence; /* of the claim that this desk holds; 0: none, it is taken for the deed */
	bool takes_over; /* a note with which another's claim becomes this desk's */
	bool admits; /* an administrator's word on which history holds (work/heal.h) */
	bool synced_later; /* one of many: who does them reads all back at the end */
	int64_t now_ms; /* 0: the ground's clock */
	char *desks; /* purge-confirm: the copies that are known; found when it is done */
	struct done done; /* the answer */
	bool in_doubt; /* refused, and yet it may have been done: the share went away in the middle
			*/
};

/* Everything empty; limit_ms is -1, "as it was". Owns: deed_free. */
struct deed *deed_new(enum move_id move, int64_t actor);
void deed_free(struct deed *deed);

/* Owns: takes the deed. */
struct job *deed_job(struct deed *deed, job_home *home);
/* The deed that a job of this kind carries. */
struct deed *deed_of(const struct job *job);

/* Do it here and now, then read it back into the mirror. Errors: as share_move(). */
bool deed_do(struct ground *ground, struct deed *deed, struct err *err) CHECKED;

/* A claim taken, given back or taken over, as a job. */
enum claim_wish {
	CLAIM_TAKE,
	CLAIM_TAKE_OVER, /* one's own from another desk; another's with words, which go into the
			    trail */
	CLAIM_RELEASE,
	CLAIM_BEAT
};
struct claiming {
	enum claim_wish wish;
	int64_t report;
	int64_t person;
	bool typed; /* with BEAT: something was written since the last one */
	char *words; /* with TAKE_OVER of another's: why */
	char *uid; /* of its event */
	struct claim
	    *claim; /* in: ours, with RELEASE and BEAT; out: ours, or the holder's when refused */
};
struct job *claiming_job(struct claiming *claiming, job_home *home);
struct claiming *claiming_of(const struct job *job);

#endif
