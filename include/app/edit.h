/* Writing at the desk: what beginning, claiming and saving share. */
#ifndef APP_EDIT_H
#define APP_EDIT_H

#include "app/desk.h"

/* Open the report's text for writing under CLAIM (NULL with an amendment). Owns: takes the claim.
 */
void edit_begin(struct desk *desk, struct claim *claim, enum move_id move);
/* The text that is open may have one that was kept on this desk: show the difference, offer it. */
void edit_offer_kept(struct desk *desk);
/* Save what is written as the revision after BASE. */
void edit_save_onto(struct desk *desk, int base);

/*
 * Ask the share for the claim of the report. It comes home to a text that is to be opened, or, with
 * a text open that somebody had taken over, to be saved.
 */
void claim_ask(struct desk *desk, enum claim_wish wish);

#endif
