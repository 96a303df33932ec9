/* The key of whoever sits here: its passphrase asked for at start, and after the desk was left. */
#ifndef APP_LOCK_H
#define APP_LOCK_H

#include "app/desk.h"

/* At start: ask, where the key here has a passphrase. Esc goes on with reading only. */
void lock_begin(struct desk *desk);
/* What the bar says of the key here, "" when it is open. */
const char *lock_words(const struct desk *desk);
/* A deed was refused because the key is not open: ask. */
void lock_ask_again(struct desk *desk);
/*
 * Nobody sits here any more: what is written is kept, the screen is blanked, and where the key has
 * a passphrase that is wanted before anything is shown again.
 */
void lock_screen(struct desk *desk);
/* A key while the screen is locked. */
void lock_key(struct desk *desk, const struct key_event *event);
/* Draw it; the caret's place, row -1 for none. */
void lock_draw(struct desk *desk, int *row, int *col);

#endif
