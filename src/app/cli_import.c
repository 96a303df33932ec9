/* The verb import: a line for each file as it is done, and how far it is. */
#include "app/cli.h"

#include "app/json.h"
#include "app/safe.h"
#include "app/trade.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/lang.h"
#include "text/mask.h"
#include "work/import_job.h"

#include <unistd.h>

#define PROGRESS_AFTER_MS 1000

/* How far it is, in one line on a terminal's stderr that the next one takes the place of. */
struct progress {
	int64_t began_ms;
	bool is_tty, is_shown;
};

static void progress_wipe(struct progress *progress)
{
	if (progress->is_shown)
		fputs("\r\033[K", stderr);
	progress->is_shown = false;
}

static void progress_show(struct progress *progress, struct job *job)
{
	if (!progress->is_tty || clock_mono_ms() - progress->began_ms < PROGRESS_AFTER_MS)
		return;
	fprintf(stderr, "\r\033[K%d/%d", atomic_load(&job->done), atomic_load(&job->all));
	progress->is_shown = true;
}

static void print_found(const struct import_entry *entry)
{
	const struct {
		const char *label, *value;
	} found[] = {{_("Writers"), entry->writers}, {_("Unit"), entry->unit},
	    {_("Contact"), entry->contact}};

	for (size_t i = 0; i < G_N_ELEMENTS(found); i++) {
		g_autofree char *line = safe_line(found[i].value);
		g_autofree char *masked = mask_numbers(line);

		if (*masked)
			printf(_("    %s: %s\n"), found[i].label, masked);
	}
	printf(_("    Characters: %d%s%s\n"), entry->chars,
	    entry->charset == CHARSET_UNKNOWN ? "" : "  ",
	    entry->charset == CHARSET_UNKNOWN ? "" : charset_name(entry->charset));
}

static void print_notes(const struct import_entry *entry)
{
	for (guint i = 0; i < entry->notes->len; i++) {
		g_autofree char *line = safe_line(g_ptr_array_index(entry->notes, i));
		g_autofree char *masked = mask_numbers(line);

		printf("    ! %s\n", masked);
	}
}

static void print_entry(const struct import_entry *entry, bool dry_run)
{
	g_autofree char *path = fs_shown(entry->path);
	g_autofree char *shown = safe_line(path);
	g_autofree char *title = safe_line(entry->title);

	printf("%s  %s", shown, import_words(entry->outcome, dry_run));
	if (entry->number)
		printf("  %s", entry->number);
	if (entry->why.kind != ERR_NONE)
		printf("%s%s", _(": "), entry->why.words);
	else if (*title)
		printf("  %s", title);
	putchar('\n');
	if (entry->outcome != IMPORT_TAKEN)
		return;
	if (dry_run)
		print_found(entry);
	print_notes(entry);
}

/* The entries from FROM on; the worst exit status of theirs and STATUS. */
static int say_entries(
    struct session *session, const struct import *import, guint *from, int status)
{
	for (; *from < import->entries->len; ++*from) {
		const struct import_entry *entry = g_ptr_array_index(import->entries, *from);

		if (session->options->values[OPTION_JSON]) {
			g_autofree char *line = json_of_import(entry, import->dry_run);

			fputs(line, stdout);
		} else if (entry->outcome != IMPORT_SKIPPED) {
			print_entry(entry, import->dry_run);
		}
		if (entry->outcome == IMPORT_REFUSED)
			status = cli_worse(status, err_exit_status(entry->why.kind));
	}
	return status;
}

static void say_sum(const struct import *import)
{
	g_autofree char *sum = trade_sum(import);

	if (import->files > 1)
		fprintf(stderr, "%s\n", sum);
	if (import->warning)
		fprintf(stderr, "yanshen: %s\n", import->warning);
}

static int run(struct session *session, struct job *job)
{
	struct progress progress = {.began_ms = clock_mono_ms(), .is_tty = isatty(STDERR_FILENO)};
	const struct import *import = import_of(job);
	guint said = 0;
	int status = 0;
	bool more;

	do {
		more = job_slice(&session->ground, job);
		if (said < import->entries->len) {
			progress_wipe(&progress);
			status = say_entries(session, import, &said, status);
			fflush(stdout);
		}
		progress_show(&progress, job);
	} while (more);
	progress_wipe(&progress);
	status = cli_worse(status, cli_say(&job->err));
	say_sum(import);
	return status;
}

static bool take_options(struct session *session, struct import *import, struct err *err)
{
	const char *const *values = session->options->values;
	const char *source = values[OPTION_SOURCE];
	const char *charset = values[OPTION_CHARSET];

	if (source &&
	    (!source_parse(source, &import->source) || import->source == SOURCE_COMPOSITE))
		return err_fail(err, ERR_INPUT, _("there is no channel \"%s\""), source);
	if (charset && (import->charset = charset_named(charset)) == CHARSET_UNKNOWN)
		return err_fail(err, ERR_INPUT, _("there is no character set \"%s\""), charset);
	import->dry_run = values[OPTION_DRY_RUN] != NULL;
	import->note = g_strdup(values[OPTION_NOTE]);
	for (guint i = 0; i < session->options->words->len; i++)
		import_add(import, g_ptr_array_index(session->options->words, i));
	return true;
}

int cli_import(struct session *session)
{
	struct err err = {0};
	const struct person *actor = session_actor(session, &err);

	if (!actor)
		return cli_say(&err);
	struct import *import = import_new(actor->id, SOURCE_FILE);
	if (!take_options(session, import, &err)) {
		import_free(import);
		return cli_say(&err);
	}
	struct job *job = import_job(import, NULL);
	int status = run(session, job);
	job_free(job);
	return status;
}
