/* Any bytes from the keyboard: the same keys however they are cut, and a field stays sound text. */
#include "fuzz.h"

#include "text/utf8.h"
#include "ui/area.h"
#include "ui/decode.h"

/* All keys of BYTES in pieces of STEP as one string, and each typed into AREA. */
static char *keys_of(const uint8_t *bytes, size_t len, size_t step, struct area *area)
{
	g_autoptr(GString) out = g_string_new(NULL);
	struct decoder decoder;
	struct key_event event;

	decoder_init(&decoder);
	for (size_t at = 0; at < len; at += step)
		decoder_feed(&decoder, (const char *)bytes + at, MIN(step, len - at), 1);
	decoder_tick(&decoder, 1 + DECODE_ESC_MS);
	fuzz_check(decoder.waiting->len == 0 || decoder.paste);
	while (decoder_take(&decoder, &event)) {
		g_autofree char *name = key_text(event.key);
		g_autofree char *words = key_words(key_folded(event.key));

		fuzz_check(utf8_is_sound(event.text, strlen(event.text)));
		fuzz_check(g_utf8_validate(words, -1, NULL));
		g_string_append_printf(out, "%d %s ", (int)event.kind, name);
		if (event.paste)
			g_string_append_len(out, event.paste->str, (gssize)event.paste->len);
		area_key(area, &event);
		key_event_clear(&event);
	}
	decoder_clear(&decoder);
	return g_strdup(out->str);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	struct area area;

	area_init(&area, 2000);
	area_fit(&area, (struct width_rule){0}, 3, 20);
	g_autofree char *whole = keys_of(bytes, len, MAX(len, 1), &area);
	g_autofree char *single = keys_of(bytes, len, 1, &area);
	g_autofree char *threes = keys_of(bytes, len, 3, &area);
	fuzz_check(strcmp(whole, single) == 0);
	fuzz_check(strcmp(whole, threes) == 0);
	fuzz_check(utf8_is_sound(area.entry.text->str, area.entry.text->len));
	fuzz_check(area.entry.caret <= area.entry.text->len);
	area_clear(&area);
	return 0;
}

FUZZ_MAIN("keys")
