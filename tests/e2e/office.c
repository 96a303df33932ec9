/* Folders, copies of the demo office, and the program run without a screen. */
#include "office.h"

#include "base/fs.h"

#include <json-c/json.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM TEST_BUILDDIR "/yanshen"

/* The demo as the program made it; each test works on a copy. */
static struct office demo;

static void run_tool(const char *tool, const char *a, const char *b, const char *c)
{
	const char *argv[] = {tool, a, b, c, NULL};
	int status = 0;

	if (!g_spawn_sync(NULL, (char **)(uintptr_t)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
		NULL, NULL, &status, NULL) ||
	    status != 0)
		fail_msg("%s %s %s %s does not work", tool, a, b, c ? c : "");
}

char *office_path(const struct office *office, const char *name)
{
	return g_build_filename(office->dir, name, NULL);
}

char *office_file(const struct office *office, const char *name, const char *text)
{
	char *path = office_path(office, name);
	struct err err = {0};

	assert_works(fs_write(path, text, strlen(text), 0600, &err), err);
	return path;
}

void office_empty(struct office *office)
{
	static const char *const folders[] = {"home", "state", "config"};
	struct err err = {0};

	office->dir = g_dir_make_tmp("yanshen-XXXXXX", NULL);
	assert_non_null(office->dir);
	office->db = office_path(office, "desk.db");
	for (size_t i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *path = office_path(office, folders[i]);
		assert_works(fs_make_dir(path, &err), err);
	}
}

void office_close(struct office *office)
{
	if (office->dir)
		run_tool("rm", "-rf", office->dir, NULL);
	g_clear_pointer(&office->dir, g_free);
	g_clear_pointer(&office->db, g_free);
}

static void forget_demo(void)
{
	office_close(&demo);
}

void office_open(struct office *office)
{
	if (!demo.dir) {
		office_empty(&demo);
		atexit(forget_demo);
		g_free(office_does(&demo, 0, NULL, "init", "--demo", demo.db, NULL));
	}
	office_empty(office);
	g_autofree char *all = g_strconcat(demo.dir, "/.", NULL);
	run_tool("cp", "-a", all, office->dir);
}

/* What check-long tells the thread sanitizer is for the desks too. */
static void pass_on(GPtrArray *env)
{
	static const char *const names[] = {"TSAN_OPTIONS", "G_SLICE"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (g_getenv(names[i]))
			g_ptr_array_add(
			    env, g_strdup_printf("%s=%s", names[i], g_getenv(names[i])));
	}
}

char **office_environment(const struct office *office, const char *state, const char *term)
{
	GPtrArray *env = g_ptr_array_new();
	const char *dir = office->dir;

	g_ptr_array_add(env, g_strdup("LC_ALL=C.UTF-8"));
	g_ptr_array_add(env, g_strdup("TZ=UTC"));
	g_ptr_array_add(env, g_strdup("PATH=/usr/bin:/bin"));
	g_ptr_array_add(env, g_strdup_printf("TERM=%s", term ? term : "xterm-256color"));
	g_ptr_array_add(env, g_strdup_printf("HOME=%s/home", dir));
	g_ptr_array_add(env, g_strdup_printf("YANSHEN_STATE=%s/%s", dir, state ? state : "state"));
	g_ptr_array_add(env, g_strdup_printf("YANSHEN_CONFIG=%s/config", dir));
	/* On the terminal the words of the sanitizers would be part of the picture. */
	g_ptr_array_add(env, g_strdup_printf("ASAN_OPTIONS=log_path=%s/asan.log", dir));
	g_ptr_array_add(env, g_strdup_printf("UBSAN_OPTIONS=log_path=%s/asan.log", dir));
	pass_on(env);
	g_ptr_array_add(env, NULL);
	return (char **)g_ptr_array_free(env, FALSE);
}

char *office_complaints(const struct office *office)
{
	g_autoptr(GDir) dir = g_dir_open(office->dir, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = office_path(office, name);
		char *words = NULL;
		if (g_str_has_prefix(name, "asan.log") &&
		    g_file_get_contents(path, &words, NULL, NULL))
			return words;
	}
	return NULL;
}

