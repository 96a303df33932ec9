/* The head of a report as a small form: title, writers, unit, contact, addressees, urgency, limit.
 */
#ifndef APP_HEAD_H
#define APP_HEAD_H

#include "app/desk.h"

/* Whether a writer who was not asked about has the name of a colleague. */
bool head_has_namesake(const struct desk *desk, const struct revision *text);

#endif
