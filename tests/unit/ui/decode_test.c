/* Keys from bytes: every split of a sequence over reads gives the same keys, and noise gives none.
 */
#include "unit.h"

#include "base/bounds.h"
#include "ui/decode.h"

/* All keys of BYTES, fed in pieces of STEP, as their names with blanks between. */
static char *keys_of(const char *bytes, size_t len, size_t step)
{
	struct decoder decoder;
	struct key_event event;
	g_autoptr(GString) out = g_string_new(NULL);

	decoder_init(&decoder);
	decoder_learn(&decoder, "\033[25~", (struct key){KEYCODE_F1 + 2, KEY_SHIFT});
	for (size_t at = 0; at < len; at += step)
		decoder_feed(&decoder, bytes + at, MIN(step, len - at), 1000);
	decoder_tick(&decoder, 1000 + DECODE_ESC_MS);
	while (decoder_take(&decoder, &event)) {
		g_autofree char *name = key_text(event.key);

		g_string_append_printf(out, "%s%s", out->len ? " " : "",
		    event.kind == KEY_EVENT_PASTE ? event.paste->str : name);
		key_event_clear(&event);
	}
	decoder_clear(&decoder);
	return g_strdup(out->str);
}

static void sequences_are_keys_however_they_are_cut(void **state)
{
	static const struct {
		const char *bytes, *keys;
	} cases[] = {
	    {"j", "j"},
	    {"\r\n\t \177\b", "Enter Enter Tab Space BS BS"},
	    {"\001\023\032", "C-a C-s C-z"},
	    {"\034\037", "C-\\ C-_"},
	    {"\033", "Esc"},
	    {"\033\033", "Esc Esc"},
	    {"\033[A\033OB\033[C", "Up Down Right"},
	    {"\033[1;2A\033[1;5D\033[1;3C", "S-Up C-Left M-Right"},
	    {"\033[5~\033[6~\033[1~\033[4~\033[7~\033[8~", "PgUp PgDn Home End Home End"},
	    {"\033[2~\033[3~\033[3;5~", "Ins Del C-Del"},
	    {"\033OP\033[11~\033[[A\033[15~\033[[E\033[24~", "F1 F1 F1 F5 F5 F12"},
	    {"\033[17~\033[18;2~\033[1;2R", "F6 S-F7 S-F3"},
	    {"\033[Z\0331\033x\033\r", "S-Tab M-1 M-x M-Enter"},
	    {"\033[a\033Oc\033[3$\033[5^", "S-Up C-Right S-Del C-PgUp"},
	    {"\033[115;5u\033[27;5;13~\033[27u", "C-s C-Enter Esc"},
	    {"\033[25~", "S-F3"},
	    {"严审\xe2\x80\x9c", "严 审 “"},
	    {"\033[?1;2c\033[>0;276;0cx", "x"},
	    {"\033[99999999999999999999~y", "y"},
	    {"\033[200~ls\r\033[A 严\033[201~q", "ls\r\033[A 严 q"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t len = strlen(cases[i].bytes);

		for (size_t step = 1; step <= len; step++) {
			g_autofree char *keys = keys_of(cases[i].bytes, len, step);

			assert_string_equal(keys, cases[i].keys);
		}
	}
}

static void a_lone_esc_is_one_after_25_ms(void **state)
{
	struct decoder decoder;
	struct key_event event;

	(void)state;
	decoder_init(&decoder);
	assert_int_equal(decoder_wait_ms(&decoder, 0), -1);
	decoder_feed(&decoder, "\033", 1, 1000);
	assert_false(decoder_take(&decoder, &event));
	assert_int_equal(decoder_wait_ms(&decoder, 1010), 15);
	decoder_tick(&decoder, 1024);
	assert_false(decoder_take(&decoder, &event));
	decoder_tick(&decoder, 1025);
	assert_true(decoder_take(&decoder, &event));
	assert_int_equal(event.key.code, KEYCODE_ESC);
	assert_int_equal(decoder_wait_ms(&decoder, 1025), -1);
	decoder_clear(&decoder);
}

static void the_answer_about_the_cursor_is_no_key(void **state)
{
	struct decoder decoder;
	struct key_event event;

	(void)state;
	decoder_init(&decoder);
	decoder.asked = true;
	decoder_feed(&decoder, "j\033[2;5Rk", 8, 1);
	assert_int_equal(decoder.answer_row, 2);
	assert_int_equal(decoder.answer_col, 5);
	assert_true(decoder_take(&decoder, &event) && event.key.code == 'j');
	assert_true(decoder_take(&decoder, &event) && event.key.code == 'k');
	assert_false(decoder_take(&decoder, &event));
	decoder_clear(&decoder);
}

static void a_block_past_the_bound_is_told_and_not_kept(void **state)
{
	struct decoder decoder;
	struct key_event event;
	g_autofree char *much = g_malloc(1 << 20);

	(void)state;
	memset(much, 'x', 1 << 20);
	decoder_init(&decoder);
	decoder_feed(&decoder, "\033[200~", 6, 1);
	for (size_t sum = 0; sum <= BOUND_BODY_BYTES; sum += 1 << 20)
		decoder_feed(&decoder, much, 1 << 20, 1);
	decoder_feed(&decoder, "\033[201~z", 7, 1);
	assert_true(decoder_take(&decoder, &event));
	assert_int_equal(event.kind, KEY_EVENT_PASTE);
	assert_true(event.cut);
	assert_int_equal(event.paste->len, 0);
	key_event_clear(&event);
	assert_true(decoder_take(&decoder, &event) && event.key.code == 'z');
	decoder_clear(&decoder);
}

/* Any bytes, cut anywhere: no crash, nothing kept for ever, and the same keys as in one piece. */
static void any_bytes_do(void **state)
{
	static const char alphabet[] =
	    "\033\033[[O;;1234567~ARu$^xj\r\xe4\xb8\xa5\xff\x80 \x1b[201~";

	(void)state;
	for (unsigned seed = 1; seed <= 2000; seed++) {
		g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
		char bytes[40];
		size_t len = (size_t)g_rand_int_range(rand, 1, sizeof(bytes));

		for (size_t i = 0; i < len; i++)
			bytes[i] = alphabet[g_rand_int_range(rand, 0, sizeof(alphabet) - 1)];
		g_autofree char *whole = keys_of(bytes, len, len);
		g_autofree char *pieces = keys_of(bytes, len, (size_t)g_rand_int_range(rand, 1, 6));
		if (strcmp(whole, pieces) != 0)
			fail_msg("seed %u: \"%s\" and \"%s\"", seed, whole, pieces);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sequences_are_keys_however_they_are_cut),
	    cmocka_unit_test(a_lone_esc_is_one_after_25_ms),
	    cmocka_unit_test(the_answer_about_the_cursor_is_no_key),
	    cmocka_unit_test(a_block_past_the_bound_is_told_and_not_kept),
	    cmocka_unit_test(any_bytes_do),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