/* Exit status of ARGV, or 128 + the signal; what it printed goes to OUT and WORDS. */
static int run(const struct office *office, char **argv, char **out, char **words)
{
	g_auto(GStrv) env = office_environment(office, NULL, NULL);
	int status = 0;

	if (!g_spawn_sync(
		office->dir, argv, env, G_SPAWN_DEFAULT, NULL, NULL, out, words, &status, NULL))
		fail_msg("cannot start %s", argv[0]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

char *office_does(const struct office *office, int status, const char *person, ...)
{
	g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *out = NULL, *words = NULL;
	const char *word;
	va_list args;

	g_ptr_array_add(argv, g_strdup(PROGRAM));
	va_start(args, person);
	word = va_arg(args, const char *);
	if (!word || strcmp(word, "init") != 0) {
		g_ptr_array_add(argv, g_strdup("-d"));
		g_ptr_array_add(argv, g_strdup(office->db));
	}
	g_ptr_array_add(argv, g_strdup("--lang"));
	g_ptr_array_add(argv, g_strdup("zh"));
	if (person) {
		g_ptr_array_add(argv, g_strdup("--as"));
		g_ptr_array_add(argv, g_strdup(person));
	}
	for (; word; word = va_arg(args, const char *))
		g_ptr_array_add(argv, g_strdup(word));
	va_end(args);
	g_ptr_array_add(argv, NULL);
	int code = run(office, (char **)argv->pdata, &out, &words);
	if (code != status) {
		g_autofree char *line = g_strjoinv(" ", (char **)argv->pdata);
		g_autofree char *complaints = office_complaints(office);
		fail_msg("%s: exit %d, not %d\n%s%s%s", line, code, status, out, words,
		    complaints ? complaints : "");
	}
	return g_strconcat(out, words, NULL);
}

/* One field of a line of JSON. Owns: the caller frees. */
static char *field_of(const char *line, const char *field)
{
	json_object *row = json_tokener_parse(line), *value = NULL;
	char *text = NULL;

	if (json_object_object_get_ex(row, field, &value))
		text = g_strdup(json_object_get_string(value));
	json_object_put(row);
	return text;
}

/* What waits is confirmed by the signer of the demo. */
static void confirm_all(const struct office *office)
{
	g_autofree char *all = office_does(office, 0, NULL, "key", "list", "--json", NULL);
	g_auto(GStrv) lines = g_strsplit(all, "\n", -1);

	for (size_t i = 0; lines[i] && *lines[i]; i++) {
		g_autofree char *state = field_of(lines[i], "state");
		g_autofree char *entry = field_of(lines[i], "entry");

		if (g_strcmp0(state, "waits") == 0)
			g_free(office_does(office, 0, "陈签发", "key", "confirm", entry, NULL));
	}
}

void office_person(const struct office *office, const char *name, const char *roles)
{
	g_autofree char *added = office_does(
	    office, 0, NULL, "person", "add", name, "--roles", roles, "--json", NULL);
	g_autofree char *invitation = field_of(added, "invitation");
	g_autofree char *joined = office_does(
	    office, 0, NULL, "join", name, invitation, "--no-passphrase", "--json", NULL);
	g_autofree char *key = field_of(joined, "key");

	assert_non_null(key);
	confirm_all(office);
	g_free(office_does(office, 0, NULL, "key", "admit", name, key, NULL));
	confirm_all(office);
}

/* Number of the Nth report in STATE, NULL when there are fewer; how many there are. */
static char *report_where(const struct office *office, const char *state, int n, int *count)
{
	g_autofree char *all = office_does(office, 0, NULL, "list", "--json", NULL);
	g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
	char *found = NULL;

	*count = 0;
	for (size_t i = 0; lines[i]; i++) {
		json_object *row = json_tokener_parse(lines[i]), *at = NULL, *number = NULL;
		if (json_object_object_get_ex(row, "state", &at) &&
		    json_object_object_get_ex(row, "number", &number) &&
		    strcmp(json_object_get_string(at), state) == 0 && (*count)++ == n)
			found = g_strdup(json_object_get_string(number));
		json_object_put(row);
	}
	return found;
}

char *office_number(const struct office *office, const char *state, int n)
{
	int count;
	char *found = report_where(office, state, n, &count);

	if (!found)
		fail_msg("there are only %d reports in %s", count, state);
	return found;
}

int office_count(const struct office *office, const char *state)
{
	int count;

	g_free(report_where(office, state, 0, &count));
	return count;
}

char *office_field(const struct office *office, const char *number, const char *field)
{
	g_autofree char *said = office_does(office, 0, NULL, "show", number, "--json", NULL);
	json_object *row = json_tokener_parse(said), *value = NULL;
	char *text = NULL;

	if (json_object_object_get_ex(row, field, &value))
		text = g_strdup(json_object_get_string(value));
	json_object_put(row);
	if (!text)
		fail_msg("%s has no %s: %s", number, field, said);
	return text;
}

char *office_text(const struct office *office, const char *number)
{
	return office_does(office, 0, "李初审", "show", number, "--text", NULL);
}

void office_is_whole(const struct office *office)
{
	g_free(office_does(office, 0, NULL, "verify", "--full", NULL));
}
