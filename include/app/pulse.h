/* Whether the holders of claims live: seen by each desk as change, on its own clock alone. */
#ifndef APP_PULSE_H
#define APP_PULSE_H

#include "base/attr.h"

struct claim;
struct pulse;

#define PULSE_BEAT_MS 10000 /* a desk that writes gives a sign of life this often */
#define PULSE_IDLE_MS 60000 /* nothing written for so long: worth saying */
#define PULSE_SILENT_MS 25000 /* two signs missed, and some: the holder may be taken for gone */

/* Nobody seen yet. Owns: pulse_free. */
struct pulse *pulse_new(void);
void pulse_free(struct pulse *pulse);

/*
 * These claims (struct claim) stand in the file, as read at NOW: what changed since the last time
 * is a sign of life. Units: ms of this desk's monotonic clock; no other clock is ever compared.
 */
void pulse_see(struct pulse *pulse, const GPtrArray *claims, int64_t now_ms);

/* Whether this desk has seen any sign of the holder: a claim that stood when it sat down tells
 * nothing until its beat changes. */
bool pulse_is_known(const struct pulse *pulse, const struct claim *claim);
/*
 * How long this desk has seen no sign of the holder, and none that they wrote; 0 for a claim that
 * it has not seen before. Units: ms.
 */
int64_t pulse_silent_ms(const struct pulse *pulse, const struct claim *claim, int64_t now_ms);
int64_t pulse_idle_ms(const struct pulse *pulse, const struct claim *claim, int64_t now_ms);

/* "40 s", "3 min", "2 h". Owns: the caller frees. */
char *pulse_words(int64_t idle_ms);

#endif
