/* Of each hour, day and week the newest copy; what has another name or another office stays. */
#include "share/backup_keep.h"

#include "seal/digest.h"
#include "base/fs.h"
#include "base/lang.h"
#include "share/init.h"

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ".part"
#define HOURS 24
#define DAYS 14
#define WEEKS 8
#define LEAST 2 /* stay whatever their age: an office that was closed has its last ones */
#define DAY_S (24 * 60 * 60)

static bool all_digits(const char *text, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!g_ascii_isdigit(text[i]))
			return false;
	return true;
}

/* "20261124-0905" or with seconds, after STEM and a dash and before ".db"; NULL: not such a name.
 */
static const char *stamp_in(const char *name, const char *stem)
{
	size_t len = strlen(stem), all = strlen(name);
	const char *stamp = name + len + 1;

	if (!g_str_has_prefix(name, stem) || name[len] != '-' || !g_str_has_suffix(name, ".db"))
		return NULL;
	size_t digits = all - len - 1 - strlen(".db");

	if ((digits != 13 && digits != 15) || stamp[8] != '-' || !all_digits(stamp, 0, 8) ||
	    !all_digits(stamp, 9, digits))
		return NULL;
	return stamp;
}

/* One value out of a copy, with one parameter: looked at without a lock, nobody writes a copy.
 * NULL: none, or it cannot be read. Owns: the caller frees. */
static char *ask_copy(const char *path, const char *sql, const char *parameter)
{
	g_autofree char *name = g_uri_escape_string(path, "/", FALSE);
	g_autofree char *uri = g_strdup_printf("file:%s?immutable=1", name);
	sqlite3 *db = NULL;
	sqlite3_stmt *ask = NULL;
	char *found = NULL;

	if (sqlite3_open_v2(uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, "unix") ==
		SQLITE_OK &&
	    sqlite3_prepare_v2(db, sql, -1, &ask, NULL) == SQLITE_OK) {
		sqlite3_bind_text(ask, 1, parameter, -1, SQLITE_STATIC);
		if (sqlite3_step(ask) == SQLITE_ROW)
			found = g_strdup((const char *)sqlite3_column_text(ask, 0));
	}
	sqlite3_finalize(ask);
	sqlite3_close(db);
	return found;
}

/* Whether the file is a database of this office. */
static bool is_of_office(const char *path, const char *uid)
{
	g_autofree char *found = ask_copy(
	    path, "SELECT value FROM setting WHERE key = ?1", SETTING_OFFICE_UID);

	return g_strcmp0(found, uid) == 0;
}

/* Ids of the reports that a database knows as purged, with commas between; NULL: none. */
static char *purged_in(const char *path)
{
	return ask_copy(path, "SELECT group_concat(DISTINCT report) FROM event WHERE kind = ?1",
	    "purge-confirm");
}

/* Numbers of those of the REPORTS whose texts still stand in it; NULL: none. */
static char *standing_in(const char *path, const char *reports)
{
	return ask_copy(path,
	    "SELECT group_concat(number, ' ') FROM report AS r WHERE id IN (SELECT value FROM "
	    "json_each('[' || ?1 || ']')) AND EXISTS (SELECT 1 FROM revision WHERE report = r.id "
	    "AND "
	    "(title <> '' OR body <> ''))",
	    reports);
}

GPtrArray *backup_purged(const GPtrArray *copies, const char *reports)
{
	GPtrArray *holding = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *known = reports || !copies->len ? g_strdup(reports)
							 : purged_in(g_ptr_array_index(copies, 0));

	for (guint i = 0; known && i < copies->len; i++) {
		const char *path = g_ptr_array_index(copies, i);
		g_autofree char *holds = standing_in(path, known);

		if (holds)
			g_ptr_array_add(holding, g_strdup(path));
	}
	return holding;
}

char *backup_revived(const char *displaced, const char *copy)
{
	g_autofree char *purged = purged_in(displaced);

	return purged ? standing_in(copy, purged) : NULL;
}

char *backup_stem(const char *path)
{
	size_t len = strlen(path), end = strlen(".db");

	return g_strndup(path, g_str_has_suffix(path, ".db") && len > end ? len - end : len);
}

const char *backup_stamp(const char *path)
{
	const char *end = path + strlen(path) - strlen(".db");
	const char *dash = end;

	/* Back over the time, then over the day. */
	for (int dashes = 0; dashes < 2; dashes += *dash == '-')
		dash--;
	return dash + 1;
}

