/* The right pane for pass and sign: all that is to be known on one sheet, and the checklist. */
#ifndef UI_SHEET_PANE_H
#define UI_SHEET_PANE_H

#include "ui/page.h"
#include "ui/pane.h"

enum sheet_answer {
	SHEET_OPEN, /* not answered */
	SHEET_YES,
	SHEET_NA, /* not applicable, with words */
	SHEET_NO, /* forbids the verdict */
};

#define SHEET_POINTS 32 /* 18 today; an office may add some */

/* A point of the checklist; words are copied. */
struct sheet_point {
	int number;
	const char *words;
	enum sheet_answer mine, editor;
	const char *na_words; /* why it is not applicable; NULL for none */
	bool later; /* belongs to dispatch: shown, not answered here */
};

struct sheet_pane {
	struct pane pane;
	struct page page;
	struct {
		int number;
		enum sheet_answer mine, editor;
		char *na_words;
		bool later;
	} points[SHEET_POINTS];
	int point_count;
	char *digest; /* short digest of the text that stands */
	char *verdict; /* "same as passed", or what differs */
	enum style verdict_style;
	bool text_seen; /* the text has been shown to its end */
	bool changed; /* an answer was given since sheet_pane_begin */
};

/* Owns: pane.kind->free. */
struct sheet_pane *sheet_pane_new(void);

/* Begin anew, then add from top to bottom: headings, facts, points. */
void sheet_pane_begin(struct sheet_pane *sheet);
void sheet_pane_heading(struct sheet_pane *sheet, const char *words);
/* A fact: LABEL (may be NULL) and what it is. */
void sheet_pane_fact(
    struct sheet_pane *sheet, const char *label, const char *words, enum style style);
void sheet_pane_point(struct sheet_pane *sheet, const struct sheet_point *point);
/* The last line: short digest, and whether it is the one that was passed or not. */
void sheet_pane_digest(
    struct sheet_pane *sheet, const char *digest, const char *verdict, enum style style);
/* Whether the text has been shown to its end, which a verdict wants; said above the digest. */
void sheet_pane_seen(struct sheet_pane *sheet, bool seen);

/*
 * Number of the point under the cursor, 0 when it is on none. Answering goes on to the next one
 * that is open. Words are copied; they are kept for SHEET_NA only.
 */
int sheet_pane_point_here(const struct sheet_pane *sheet);
void sheet_pane_answer(
    struct sheet_pane *sheet, int number, enum sheet_answer answer, const char *na_words);
enum sheet_answer sheet_pane_answer_of(
    const struct sheet_pane *sheet, int number, const char **na_words);
/* How many of the points that are answered here are still open. */
int sheet_pane_open_count(const struct sheet_pane *sheet);

/* Number of the first point that keeps the verdict back, open or no; 0: none. Going to a point. */
int sheet_pane_unsettled(const struct sheet_pane *sheet);
void sheet_pane_go(struct sheet_pane *sheet, int number);

#endif
