/* A small machine over the bytes of the keyboard. Source: ECMA-48; xterm control sequences. */
#include "ui/decode.h"

#include "base/bounds.h"
#include "text/utf8.h"
#include "ui/sequence.h"

#define PASTE_BEGIN "\033[200~"
#define PASTE_END "\033[201~"
#define SEQUENCE_MAX 32 /* longer is noise, not a key */

/* What the head of the waiting bytes is. */
enum take {
	TAKE_MORE,
	TAKE_DONE
};

void decoder_init(struct decoder *decoder)
{
	*decoder = (struct decoder){
	    .waiting = g_string_new(NULL),
	    .sequences = g_array_new(FALSE, FALSE, sizeof(struct decode_sequence)),
	    .events = g_queue_new(),
	};
}

static void event_free(void *event)
{
	key_event_clear(event);
	g_free(event);
}

void decoder_clear(struct decoder *decoder)
{
	if (decoder->waiting)
		g_string_free(decoder->waiting, TRUE);
	if (decoder->paste)
		g_string_free(decoder->paste, TRUE);
	if (decoder->sequences)
		g_array_free(decoder->sequences, TRUE);
	if (decoder->events)
		g_queue_free_full(decoder->events, event_free);
	*decoder = (struct decoder){0};
}

void decoder_learn(struct decoder *decoder, const char *bytes, struct key key)
{
	struct decode_sequence sequence = {.key = key};
	size_t len = strlen(bytes);

	if (len < 2 || len >= sizeof(sequence.bytes) || bytes[0] != '\033')
		return;
	memcpy(sequence.bytes, bytes, len);
	g_array_append_val(decoder->sequences, sequence);
}

static void emit(struct decoder *decoder, uint32_t code, unsigned mods)
{
	struct key_event *event = g_new0(struct key_event, 1);

	event->key = (struct key){code, mods};
	if (code == KEYCODE_SPACE && mods == 0)
		event->text[0] = ' ';
	else if (code < KEYCODE_FIRST && mods == 0)
		utf8_put(event->text, code);
	g_queue_push_tail(decoder->events, event);
}

/* One character, with what Alt or nothing before it says. */
static void emit_character(struct decoder *decoder, uint32_t c, unsigned mods)
{
	if (c == '\r' || c == '\n')
		emit(decoder, KEYCODE_ENTER, mods);
	else if (c == '\t')
		emit(decoder, KEYCODE_TAB, mods);
	else if (c == 0x7f || c == 0x08)
		emit(decoder, KEYCODE_BACKSPACE, mods);
	else if (c == ' ')
		emit(decoder, KEYCODE_SPACE, mods);
	else if (c == 0)
		emit(decoder, KEYCODE_SPACE, mods | KEY_CTRL);
	else if (c < 0x1b)
		emit(decoder, c + 0x60, mods | KEY_CTRL);
	else if (c < 0x20)
		emit(decoder, c + 0x40, mods | KEY_CTRL);
	else if (c < 0x80 || c > 0x9f)
		emit(decoder, c, mods);
}

/* A whole CSI sequence: up to three numbers and its last byte. */
static void take_csi(struct decoder *decoder, const int *number, int count, char final)
{
	struct key key;

	if (final == 'R' && decoder->asked && count == 2) {
		decoder->answer_row = number[0];
		decoder->answer_col = number[1];
		decoder->asked = false;
	} else if (sequence_csi(number, count, final, &key)) {
		if (key.code < 0x20 || key.code == 0x7f || key.code == ' ')
			emit_character(decoder, key.code, key.mods);
		else
			emit(decoder, key.code, key.mods);
	}
}

/* After ESC [: parameters, then a last byte. What cannot be a sequence is dropped. */
static enum take read_csi(struct decoder *decoder, const char *bytes, size_t len, size_t *used)
{
	int number[3] = {0}, count = 0;
	size_t at = 2;
	bool private = bytes[2] >= '<' && bytes[2] <= '?';

	if (len > 3 && bytes[2] == '[') { /* the Linux console: CSI [ A is F1 */
		if (bytes[3] >= 'A' && bytes[3] <= 'E')
			emit(decoder, KEYCODE_F1 + (uint32_t)(bytes[3] - 'A'), 0);
		*used = 4;
		return TAKE_DONE;
	}
	if (len == 3 && bytes[2] == '[')
		return TAKE_MORE;
	for (; at < len && at < SEQUENCE_MAX; at++) {
		unsigned char c = (unsigned char)bytes[at];

		if (c >= '0' && c <= '9') {
			count = MAX(count, 1);
			if (count <= 3 && number[count - 1] < 1000000)
				number[count - 1] = number[count - 1] * 10 + (c - '0');
		} else if (c == ';' || c == ':') {
			count = MAX(count, 1) + 1;
		} else if ((c >= 0x40 && c <= 0x7e) || (c == '$' && !private)) {
			/* a sequence with a private mark is an answer, never a key */
			if (!private)
				take_csi(decoder, number, MIN(count, 3), (char)c);
			*used = at + 1;
			return TAKE_DONE;
		} else if (c < 0x20 || c > 0x7e) {
			*used = at;
			return TAKE_DONE;
		}
	}
	if (at < SEQUENCE_MAX)
		return TAKE_MORE;
	*used = at;
	return TAKE_DONE;
}

/* Whether the bytes begin with a sequence learnt from the terminal's description. */
static bool read_learnt(struct decoder *decoder, const char *bytes, size_t len, size_t *used)
{
	for (guint i = 0; i < decoder->sequences->len; i++) {
		const struct decode_sequence *sequence = &g_array_index(
		    decoder->sequences, struct decode_sequence, i);
		size_t want = strlen(sequence->bytes);

		if (want <= len && memcmp(bytes, sequence->bytes, want) == 0) {
			emit(decoder, sequence->key.code, sequence->key.mods);
			*used = want;
			return true;
		}
	}
	return false;
}

