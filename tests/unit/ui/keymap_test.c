/* Names of keys both ways, full-width letters, sequences in contexts, collisions. */
#include "unit.h"

#include "ui/keymap.h"

static void names_go_both_ways(void **state)
{
	static const struct {
		const char *typed, *name, *words;
	} keys[] = {
	    {"j", "j", "j"},
	    {"J", "J", "J"},
	    {"S-j", "J", "J"},
	    {"C-s", "C-s", "Ctrl-S"},
	    {"Ctrl-S", "C-s", "Ctrl-S"},
	    {"C-S", "C-s", "Ctrl-S"},
	    {"M-1", "M-1", "Alt-1"},
	    {"Alt-1", "M-1", "Alt-1"},
	    {"S-Down", "S-Down", "Shift-↓"},
	    {"Shift-Down", "S-Down", "Shift-↓"},
	    {"C-S-End", "C-S-End", "Ctrl-Shift-End"},
	    {"F6", "F6", "F6"},
	    {"F12", "F12", "F12"},
	    {"Enter", "Enter", "Enter"},
	    {"Space", "Space", "Space"},
	    {"-", "-", "-"},
	    {"C--", "C--", "Ctrl--"},
	    {"\\", "\\", "\\"},
	    {"？", "？", "？"},
	};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		struct key key;

		if (!key_parse(keys[i].typed, &key))
			fail_msg("%s is a key", keys[i].typed);
		g_autofree char *name = key_text(key);
		g_autofree char *words = key_words(key);
		assert_string_equal(name, keys[i].name);
		assert_string_equal(words, keys[i].words);
	}
}

static void what_is_no_key_is_refused(void **state)
{
	static const char *const bad[] = {
	    "", "C-", "jj", "F0", "F13", "Fx", "Hyper-x", " ", "\xff", "C-\001", "F6x"};
	struct key key;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(bad); i++) {
		if (key_parse(bad[i], &key))
			fail_msg("\"%s\" is no key", bad[i]);
	}
}

static void full_width_letters_are_commands_in_lists(void **state)
{
	static const struct {
		uint32_t wide, narrow;
	} keys[] = {{0xFF4A, 'j'}, {0xFF1A, ':'}, {0xFF1F, '?'}, {0xFF0F, '/'}, {0x3001, '\\'},
	    {0x3000, KEYCODE_SPACE}, {0xFF11, '1'}, {'j', 'j'}, {0x4E25, 0x4E25}};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		assert_int_equal(key_folded((struct key){keys[i].wide, 0}).code, keys[i].narrow);
	assert_true(key_is_han((struct key){0x4E25, 0}));
	assert_false(key_is_han((struct key){0xFF4A, 0}));
}

enum {
	OPEN = 1,
	REPORTS,
	PEOPLE,
	FORWARD,
	TYPE
};

static struct keymap *demo(void)
{
	struct keymap *map = keymap_new();
	struct err err = {0};

	assert_works(keymap_bind(map, "queue", "Enter, o", OPEN, &err), err);
	assert_works(keymap_bind(map, "desk", "g r", REPORTS, &err), err);
	assert_works(keymap_bind(map, "desk", "g p", PEOPLE, &err), err);
	assert_works(keymap_bind(map, "desk", "F6, M-6", FORWARD, &err), err);
	assert_works(keymap_bind(map, "editor", "Enter", TYPE, &err), err);
	return map;
}

static enum keymap_answer type(struct keymap *map, const char *const *contexts,
    struct keymap_typed *typed, const char *name, int *action)
{
	struct key key;

	assert_true(key_parse(name, &key));
	return keymap_type(map, contexts, typed, key, action);
}

static void sequences_and_contexts(void **state)
{
	static const char *const queue[] = {"queue", "desk", NULL}, *const editor[] = {
									"editor", "desk", NULL};
	struct keymap *map = demo();
	struct keymap_typed typed = {0};
	int action = 0;

	(void)state;
	assert_int_equal(type(map, queue, &typed, "g", &action), KEYMAP_PREFIX);
	g_autoptr(GPtrArray) next = keymap_follow(map, queue, &typed);
	g_autofree char *words = keymap_typed_words(&typed);
	assert_string_equal(words, "g");
	assert_int_equal(next->len, 2);
	assert_string_equal(((struct keymap_next *)next->pdata[1])->words, "p");
	assert_int_equal(type(map, queue, &typed, "p", &action), KEYMAP_ACTION);
	assert_int_equal(action, PEOPLE);
	assert_int_equal(type(map, queue, &typed, "g", &action), KEYMAP_PREFIX);
	assert_int_equal(type(map, queue, &typed, "x", &action), KEYMAP_NONE);
	assert_int_equal(type(map, queue, &typed, "Enter", &action), KEYMAP_ACTION);
	assert_int_equal(action, OPEN);
	assert_int_equal(type(map, editor, &typed, "Enter", &action), KEYMAP_ACTION);
	assert_int_equal(action, TYPE);
	assert_int_equal(type(map, editor, &typed, "o", &action), KEYMAP_NONE);
	g_autofree char *first = keymap_words(map, queue, FORWARD, false);
	g_autofree char *all = keymap_words(map, queue, FORWARD, true);
	g_autofree char *none = keymap_words(map, editor, OPEN, true);
	assert_string_equal(first, "F6");
	assert_string_equal(all, "F6  Alt-6");
	assert_string_equal(none, "");
	keymap_free(map);
}

static void collisions_are_named(void **state)
{
	struct keymap *map = demo();
	struct err err = {0};

	(void)state;
	assert_refused(keymap_bind(map, "desk", "g r", OPEN, &err), err, ERR_INPUT);
	assert_refused(keymap_bind(map, "desk", "g", OPEN, &err), err, ERR_INPUT);
	assert_refused(keymap_bind(map, "desk", "F6 x", OPEN, &err), err, ERR_INPUT);
	assert_false(keymap_bind(map, "desk", "g r x", OPEN, &err));
	assert_non_null(strstr(err.words, "g r x"));
	err_clear(&err);
	assert_refused(keymap_bind(map, "desk", "Super-q", OPEN, &err), err, ERR_INPUT);
	assert_works(keymap_bind(map, "desk", "g r", REPORTS, &err), err);
	keymap_free(map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(names_go_both_ways),
	    cmocka_unit_test(what_is_no_key_is_refused),
	    cmocka_unit_test(full_width_letters_are_commands_in_lists),
	    cmocka_unit_test(sequences_and_contexts),
	    cmocka_unit_test(collisions_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
