/* Bytes of the terminal to keys: escape sequences, UTF-8, pasted blocks, answers to our questions.
 */
#ifndef UI_DECODE_H
#define UI_DECODE_H

#include "ui/key.h"

#define DECODE_ESC_MS 25 /* a lone Esc is one after this; a sequence arrives at once */

/* A sequence of this terminal that is not one of the usual. */
struct decode_sequence {
	char bytes[16];
	struct key key;
};

struct decoder {
	GString *waiting; /* bytes that are no whole key so far */
	int64_t waiting_ms; /* since when, monotonic */
	GString *paste; /* a block being pasted, NULL outside */
	bool paste_cut; /* and it is too long */
	GArray *sequences; /* of struct decode_sequence */
	bool asked; /* the place of the cursor was asked for */
	int answer_row, answer_col; /* the answer, from 1; 0 while there is none */
	GQueue *events; /* of struct key_event *, oldest first */
};

/* A decoder that has seen nothing. */
void decoder_init(struct decoder *decoder);
void decoder_clear(struct decoder *decoder);

/* Teach a sequence from the terminal's own description. Too long or one byte: passed over. */
void decoder_learn(struct decoder *decoder, const char *bytes, struct key key);

/* Take what was read. NOW_MS is monotonic. Any bytes do: nothing here fails. */
void decoder_feed(struct decoder *decoder, const char *bytes, size_t len, int64_t now_ms);
/* Time passes: an Esc that nothing followed becomes one. */
void decoder_tick(struct decoder *decoder, int64_t now_ms);
/* Units: ms until decoder_tick has something to do, -1 when nothing waits. */
int decoder_wait_ms(const struct decoder *decoder, int64_t now_ms);

/* The next event, moved to EVENT; false when there is none. Owns: the caller clears it. */
bool decoder_take(struct decoder *decoder, struct key_event *event);

#endif
