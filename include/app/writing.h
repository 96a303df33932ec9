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
	struct claim *claim; /* NULL with an amendment */
	int base; /* revision it is made from */
	char *base_digest;
	struct revision *head; /* fields as edited; its body is not used */
	struct draft *draft;
	bool head_changed;
	int64_t limit_ms; /* as set in the head form; -1: as it was */
	bool saving; /* a save is on its way: the text can be typed on */
	uint64_t saved_version; /* of the draft when the save that is on its way began */
	bool leaving; /* leave as soon as it is saved */
	bool lost; /* somebody took the claim over */
	struct keeper *keeper; /* borrowed */
	char *file; /* its name there */
	uint64_t kept_version;
	int64_t key_ms; /* clock_mono_ms() of the last key */
	int keys; /* since it was kept last */
};

/*
 * Begin to write on a revision. Owns: takes CLAIM (may be NULL); borrows KEEPER and CLOCK.
 * Errors: as draft_new().
 */
struct writing *writing_new(const struct report *report, const struct revision *text,
    struct claim *claim, enum move_id move, int64_t person, struct keeper *keeper,
    const struct clock *clock, struct err *err) CHECKED;
void writing_free(struct writing *writing);
/* Name of the person's kept text of this report, from 1: earlier ones may lie there still. Owns:
 * the caller frees. */
char *writing_file_name(const struct writing *writing, int at);

/* A key changed something: the copy on the disk is due in 2 s, at 200 keys at once (design 2). */
void writing_touch(struct writing *writing);
/* When the copy is to be kept. Units: clock_mono_ms(); INT64_MAX when it is up to date. */
int64_t writing_due_ms(const struct writing *writing);
/* Keep it now. */
void writing_keep(struct writing *writing);
/* The text is safe on the share, or given up: forget the copy. */
void writing_forget(struct writing *writing);

/* A save came home: the report's row as it is now. What was typed meanwhile is still to be saved.
 */
void writing_saved(struct writing *writing, const struct report *report);

/* Whether anything would be lost without saving. */
bool writing_is_dirty(const struct writing *writing);
/* Whether a save is on its way that has all of it. */
bool writing_is_all_sent(const struct writing *writing);
/* The whole as a revision to be saved. Owns: the caller frees. Errors: FULL. */
struct revision *writing_text(const struct writing *writing, struct err *err) CHECKED;
/* Take a kept draft's text and head in, as a change that can be undone. Errors: as draft_new(). */
bool writing_recover(struct writing *writing, const struct revision *kept, struct err *err) CHECKED;

#endif
