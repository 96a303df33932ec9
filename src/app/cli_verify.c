/* Checking a file: what is read is the named file alone, and the originals beside it. */
#include "app/cli.h"

#include "app/json.h"
#include "base/fs.h"
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

/*
 * How far this desk has found the file good, where it has joined: a verify goes on from there. It
 * is kept with the desk's state; nothing is written beside the file.
 */
struct good_point {
	char *file; /* where it is kept; NULL: this desk has not joined this file */
	GKeyFile *kept;
	char *digest;
	int64_t seq;
};

static void point_clear(struct good_point *point)
{
	g_free(point->file);
	g_free(point->digest);
	if (point->kept)
		g_key_file_free(point->kept);
}

/* KEY: the office key that is pinned for this path, under which the point is kept. */
static void point_read(struct good_point *point, const char *key)
{
	g_autofree char *state = fs_state_dir();
	char id[KEY_ID_LEN + 1];

	*point = (struct good_point){0};
	if (!key_id_parse(key, id))
		return;
	point->file = g_build_filename(state, "verified.ini", NULL);
	point->kept = g_key_file_new();
	if (!g_key_file_load_from_file(point->kept, point->file, G_KEY_FILE_NONE, NULL))
		return;
	point->seq = g_key_file_get_int64(point->kept, id, "event", NULL);
	point->digest = g_key_file_get_string(point->kept, id, "digest", NULL);
	if (!digest_ok(point->digest))
		point->seq = 0;
}

static void point_keep(struct good_point *point, const struct verified *found)
{
	struct err none = {0};
	size_t len;

	if (!point->file)
		return;
	g_key_file_set_int64(point->kept, found->key, "event", found->events);
	g_key_file_set_string(point->kept, found->key, "digest", found->digest);
	g_autofree char *text = g_key_file_to_data(point->kept, &len, NULL);
	g_autofree char *dir = g_path_get_dirname(point->file);
	if (fs_make_dir(dir, &none))
		(void)!fs_write(point->file, text, len, 0600, &none); /* else all is read again */
}

static void say_whole(const struct options *options, const struct verified *found)
{
	for (guint i = 0; i < found->flags->len; i++)
		printf("%s: %s\n", _("odd"), (const char *)g_ptr_array_index(found->flags, i));
	printf(_("whole: %d events, %d reports, %d revisions; newest %s\n"), (int)found->events,
	    (int)found->reports, (int)found->revisions, found->head);
	if (found->from)
		printf(_("checked anew from entry %lld on; all of it: --full\n"),
		    (long long)found->from + 1);
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
	g_autofree char *pinned = keyring_pin_of_path(share_path(share));
	struct verified found = {0};
	struct good_point point;

	if (err->kind != ERR_NONE)
		return;
	point_read(&point, pinned);
	plan.good_seq = point.seq;
	plan.good_digest = point.digest;
	bool whole = share_verify(share, &plan, &found, err);
	if (plan.progress)
		fputs("\r\033[K", stderr);
	if (whole && options->values[OPTION_JSON])
		print_owned(json_of_verified(&found));
	else if (whole)
		say_whole(options, &found);
	if (whole)
		point_keep(&point, &found);
	point_clear(&point);
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
