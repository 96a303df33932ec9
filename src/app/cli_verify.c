/* Checking a file: what is read is the named file alone, and the originals beside it. */
#include "app/cli.h"

#include "app/json.h"
#include "base/lang.h"
#include "share/verify.h"
#include "work/keyring.h"

#include <unistd.h>

#define BAR "########################################"

static void print_owned(char *line)
{
	fputs(line, stdout);
	g_free(line);
}

/* The office key that it must be of: as told, or as this desk pinned it at that path. Owns: the
 * caller frees; NULL: any. */
static char *wanted_key(const struct options *options, const struct share *share, struct err *err)
{
	const char *told = options->values[OPTION_KEY];
	char id[KEY_ID_LEN + 1];

	if (!told)
		return keyring_pin_of_path(share_path(share));
	if (key_id_parse(told, id))
		return g_strdup(id);
	err_fail(err, ERR_INPUT, _("\"%s\" is no fingerprint: it has 24 digits, in groups of four"),
	    told);
	return NULL;
}

/* A bar on the terminal while it lasts; a script sees none of it. */
static void show_progress(void *of, int64_t done, int64_t all)
{
	int cells = (int)strlen(BAR);
	int full = all > 0 ? (int)(done * cells / all) : cells;

	(void)of;
	fprintf(stderr, "\r[%.*s%*s] %lld / %lld", full, BAR, cells - full, "", (long long)done,
	    (long long)all);
	fflush(stderr);
}

static void say_whole(const struct options *options, const struct verified *found)
{
	for (guint i = 0; i < found->flags->len; i++)
		printf("%s: %s\n", _("odd"), (const char *)g_ptr_array_index(found->flags, i));
	printf(_("whole: %d events, %d reports, %d revisions; newest %s\n"), (int)found->events,
	    (int)found->reports, (int)found->revisions, found->head);
	if (!options->values[OPTION_KEY])
		printf(_("fingerprint of the office key: %s\n"), found->key);
}

static void print_head(const struct options *options, struct share *share, struct err *err)
{
	g_autofree char *head = verify_head(share, err);

	if (head && options->values[OPTION_JSON])
		print_owned(json_of_head(head));
	else if (head)
		puts(head);
}

static void audit(const struct options *options, struct share *share, struct err *err)
{
	g_autofree char *key = wanted_key(options, share, err);
	struct verify_plan plan = {.full = options->values[OPTION_FULL] != NULL,
	    .since = options->values[OPTION_SINCE],
	    .key = key,
	    .progress = isatty(STDERR_FILENO) ? show_progress : NULL};
	struct verified found = {0};

	if (err->kind != ERR_NONE)
		return;
	bool whole = share_verify(share, &plan, &found, err);
	if (plan.progress)
		fputs("\r\033[K", stderr);
	if (whole && options->values[OPTION_JSON])
		print_owned(json_of_verified(&found));
	else if (whole)
		say_whole(options, &found);
	verified_clear(&found);
}

int cli_verify(const struct options *options)
{
	struct err err = {0};
	g_autofree char *path = session_db(options, &err);
	struct share *share = path ? share_open(path, true, &err) : NULL;

	if (share && options->values[OPTION_HEAD])
		print_head(options, share, &err);
	else if (share)
		audit(options, share, &err);
	share_close(share);
	return cli_say(&err);
}
