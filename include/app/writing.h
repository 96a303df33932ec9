/* A text open for writing: its draft, the claim it is under, and the copy kept on this desk's disk.
 */
#ifndef APP_WRITING_H
#define APP_WRITING_H

#include "edit/draft.h"
#include "flow/move.h"
#include "model/report.h"
#include "work/draft_file.h"
#include "work/keeper.h"

struct writing {
	int64_t report;
	char *uid, *number;
	int64_t person;
	enum move_id move; /* what saving makes: MOVE_SAVE or MOVE_AMEND */
	struct claim
	    *claim; /* NULL while the share is away; whoever ends the writing gives it back */
	int base; /* revision it is made from */
	char *base_digest;
	struct revision *head; /* fields as edited; its body is not used */
	struct draft *draft;
	enum urgency standing_urgency; /* of the text on the share */
	enum urgency sent_urgency; /* of the save that is on its way */
	char *why; /* words for the head's urgency, where it is another; NULL: none yet */
	unsigned head_version; /* rises with each change of the head */
	unsigned head_saved; /* the one that is on the share */
	bool saving; /* a save is on its way: the text can be typed on */
	char *save_uid; /* of its event */
	uint64_t saved_version; /* of the draft when it began */
	unsigned head_sent; /* of the head */
	bool leaving; /* leave as soon as it is saved */
	bool claiming; /* the claim is being asked for */
	bool save_waits; /* for the claim */
	bool lost; /* somebody took the claim over: the text is read, what is unsaved kept */
	struct keeper *keeper; /* borrowed */
	char *file; /* its name there */
	int64_t key_ms; /* clock_mono_ms() of the last key */
	int keys; /* since it was kept last */
};

/* Begin to write on a revision. Owns: borrows KEEPER and CLOCK. Errors: as draft_new(). */
struct writing *writing_new(const struct report *report, const struct revision *text,
    enum move_id move, int64_t person, struct keeper *keeper, const struct clock *clock,
    struct err *err) CHECKED;
void writing_free(struct writing *writing);

/* Name of a text that this person wrote on a report and that is kept here, from 1: earlier ones may
 * lie there still. Owns: the caller frees. */
char *writing_file(const char *report_uid, int64_t person, int at);

/* A key changed something: the copy on the disk is due in 2 s, at 200 keys at once (design 2). */
void writing_touch(struct writing *writing);
/* The copy could not be kept: it is tried again in 2 s. */
void writing_keep_later(struct writing *writing);
/* When the copy is to be kept. Units: clock_mono_ms(); INT64_MAX when it is up to date. */
int64_t writing_due_ms(const struct writing *writing);
/* Keep it now. */
void writing_keep(struct writing *writing);
/* The text is safe on the share, or given up: forget the copy. */
void writing_forget(struct writing *writing);

/* All that is there now goes to the share, as the event of this uid. */
void writing_sent(struct writing *writing, const char *uid);
/* It came home as this revision. What was typed meanwhile is still to be saved. */
void writing_saved(struct writing *writing, int revision, const char *digest);
/* Other fields for the head. Owns: takes it. */
void writing_take_head(struct writing *writing, struct revision *head);

/* Why the head's urgency is another than the one that stands; copied. */
void writing_say_why(struct writing *writing, const char *words);
/* Whether such words are wanted before it can be saved. */
bool writing_owes_words(const struct writing *writing);
/* Whether anything would be lost without saving. */
bool writing_is_dirty(const struct writing *writing);
/* Whether a save is on its way that has all of it. */
bool writing_is_all_sent(const struct writing *writing);
/* The whole as a revision to be saved. Owns: the caller frees. Errors: FULL. */
struct revision *writing_text(const struct writing *writing, struct err *err) CHECKED;
/* Take a kept draft's text and head in, as a change that can be undone. Errors: as draft_new(). */
bool writing_recover(struct writing *writing, const struct revision *kept, struct err *err) CHECKED;

#endif
