/* A person joins on a desk of their own, is admitted, and works under a passphrase. */
#include "tale.h"

#include "base/clock.h"

#include <json-c/json.h>
#include <sys/wait.h>

#define PASSPHRASE "芝麻开门 7"

/* One field of a line of JSON. Owns: the caller frees. */
static char *field_of(const char *line, const char *field)
{
	json_object *row = json_tokener_parse(line), *value = NULL;

	assert_true(json_object_object_get_ex(row, field, &value));
	char *text = g_strdup(json_object_get_string(value));
	json_object_put(row);
	return text;
}

/* The settings of the new person's own desk. Owns: the caller frees. */
static char *own_config(const struct office *office)
{
	return g_strdup_printf("YANSHEN_CONFIG=%s/own", office->dir);
}

static void await(struct screen *screen, const char *words)
{
	int64_t until = clock_mono_ms() + screen->deadline_ms;

	for (;;) {
		g_autofree char *all = screen_text(screen);

		if (strstr(all, words))
			return;
		if (clock_mono_ms() > until || screen->ended)
			fail_msg("never seen: %s\n%s", words, all);
		screen_pump(screen, 100);
	}
}

/* What is asked for at a terminal, and what is typed then without being shown. */
struct reply {
	const char *asked, *typed;
};

/* Run a verb of NAME's own desk at a terminal. Owns: the caller frees what stood there in the end.
 */
static char *at_terminal(
    const struct office *office, const char *const verb[3], const struct reply *replies)
{
	const char *argv[] = {TEST_BUILDDIR "/yanshen", "-d", office->db, "--lang", "zh", verb[0],
	    verb[1], verb[2], NULL};
	g_auto(GStrv) env = office_environment(office, "own-state", NULL);
	g_autofree char *config = own_config(office);
	g_auto(GStrv) pair = g_strsplit(config, "=", 2);
	struct screen screen;
	struct err err = {0};

	env = g_environ_setenv(g_steal_pointer(&env), pair[0], pair[1], TRUE);
	assert_works(
	    screen_start(&screen, (char *const *)(uintptr_t)argv, env, 100, 30, &err), err);
	for (const struct reply *reply = replies; reply->asked; reply++) {
		g_autofree char *line = g_strconcat(reply->typed, "\r", NULL);

		await(&screen, reply->asked);
		assert_true(screen_send(&screen, line, strlen(line)));
	}
	assert_int_equal(screen_wait(&screen), 0);
	char *all = screen_text(&screen);
	for (const struct reply *reply = replies; reply->asked; reply++)
		assert_null(strstr(all, reply->typed));
	screen_clear(&screen);
	return all;
}

static void join(const struct office *office, const char *name, const char *invitation)
{
	static const struct reply replies[] = {
	    {"请为您的新密钥设口令", PASSPHRASE},
	    {"再输一遍", "abracadabra"},
	    {"再输一遍：\n请为您的新密钥设口令", PASSPHRASE},
	    {"再输一遍：\n请为您的新密钥设口令（直接回车为不设）：\n再输一遍", PASSPHRASE},
	    {NULL, NULL},
	};
	const char *const verb[] = {"join", name, invitation};
	g_autofree char *said = at_terminal(office, verb, replies);

	assert_non_null(strstr(said, "请打电话把指纹念给管理员核对"));
}

/* What the office knows of the key of NAME. Owns: the caller frees. */
static char *key_of(const struct office *office, const char *name, const char *field)
{
	g_autofree char *all = office_does(office, 0, NULL, "key", "list", "--json", NULL);
	g_auto(GStrv) lines = g_strsplit(all, "\n", -1);

	for (size_t i = 0; lines[i] && *lines[i]; i++) {
		g_autofree char *person = field_of(lines[i], "person");

		if (strcmp(person, name) == 0)
			return field_of(lines[i], field);
	}
	fail_msg("%s has no key", name);
	return NULL;
}

static void start(struct desk *desk, const struct office *office)
{
	g_autofree char *config = own_config(office);
	struct desk_plan plan = {.state = "own-state", .env = {config}};

	desk_start_plan(desk, office, &plan);
}

/* The words of a note, as typed into its dialog. */
static void note(struct desk *desk, const char *number, const char *words)
{
	tale_go(desk, number);
	desk_keys(desk, "m");
	desk_type(desk, words);
	desk_keys(desk, "C-s");
}