/* One UTF-8 character at AT. False while its end has not come. */
static bool read_character(const char *bytes, size_t len, size_t at, uint32_t *c, size_t *end)
{
	unsigned char lead = (unsigned char)bytes[at];
	size_t need = lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1;

	for (size_t i = 1; i < need && at + i < len; i++) {
		if (utf8_is_lead(bytes[at + i]))
			need = 1;
	}
	if (at + need > len)
		return false;
	*end = at;
	*c = utf8_next(bytes, len, end);
	return true;
}

static enum take read_escape(struct decoder *decoder, const char *bytes, size_t len, size_t *used)
{
	struct key key;
	uint32_t c;

	if (read_learnt(decoder, bytes, len, used))
		return TAKE_DONE;
	if (len == 1)
		return TAKE_MORE;
	if (bytes[1] == '[' && len > 2)
		return read_csi(decoder, bytes, len, used);
	if (bytes[1] == 'O' && len > 2) {
		if (sequence_ss3(bytes[2], &key))
			emit(decoder, key.code, key.mods);
		*used = 3;
		return TAKE_DONE;
	}
	if (bytes[1] == '[' || bytes[1] == 'O')
		return TAKE_MORE;
	if (bytes[1] == '\033') {
		emit(decoder, KEYCODE_ESC, 0);
		*used = 1;
		return TAKE_DONE;
	}
	if (!read_character(bytes, len, 1, &c, used))
		return TAKE_MORE;
	emit_character(decoder, c, KEY_ALT);
	return TAKE_DONE;
}

/* The block is whole: hand it over, or only the news that it was too long. */
static void end_paste(struct decoder *decoder)
{
	struct key_event *event = g_new0(struct key_event, 1);

	event->kind = KEY_EVENT_PASTE;
	event->paste = decoder->paste;
	event->cut = decoder->paste_cut;
	decoder->paste = NULL;
	decoder->paste_cut = false;
	g_queue_push_tail(decoder->events, event);
}

/* Inside a pasted block nothing is a key; its end may come in two reads. */
static enum take read_paste(struct decoder *decoder, const char *bytes, size_t len, size_t *used)
{
	const size_t mark = strlen(PASTE_END);
	const char *end = memmem(bytes, len, PASTE_END, mark);
	size_t keep = end ? (size_t)(end - bytes) : len;

	if (!end) {
		for (size_t tail = MIN(mark - 1, len); tail > 0; tail--) {
			if (memcmp(bytes + len - tail, PASTE_END, tail) == 0) {
				keep = len - tail;
				break;
			}
		}
	}
	if (decoder->paste->len + keep > BOUND_BODY_BYTES) {
		decoder->paste_cut = true;
		g_string_truncate(decoder->paste, 0);
	}
	if (!decoder->paste_cut)
		g_string_append_len(decoder->paste, bytes, (gssize)keep);
	*used = keep + (end ? mark : 0);
	if (end)
		end_paste(decoder);
	return end ? TAKE_DONE : TAKE_MORE;
}

static enum take read_one(struct decoder *decoder, const char *bytes, size_t len, size_t *used)
{
	const size_t mark = strlen(PASTE_BEGIN);
	uint32_t c;

	if (decoder->paste)
		return read_paste(decoder, bytes, len, used);
	if (len >= mark && memcmp(bytes, PASTE_BEGIN, mark) == 0) {
		decoder->paste = g_string_new(NULL);
		*used = mark;
		return TAKE_DONE;
	}
	if (bytes[0] == '\033')
		return read_escape(decoder, bytes, len, used);
	if (!read_character(bytes, len, 0, &c, used))
		return TAKE_MORE;
	emit_character(decoder, c, 0);
	return TAKE_DONE;
}

static void run(struct decoder *decoder)
{
	size_t at = 0;
	enum take take = TAKE_DONE;

	while (at < decoder->waiting->len && take == TAKE_DONE) {
		size_t used = 0;

		take = read_one(
		    decoder, decoder->waiting->str + at, decoder->waiting->len - at, &used);
		at += used;
	}
	g_string_erase(decoder->waiting, 0, (gssize)at);
}

void decoder_feed(struct decoder *decoder, const char *bytes, size_t len, int64_t now_ms)
{
	g_string_append_len(decoder->waiting, bytes, (gssize)len);
	decoder->waiting_ms = now_ms;
	run(decoder);
}

int decoder_wait_ms(const struct decoder *decoder, int64_t now_ms)
{
	if (decoder->waiting->len == 0 || decoder->paste)
		return -1;
	return (int)CLAMP(decoder->waiting_ms + DECODE_ESC_MS - now_ms, 0, DECODE_ESC_MS);
}

void decoder_tick(struct decoder *decoder, int64_t now_ms)
{
	GString *waiting = decoder->waiting;

	if (decoder_wait_ms(decoder, now_ms) != 0)
		return;
	/* what waits is an Esc, Alt with a bracket, a sequence or a character that broke off */
	if (waiting->str[0] == '\033' && waiting->len == 2)
		emit_character(decoder, (unsigned char)waiting->str[1], KEY_ALT);
	else if (waiting->str[0] == '\033')
		emit(decoder, KEYCODE_ESC, 0);
	g_string_truncate(waiting, 0);
}

bool decoder_take(struct decoder *decoder, struct key_event *event)
{
	struct key_event *head = g_queue_pop_head(decoder->events);

	if (!head)
		return false;
	*event = *head;
	g_free(head);
	return true;
}
