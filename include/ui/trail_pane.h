/* The right pane: what hangs on a report. Its trail under the sign-off strip, and other tabs. */
#ifndef UI_TRAIL_PANE_H
#define UI_TRAIL_PANE_H

#include "ui/page.h"
#include "ui/pane.h"

enum trail_tab {
	TRAIL_EVENTS, /* 办理记录 */
	TRAIL_CHECKS, /* 检查 */
	TRAIL_CHANGES, /* 差异 */
	TRAIL_RELATED, /* 相关 */
	TRAIL_TABS,
};

enum trail_mark {
	TRAIL_WAITING, /* not so far */
	TRAIL_CURRENT, /* given, on the text that stands */
	TRAIL_ENDED, /* given, and ended by a later change */
};

/* One step of the strip; words are copied, NULL where there is none. */
struct trail_step {
	enum trail_mark mark;
	const char *label; /* 审核 */
	const char *name; /* 赵审核 */
	const char *time; /* 11-24 09:05 */
	const char *revision; /* 稿3 */
	const char *opinion;
};

/* One event as shown; words are copied, NULL where there is none. */
struct trail_event {
	int64_t seq;
	const char *time, *who, *what, *revision;
	const char *words;
	enum style style; /* of what */
};

#define TRAIL_STEPS 9 /* 收稿·初审·编辑·审核·签发·报送, and a province's extra ones */

struct trail_pane {
	struct pane pane;
	enum trail_tab tab;
	unsigned has; /* bit of each tab that is offered; TRAIL_EVENTS always is */
	char *counts[TRAIL_TABS]; /* behind a tab's name: "3"; NULL for none */
	char *note; /* at the right of the title: what narrows the events; NULL for nothing */
	int64_t was; /* the event under the cursor before they were begun anew */
	struct page pages[TRAIL_TABS];
	struct {
		enum trail_mark mark;
		char *label, *line, *opinion;
	} steps[TRAIL_STEPS];
	int step_count;
};

/* Owns: pane.kind->free. */
struct trail_pane *trail_pane_new(void);

/* The strip, replaced whole. */
void trail_pane_strip(struct trail_pane *trail, const struct trail_step *steps, int count);
/*
 * Begin the list of events anew; then add them, oldest first; then show: the cursor is on the
 * newest, or, with SAME (the same report as before), on the event it was on.
 */
void trail_pane_begin(struct trail_pane *trail);
void trail_pane_add(struct trail_pane *trail, const struct trail_event *event);
void trail_pane_show(struct trail_pane *trail, bool same);
/* How many events are shown and how many hidden, and by what; WORDS NULL: all are shown. */
void trail_pane_narrowed(struct trail_pane *trail, int shown, int hidden, const char *words);
/*
 * Look for words in the events from the cursor on and go there; "" ends it. The search outlives a
 * list begun anew. Returns how many places there are.
 */
int trail_pane_find(struct trail_pane *trail, const char *words);
/* To the next place, or the one before, round the ends. False when there is none. */
bool trail_pane_find_next(struct trail_pane *trail, bool back);
/* Seq of the event under the cursor, 0 when there is none or another tab is shown. */
int64_t trail_pane_event(const struct trail_pane *trail);

/* Show another tab, if it is offered; BY goes round them. */
void trail_pane_tab(struct trail_pane *trail, enum trail_tab tab);
void trail_pane_next_tab(struct trail_pane *trail, int by);
/* Offer a tab, or take it away; COUNT ("3") stands behind its name, NULL for none. */
void trail_pane_offer(
    struct trail_pane *trail, enum trail_tab tab, bool offered, const char *count);

#endif
