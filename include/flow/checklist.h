/* A person's answers to the checklist of pass [D 3.6]: yes, not applicable with words, or no. */
#ifndef FLOW_CHECKLIST_H
#define FLOW_CHECKLIST_H

#include "base/err.h"

/* Points 1 to 18; the last belongs to dispatch. */
#define CHECKLIST_POINTS 18
/* What a point asks, as people read it; "" for a number that is none. */
const char *checklist_words(int point);

enum answer_kind {
	ANSWER_NONE,
	ANSWER_YES,
	ANSWER_NA,
	ANSWER_NO
};

struct answer {
	enum answer_kind kind;
	char *words; /* with ANSWER_NA and ANSWER_NO; else NULL */
};

struct checklist {
	struct answer points[CHECKLIST_POINTS]; /* point N at N - 1 */
	bool at_once; /* ticked by one word (--tick 1-18), and recorded as that */
};

void checklist_clear(struct checklist *list);
/* Owns: copies the words. */
void checklist_answer(struct checklist *list, int point, enum answer_kind kind, const char *words);

/*
 * What is typed after --tick: "1-17", "1,3,5-18", with "N=na:words" and "N=no:words" as items.
 * Errors: INPUT names the item that is wrong.
 */
bool checklist_parse_ticks(const char *text, struct checklist *list, struct err *err) CHECKED;

/* As kept in the event's detail: "once" or not, then "N yes", "N na words", one a line. */
char *checklist_print(const struct checklist *list);
bool checklist_parse(const char *text, struct checklist *list) CHECKED;

/*
 * Whether the answers let POINTS from FIRST to LAST go: each answered, none with no, na with words.
 * Errors: DENIED names the first point that does not.
 */
bool checklist_complete(const struct checklist *list, int first, int last, struct err *err) CHECKED;

#endif