/* A new editor of the office. Owns: the caller frees the invitation. */
static char *invite(const struct office *office, const char *name)
{
	g_autofree char *added = office_does(
	    office, 0, NULL, "person", "add", name, "--roles", "editor", "--json", NULL);

	return field_of(added, "invitation");
}

static void somebody_joins_and_works(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = tale_unclaimed(office);
	g_autofree char *invitation = invite(office, "孙编辑");
	struct desk desk;

	join(office, "孙编辑", invitation);
	/* The invitation was good once. */
	g_free(office_does(office, 2, NULL, "join", "孙编辑", invitation, "--no-passphrase", NULL));
	g_autofree char *key = key_of(office, "孙编辑", "key");

	start(&desk, office);
	desk_sees(&desk, "您的密钥口令");
	desk_sees(&desk, "演示");
	desk_type(&desk, "xyzzy");
	desk_lacks(&desk, "xyzzy");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "口令不对");
	desk_type(&desk, PASSPHRASE);
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "密钥已打开");
	note(&desk, number, "尚未准入");
	desk_sees(&desk, "尚未准入，请打电话把指纹念给管理员");
	g_free(office_does(office, 0, NULL, "key", "admit", "孙编辑", key, NULL));
	note(&desk, number, "电话核实无误");
	desk_sees(&desk, "记事");
	desk_lacks(&desk, "尚未准入，请打电话");
	desk_end(&desk);
	g_autofree char *trail = office_does(office, 0, NULL, "show", number, "--trail", NULL);
	assert_non_null(strstr(trail, "电话核实无误"));
	office_is_whole(office);
}

/* The screen is left in the midst of a text: nothing is shown, nothing is lost. */
static void a_desk_that_was_left_is_locked(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = tale_unclaimed(office);
	g_autofree char *invitation = invite(office, "孙编辑");
	struct desk desk;

	join(office, "孙编辑", invitation);
	g_autofree char *key = key_of(office, "孙编辑", "key");
	g_free(office_does(office, 0, NULL, "key", "admit", "孙编辑", key, NULL));
	start(&desk, office);
	desk_keys(&desk, "Esc");
	note(&desk, number, "只看不办");
	desk_sees(&desk, "您的密钥口令"); /* it is asked for as soon as something is to be signed */
	desk_type(&desk, PASSPHRASE);
	desk_keys(&desk, "Enter");
	tale_go(&desk, number);
	desk_keys(&desk, "e");
	desk_awaits(&desk, "Ctrl-S 保存");
	desk_type(&desk, "离开前写的话");
	desk_sees(&desk, "离开前写的话");
	desk_keys(&desk, "C-l C-l");
	desk_lacks(&desk, "离开前写的话");
	desk_lacks(&desk, "临澄市");
	desk_keys(&desk, "x");
	desk_sees(&desk, "工位已锁定");
	desk_lacks(&desk, "离开前写的话");
	desk_type(&desk, "猜的");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "口令不对");
	desk_lacks(&desk, "离开前写的话");
	desk_type(&desk, PASSPHRASE);
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "离开前写的话");
	desk_keys(&desk, "C-s");
	desk_awaits(&desk, "第2稿");
	desk_keys(&desk, "Esc");
	g_autofree char *text = office_text(office, number);
	assert_non_null(strstr(text, "离开前写的话"));
	desk_end(&desk);
	office_is_whole(office);
}

static void a_passphrase_is_changed(void **state)
{
	static const struct reply replies[] = {
	    {"您的密钥口令", "guess"},
	    {"您的密钥口令：\n您的密钥口令", PASSPHRASE},
	    {"新口令", "open sesame"},
	    {"再输一遍", "open sesame"},
	    {NULL, NULL},
	};
	static const char *const verb[] = {"key", "passphrase", NULL};
	const struct office *office = *state;
	g_autofree char *invitation = invite(office, "孙编辑");
	struct desk desk;

	join(office, "孙编辑", invitation);
	g_autofree char *said = at_terminal(office, verb, replies);
	assert_non_null(strstr(said, "口令已更改"));
	start(&desk, office);
	desk_type(&desk, PASSPHRASE);
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "口令不对");
	desk_type(&desk, "open sesame");
	desk_keys(&desk, "Enter");
	desk_sees(&desk, "密钥已打开");
	desk_end(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(somebody_joins_and_works),
	    tale(a_desk_that_was_left_is_locked),
	    tale(a_passphrase_is_changed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
