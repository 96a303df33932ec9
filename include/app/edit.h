/* Writing at the desk: what beginning, claiming, keeping and saving share. */
#ifndef APP_EDIT_H
#define APP_EDIT_H

#include "app/desk.h"

/* Open the text of the report that is shown for writing under CLAIM (NULL: the share is away).
 * Owns: takes the claim. */
void edit_begin(struct desk *desk, struct claim *claim);
/* The text that is open may have one that was kept on this desk: show the difference, offer it. */
void edit_offer_kept(struct desk *desk);
/* Save what is written as the revision after BASE. */
void edit_save_onto(struct desk *desk, int base);
/* Close the text that is open, keeping or forgetting nothing; its claim goes back. */
void edit_end(struct desk *desk);
/* The revision that stands of a report, as the mirror has it; 0 when it cannot be read. */
int edit_standing(struct desk *desk, int64_t report);
/*
 * After news: whether the report is still where its text may be written on. If not, the text is
 * kept and closed, and said why; without a word where a deed of this desk on the report OWN (0:
 * none) was the reason and nothing is unsaved.
 */
void edit_check(struct desk *desk, int64_t own);

/* A text of this report lies on this disk that was never saved: ask what becomes of it. */
void edit_offer_kept(struct desk *desk);
/* It can no more be opened for writing, for the reason WHY: what was written is shown. False when
 * there is none. Errors: none of its own. */
bool edit_show_kept(struct desk *desk, const struct err *why);

/* Somebody saved first, WHY says who: ask what becomes of the text that is open. Nothing of either
 * is lost. */
void edit_offer_ways(struct desk *desk, const char *why);
/* The same for a text that was taken over. */
void edit_offer_lost(struct desk *desk);
/* Close the text that is open; it stays on this desk, and is offered when it is opened again. */
void edit_leave_kept(struct desk *desk);
/* The text that is open is closed, and said why; what is not saved stays on this desk. */
void edit_close(struct desk *desk, const char *why);

/*
 * Ask the share for the claim of a report. It comes home to a text that is to be opened; with its
 * text open already, CLAIM_TAKE_OVER saves it then, and CLAIM_TAKE gives it the claim that it had
 * to begin without. WHY: what the other is told whose report is taken over; NULL where it is
 * nobody's or one's own, and whoever has it all the same is asked about.
 */
void claim_ask(struct desk *desk, int64_t report, enum claim_wish wish, const char *why);
/*
 * Who has a report open, on which desk, since when and how long without a sign, in a line; NULL for
 * no claim, or the one of the text that is open here. Owns: the caller frees.
 */
char *claim_words(const struct desk *desk, const struct claim *claim);
/* Refused because somebody has the report that is shown: say what is seen of them, too. Errors:
 * none of its own. */
void claim_refused(const struct desk *desk, struct err *err);
/* Give a claim back that nobody needs here. Owns: takes it; NULL is fine. */
void claim_give_back(struct desk *desk, struct claim *claim);

#endif
