/* What a report's trail adds up to: who touched the text, which verdicts stand, what can be undone.
 */
#ifndef FLOW_STORY_H
#define FLOW_STORY_H

#include "flow/checklist.h"
#include "flow/lend.h"
#include "flow/move.h"
#include "flow/steps.h"
#include "model/event.h"
#include "model/person.h"
#include "model/report.h"

/* All that a verdict may depend on. Borrowed for the call. */
struct case_file {
	const struct report *report; /* NULL before receive and compose */
	const GPtrArray *trail; /* struct event, oldest first: of the report and, before those of
				   a composite, of its parts */
	const GPtrArray *revisions; /* struct revision (bodies may be missing), parts' included */
	const GPtrArray *people; /* struct person */
	const GPtrArray *lent; /* struct lend: authority lent for a time; NULL: none */
	const struct person *actor;
	const struct claim *claim; /* of the report; NULL: nobody's */
	const char *steps; /* the office's setting, for what is submitted now; NULL: none */
	const char *desk; /* the actor's; "" where no claim can be held */
	int64_t
	    fence; /* of the claim that this desk holds; 0: none, it is taken for the move alone */
	bool late_addressees; /* the office lets dispatch name addressees where none were signed */
	bool is_unchecked; /* the trail has not all been checked against its digests here yet */
	int64_t now_ms;
};

/* The revision that stands, as the file holds it; NULL before there is one. */
const struct revision *story_text(const struct case_file *file);

/*
 * Events that still count, oldest first: one that was undone and its undo are left out; those of
 * other reports too when REPORT is not 0. Owns: the caller frees the array, the events are
 * borrowed.
 */
GPtrArray *story_standing(const GPtrArray *trail, int64_t report);

/*
 * Whether a person ever changed the text, parts included: saved, set the head, brought a
 * resubmitted text, composed or amended.
 */
bool story_touched(const struct case_file *file, int64_t person);
/*
 * Whether a person's only touches are amendments, and the last of them has been confirmed by an
 * editor who is another.
 */
bool story_amended_and_confirmed(const struct case_file *file, int64_t person);
/* The newest amendment that nobody has confirmed since; NULL when there is none. */
const struct event *story_unconfirmed(const struct case_file *file);
/* The revision that stood before the amendments nobody has confirmed; 0 when there are none. */
int story_amended_from(const struct case_file *file);

/*
 * The verdict of KIND (MOVE_PASS or MOVE_SIGN) that stands on exactly the report's digest, since it
 * last left editing; NULL when none does.
 */
const struct event *story_verdict(const struct case_file *file, enum move_id kind);

/* How many passes the text wants before it is signed: by what stood when it was submitted. */
int story_passes_wanted(const struct case_file *file);
/* What those after the first are called. Owns: the caller frees. */
char **story_step_names(const struct case_file *file);
/*
 * The passes that stand on exactly the report's digest, oldest first. Owns: the caller frees the array,
 * the events are borrowed.
 */
GPtrArray *story_passes(const struct case_file *file);
/* Which of the passes an event is, from 1. */
int story_step(const struct event *event);

/* For whom an event's person acted; 0: for themselves. */
int64_t story_for(const struct event *event);
/*
 * Who made an event as people read it: "周保密（代陈签发）" where they acted for another. Owns: the caller
 * frees.
 */
char *story_who(const GPtrArray *people, const struct event *event);

/*
 * A paper verdict that waits for its signatory's own: recorded for KIND on exactly this digest and
 * not yet followed by it. NULL when there is none.
 */
const struct event *story_paper(const struct case_file *file, enum move_id kind);
/* The same where the actor is its signatory: the checklist is on their sheet. */
const struct event *story_own_paper(const struct case_file *file, enum move_id kind);

/*
 * The newest verdict on a report (pass or sign) that another than PERSON gave at the computer of
 * DESK within 30 minutes before AT_MS: perhaps one hand did both. NULL when there is none.
 */
const struct event *story_near(
    const GPtrArray *trail, int64_t report, int64_t person, const char *desk, int64_t at_ms);

/* What the actor could take back now: their own last decision, with nobody's act after it. */
const struct event *story_undoable(const struct case_file *file);

/* Who submitted it last: the responsible editor. 0 when nobody has. */
int64_t story_editor(const struct case_file *file);

/* One line of the sign-off strip: 收稿 初审 编辑 审核 … 签发 报送. */
enum signoff_step {
	SIGNOFF_RECEIVE,
	SIGNOFF_TRIAGE,
	SIGNOFF_EDIT,
	SIGNOFF_PASS,
	SIGNOFF_EXTRA, /* the first of those that the office may order */
	SIGNOFF_SIGN = SIGNOFF_EXTRA + STEPS_EXTRA,
	SIGNOFF_DISPATCH,
	SIGNOFF_STEPS
};
enum signoff_mark {
	SIGNOFF_WAITING,
	SIGNOFF_CURRENT,
	SIGNOFF_ENDED
};
struct signoff {
	enum signoff_mark mark;
	const struct event *event; /* NULL while waiting; borrowed from the trail */
};
void story_signoffs(const struct case_file *file, struct signoff steps[SIGNOFF_STEPS]);

#endif
