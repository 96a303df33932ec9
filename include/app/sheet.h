/* The sheet for pass and sign: all that is to be known before a name is put under a text. */
#ifndef APP_SHEET_H
#define APP_SHEET_H

#include "app/desk.h"

/* Open the sheet for the verdict, or, where it is open and complete, ask and give the verdict. */
void sheet_go_on(struct desk *desk, enum move_id move);
/* Fill it anew after something changed; answers given stay. */
void sheet_refresh(struct desk *desk);
/* Whether the checklist is answered here: for pass, where no paper sheet carries it. */
bool sheet_is_answered(const struct desk *desk);
/* Whether the verdict can be given from it: the text was read to its end, no point is open or no. */
bool sheet_is_ready(const struct desk *desk);

#endif