static gint newest_first(gconstpointer a, gconstpointer b)
{
	return strcmp(backup_stamp(*(char *const *)b), backup_stamp(*(char *const *)a));
}

GPtrArray *backup_list(const char *dir, const char *stem, const char *uid, struct err *err)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	GPtrArray *copies = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	if (!files) {
		g_autofree char *shown = fs_shown(dir);

		err_fail(err, ERR_INPUT, _("cannot open the folder %s"), shown);
		g_ptr_array_free(copies, TRUE);
		return NULL;
	}
	while ((name = g_dir_read_name(files))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		if (stamp_in(name, stem) && is_of_office(path, uid))
			g_ptr_array_add(copies, g_steal_pointer(&path));
	}
	g_ptr_array_sort(copies, newest_first);
	return copies;
}

static void remove_originals(const char *dir)
{
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	const char *name;

	while (files && (name = g_dir_read_name(files))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);

		if (digest_ok(name))
			unlink(path);
	}
	rmdir(dir); /* stays when something else lies in it */
}

void backup_remove(const char *path)
{
	g_autofree char *dir = g_strconcat(path, ".d", NULL);
	struct stat found;

	unlink(path);
	if (lstat(dir, &found) == 0 && S_ISDIR(found.st_mode))
		remove_originals(dir);
}

/* Number of the ISO week and its year, as one. */
static int week_of(const char *stamp)
{
	int64_t day = g_ascii_strtoll(stamp, NULL, 10); /* stops at the dash */
	GDate date;

	g_date_clear(&date, 1);
	if (!g_date_valid_dmy(
		(GDateDay)(day % 100), (GDateMonth)(day / 100 % 100), (GDateYear)(day / 10000)))
		return 0;
	g_date_set_dmy(
	    &date, (GDateDay)(day % 100), (GDateMonth)(day / 100 % 100), (GDateYear)(day / 10000));
	return (int)((g_date_get_julian(&date) + 6) / 7); /* julian day 1 is a Monday */
}

/* KEPT: how many newer ones stay. */
static bool is_in_bounds(const char *stamp, int kept, const struct backup_bounds *bounds)
{
	if (kept < LEAST)
		return true;
	return (!bounds->copies || kept < bounds->copies) &&
	       strncmp(stamp, bounds->oldest, strlen(bounds->oldest)) >= 0;
}

int64_t backup_thin(const GPtrArray *copies, const char *spare, const struct backup_bounds *bounds)
{
	char hour[12] = "", day[9] = "";
	int hours = 0, days = 0, weeks = 0, week = -1, kept = 0;
	int64_t removed = 0;

	for (guint i = 0; i < copies->len; i++) {
		const char *path = g_ptr_array_index(copies, i);
		const char *stamp = backup_stamp(path);
		bool new_hour = strncmp(stamp, hour, 11) != 0;
		bool new_day = strncmp(stamp, day, 8) != 0;
		bool new_week = week_of(stamp) != week;
		bool in_turn = (new_hour && hours < HOURS) || (new_day && days < DAYS) ||
			       (new_week && weeks < WEEKS);
		bool stays = in_turn && is_in_bounds(stamp, kept, bounds);

		hours += new_hour;
		days += new_day;
		weeks += new_week;
		g_strlcpy(hour, stamp, sizeof(hour));
		g_strlcpy(day, stamp, sizeof(day));
		week = week_of(stamp);
		if (stays || strcmp(path, spare) == 0) {
			kept++;
			continue;
		}
		backup_remove(path);
		removed++;
	}
	return removed;
}

void backup_sweep(const char *dir, const char *stem)
{
	g_autofree char *prefix = g_strdup_printf(".%s-", stem);
	g_autoptr(GDir) files = g_dir_open(dir, 0, NULL);
	int64_t now_s = g_get_real_time() / G_USEC_PER_SEC;
	const char *name;

	while (files && (name = g_dir_read_name(files))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		struct stat found;

		if (g_str_has_prefix(name, prefix) && g_str_has_suffix(name, PART) &&
		    lstat(path, &found) == 0 && S_ISREG(found.st_mode) &&
		    now_s - found.st_mtime > DAY_S)
			backup_remove(path);
	}
}
