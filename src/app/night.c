/* One look a minute at what is set; the process decides whether a copy is owed, and which desk
 * makes it. */
#include "app/night.h"

#include "base/lang.h"
#include "base/log.h"
#include "share/nightly.h"
#include "share/settings.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#define MINUTE_MS 60000
#define AGAIN_MS (60 * MINUTE_MS) /* after a failure */
#define WORDS_MAX 2000

/* The moment for which one is owed, "" when none are made. */
static void due_now(const struct desk *desk, char due[14])
{
	g_autofree char *value = mirror_setting(desk->session.reader, SETTING_NIGHTLY, "");
	struct nightly nightly;
	struct err none = {0};

	due[0] = '\0';
	if (!nightly_parse(value, &nightly, &none))
		return;
	if (nightly.folder)
		nightly_due(&nightly, clock_wall_ms(&desk->session.clock), due);
	nightly_clear(&nightly);
}

static void begin(struct desk *desk)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	const char *lang = desk->session.options->values[OPTION_LANG];
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) failure = NULL;
	GPid pid;

	g_ptr_array_add(words, g_strdup(self ? self : PACKAGE_NAME));
	g_ptr_array_add(words, g_strdup("-d"));
	g_ptr_array_add(words, g_strdup(desk->session.db));
	if (lang) {
		g_ptr_array_add(words, g_strdup("--lang"));
		g_ptr_array_add(words, g_strdup(lang));
	}
	g_ptr_array_add(words, g_strdup("nightly"));
	g_ptr_array_add(words, g_strdup("run"));
	g_ptr_array_add(words, NULL);
	if (g_spawn_async_with_pipes(NULL, (char **)words->pdata, NULL,
		G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, &pid, NULL,
		NULL, &desk->night.fd, &failure)) {
		desk->night.pid = pid;
		desk->night.words = g_string_new(NULL);
		return;
	}
	log_line("no nightly copy: %s", failure->message);
	desk->night.next_ms = clock_mono_ms() + AGAIN_MS;
}

/* Whoever can do something about it is told; for the others it stands in the log. */
static void say_failed(struct desk *desk)
{
	const char *words = desk->night.words->str;
	const char *prefix = PACKAGE_NAME ": ";
	unsigned told = ROLE_BIT(ADMIN) | ROLE_BIT(CLERK);

	if (g_str_has_prefix(words, prefix))
		words += strlen(prefix);
	g_autofree char *line = g_strchomp(g_strdup(words));
	log_line("no nightly copy was made");
	if (!desk->session.me || !person_holds(desk->session.me, told))
		return;
	desk_say(desk, _("the nightly copy was not made: %s; it is tried again in an hour"), line);
	desk->said_well = false;
}

static void ended(struct desk *desk, int status)
{
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	/* Without a word: another desk is at it. If that one dies of it, this one makes the copy. */
	bool waits = WIFEXITED(status) && WEXITSTATUS(status) == err_exit_status(ERR_BUSY) &&
		     !desk->night.words->len;

	if (good)
		g_strlcpy(desk->night.done, desk->night.due, sizeof(desk->night.done));
	else if (!waits)
		say_failed(desk);
	desk->night.next_ms = clock_mono_ms() + (good || waits ? MINUTE_MS : AGAIN_MS);
	night_close(desk);
	desk->redraw = true;
}

/* What the process says on its way is heard before its end. */
static void hear(struct desk *desk)
{
	char piece[512];
	struct pollfd fd = {.fd = desk->night.fd, .events = POLLIN};
	int status;

	while (poll(&fd, 1, 0) > 0) {
		ssize_t got = read(fd.fd, piece, sizeof(piece));

		if (got <= 0)
			break;
		if (desk->night.words->len < WORDS_MAX)
			g_string_append_len(desk->night.words, piece, got);
	}
	if (waitpid(desk->night.pid, &status, WNOHANG) == desk->night.pid)
		ended(desk, status);
}

void night_tick(struct desk *desk)
{
	struct worker_state state;

	if (desk->night.pid) {
		hear(desk);
		return;
	}
	if (clock_mono_ms() < desk->night.next_ms)
		return;
	desk->night.next_ms = clock_mono_ms() + MINUTE_MS;
	due_now(desk, desk->night.due);
	worker_look(desk->worker, &state);
	if (*desk->night.due && strcmp(desk->night.due, desk->night.done) != 0 && !state.away &&
	    !state.stopped)
		begin(desk);
}

int night_fd(const struct desk *desk)
{
	return desk->night.pid ? desk->night.fd : -1;
}

void night_close(struct desk *desk)
{
	if (!desk->night.pid)
		return;
	close(desk->night.fd);
	g_spawn_close_pid(desk->night.pid);
	g_string_free(desk->night.words, TRUE);
	desk->night.words = NULL;
	desk->night.pid = 0;
}
