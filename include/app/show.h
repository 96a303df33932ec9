/* What the panes show, made from the mirror's dossier, the rules' answers and the worker's state.
 */
#ifndef APP_SHOW_H
#define APP_SHOW_H

#include "app/desk.h"

/* The middle pane: the text to read, to write on, or a difference. */
void show_text(struct desk *desk);
/* The right pane: sign-off strip and events. */
void show_trail(struct desk *desk);
/* Whether a line of the trail has all of a filter's words, and none with ! in front; width, case
 * and marks make no difference. */
bool trail_fits(const char *line, const char *filter);
/* Esc in the trail: one thing less that was asked of it. False where nothing was. */
bool trail_back(struct desk *desk);
/* Title, banner, message line and footer. */
void show_bars(struct desk *desk);
/* Whether a lasting warning stands over the panes. */
bool show_has_banner(struct desk *desk);

#endif
