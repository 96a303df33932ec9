/* Writing at the desk: what beginning, claiming, keeping and saving share. */
#ifndef APP_EDIT_H
#define APP_EDIT_H

#include "app/desk.h"

/* Open the text of the report that is shown for writing under CLAIM (NULL with an amendment). Owns:
 * takes the claim. */
void edit_begin(struct desk *desk, struct claim *claim, enum move_id move);
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

/*
 * Ask the share for the claim of a report. It comes home to a text that is to be opened; with its
 * text open already, CLAIM_TAKE_OVER saves it then, and CLAIM_TAKE gives it the claim that it had to
 * begin without.
 */
void claim_ask(struct desk *desk, int64_t report, enum claim_wish wish);
/* Give a claim back that nobody needs here. Owns: takes it; NULL is fine. */
void claim_give_back(struct desk *desk, struct claim *claim);

#endif
