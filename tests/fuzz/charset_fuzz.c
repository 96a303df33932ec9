/* Any bytes as a text: decoded soundly or refused in words, and what is taken prints and reads
 * back. */
#include "fuzz.h"

#include "exchange/intake.h"
#include "text/utf8.h"

static void decode_in_each(const uint8_t *bytes, size_t len)
{
	for (enum charset charset = CHARSET_UTF8; charset <= CHARSET_BIG5; charset++) {
		struct charset_text text = {0};
		struct err err = {0};

		fuzz_check(charset_decode(bytes, len, charset, &text, &err));
		fuzz_check(utf8_is_sound(text.text, text.len));
		fuzz_check(text.wrong <= len);
		for (size_t i = 0; i < MIN(text.wrong, CHARSET_PLACES); i++)
			fuzz_check(text.places[i] < len);
		charset_text_clear(&text);
	}
}

/* What is printed is one fixed form: printed again it is the same. */
static void print_and_read(const struct text_form *form)
{
	g_autofree char *once = text_form_print(form);
	struct text_form again = {0};

	text_form_parse(once, &again, NULL);
	g_autofree char *twice = text_form_print(&again);
	fuzz_check(strcmp(once, twice) == 0);
	text_form_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct intake_options options = {0};
	g_autoptr(GBytes) file = g_bytes_new(bytes, len);
	struct intake in = {0};
	struct err err = {0};

	decode_in_each(bytes, len);
	if (!intake_take(file, "a.txt", &options, &in, &err)) {
		fuzz_check(err.kind != ERR_NONE && err.words[0]);
		fuzz_check(g_utf8_validate(err.words, -1, NULL));
		return 0;
	}
	fuzz_check(in.mark || in.form.body);
	if (!in.mark) {
		fuzz_check(utf8_is_sound(in.form.body, strlen(in.form.body)));
		fuzz_check(!strchr(in.form.body, '\r') && !strchr(in.form.body, 0x1B));
		print_and_read(&in.form);
	}
	intake_clear(&in);
	return 0;
}

FUZZ_MAIN("charset")
