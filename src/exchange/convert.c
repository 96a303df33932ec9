/* Converters: one child in a group of its own, its output bounded, its folder gone at the end. */
#include "exchange/convert.h"

#include "base/bounds.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIMIT_MS 60000
#define LOOK_MS 20 /* between looks at a child that has closed its output and not ended */

/* @IN@ and @DIR@ stand for the document and its folder; each is one argument whatever is in it. */
#define OFFICE_ARGUMENTS                                                                   \
	"--headless --norestore --nolockcheck -env:UserInstallation=file://@DIR@/profile " \
	"--convert-to docx --outdir @DIR@ @IN@"

static const struct converter {
	const char *program, *gives, *formats, *arguments;
} converters[] = {
#define CONVERTER(program, gives, formats, arguments) {program, gives, formats, arguments},
#include "exchange/converters.def"
#undef CONVERTER
};

void converted_clear(struct converted *converted)
{
	g_clear_pointer(&converted->docx, g_bytes_unref);
	g_clear_pointer(&converted->text, g_bytes_unref);
}

static bool takes(const struct converter *converter, const char *suffix)
{
	g_auto(GStrv) formats = g_strsplit(converter->formats, " ", 0);

	return g_strv_contains((const char *const *)formats, suffix);
}

static char *filled(const char *argument, const char *dir, const char *in)
{
	g_autoptr(GString) text = g_string_new(argument);

	g_string_replace(text, "@DIR@", dir, 0);
	g_string_replace(text, "@IN@", in, 0);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A folder only we can enter, in memory where the system has such a place. */
static char *private_dir(struct err *err)
{
	g_autofree char *state = fs_state_dir();
	const char *const places[] = {g_getenv("XDG_RUNTIME_DIR"), "/dev/shm", state};

	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		if (!places[i] || !*places[i])
			continue;
		g_autofree char *dir = g_build_filename(places[i], "yanshen-XXXXXX", NULL);

		if (g_mkdtemp(dir))
			return g_steal_pointer(&dir);
	}
	err_fail_code(err, ERR_SYSTEM, errno, _("no folder can be made for the converter"));
	return NULL;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
	(void)info;
	(void)kind;
	(void)place;
	remove(path);
	return 0;
}

/* Start PROGRAM with its output in a pipe; the group lets all it starts be ended with it. */
static pid_t start(const char *program, char **arguments, char **environment, int *out)
{
	int ends[2];
	pid_t pid = -1;
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	sigemptyset(&none);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, ends[1], 1);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
	errno = posix_spawn(&pid, program, &files, &attributes, arguments, environment);
	if (errno)
		pid = -1;
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	close(ends[1]);
	*out = ends[0];
	if (pid < 0)
		close(ends[0]);
	return pid;
}

/* Read all that the child says; false when it is too much or takes too long. */
static bool listen_to(int out, int64_t deadline_ms, GByteArray *said)
{
	for (;;) {
		unsigned char chunk[4096];
		struct pollfd wait = {.fd = out, .events = POLLIN};
		int64_t left = deadline_ms - clock_mono_ms();

		if (left <= 0 || said->len > BOUND_BODY_BYTES)
			return false;
		if (poll(&wait, 1, (int)left) <= 0)
			continue;
		ssize_t got = read(out, chunk, sizeof(chunk));
		if (got == 0)
			return true;
		if (got < 0 && errno != EINTR)
			return false;
		if (got > 0)
			g_byte_array_append(said, chunk, (guint)got);
	}
}

/* Wait for the child to end by itself, or end it with all it started. */
static bool end(pid_t pid, bool good, int64_t deadline_ms)
{
	int status = 0;

	while (good) {
		pid_t ended = waitpid(pid, &status, WNOHANG);

		if (ended == pid) {
			kill(-pid, SIGKILL); /* what it left behind */
			return WIFEXITED(status) && WEXITSTATUS(status) == 0;
		}
		good = (ended == 0 || errno == EINTR) && clock_mono_ms() < deadline_ms;
		if (good)
			poll(NULL, 0, LOOK_MS);
	}
	kill(-pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	return false;
}

/* Run one converter on the document IN within DIR. */
static bool run(const struct converter *converter, const char *path, const char *dir,
    const char *in, struct converted *out, struct err *err)
{
	g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "HOME", dir, TRUE);
	g_auto(GStrv) words = g_strsplit(converter->arguments, " ", 0);
	g_autoptr(GByteArray) said = g_byte_array_new();
	int64_t deadline_ms = clock_mono_ms() + LIMIT_MS;
	int pipe_end;

	environment = g_environ_setenv(environment, "LC_ALL", "C.UTF-8", TRUE);
	g_ptr_array_add(arguments, g_strdup(path));
	for (char **word = words; *word; word++)
		g_ptr_array_add(arguments, filled(*word, dir, in));
	g_ptr_array_add(arguments, NULL);
	pid_t pid = start(path, (char **)arguments->pdata, environment, &pipe_end);
	if (pid < 0)
		return err_fail_code(err, ERR_SYSTEM, errno, _("the converter %s does not start"),
		    converter->program);
	bool heard = listen_to(pipe_end, deadline_ms, said);
	close(pipe_end);
	if (!end(pid, heard, deadline_ms))
		return err_fail(err, ERR_INPUT,
		    _("the converter %s could not read it; please save it as .docx in WPS or Word"),
		    converter->program);
	out->program = converter->program;
	if (converter->gives) {
		g_autofree char *made = g_build_filename(dir, converter->gives, NULL);

		out->docx = fs_read(made, BOUND_FILE_BYTES, err);
		return out->docx || err_while(err, "%s", converter->program);
	}
	out->text = g_byte_array_free_to_bytes(g_steal_pointer(&said));
	return true;
}

bool convert_document(GBytes *bytes, const char *suffix, struct converted *out, struct err *err)
{
	const struct converter *converter = NULL;
	g_autofree char *path = NULL;
	gsize len;
	const void *raw = g_bytes_get_data(bytes, &len);

	*out = (struct converted){0};
	for (size_t i = 0; i < G_N_ELEMENTS(converters) && !path; i++) {
		converter = &converters[i];
		if (takes(converter, suffix))
			path = g_find_program_in_path(converter->program);
	}
	if (!path)
		return false;

	g_autofree char *dir = private_dir(err);
	if (!dir)
		return false;
	/* a .wps of today is a .doc by another name, and the programs go by the name */
	g_autofree char *name = g_strconcat(
	    "in.", strcmp(suffix, "wps") == 0 ? "doc" : suffix, NULL);
	g_autofree char *in = g_build_filename(dir, name, NULL);
	bool good = fs_write(in, raw, len, 0600, err) && run(converter, path, dir, in, out, err);

	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return good;
}
