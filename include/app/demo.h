/* The demo office: people and reports in every state, made by the moves themselves. */
#ifndef APP_DEMO_H
#define APP_DEMO_H

#include "share/open.h"
#include "work/keyring.h"

/* Name of the demo office. */
const char *demo_office_name(void);
/*
 * Fill a new database: people, then every report of demo_steps.def along its way, under a clock
 * that runs from demo_begin_ms() to NOW. All keys go into RING, without a passphrase. Errors: as share_move(); a row of demo_steps.def that
 * cannot be told.
 */
bool demo_fill(struct share *share, struct keyring *ring, const struct seal *seal, int64_t now_ms,
    struct err *err) CHECKED;

#endif
