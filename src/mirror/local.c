/* Statements of the mirror: kept by their text, the first failure kept with the statement. */
#include "mirror/local.h"

#include "base/clock.h"
#include "base/lang.h"
#include "mirror/calm.h"
#include "mirror/place.h"
#include "mirror/query.h"

#include <sqlite3.h>
#include <unistd.h>

#define KEPT_MAX 96 /* queries differ by their filters: their texts must not pile up */
#define STEPS_A_LOOK 2000 /* of SQLite's machine between two looks at the clock, some 20 µs */

struct probe {
	struct mirror *mirror;
	sqlite3_stmt *stmt; /* NULL when it could not be prepared */
	char *text;
	bool is_kept;
	bool is_asked;
	bool was_late;
	int bound;
	int column;
	struct err err;
};

static void probe_free(void *item)
{
	struct probe *probe = item;

	sqlite3_finalize(probe->stmt);
	g_free(probe->text);
	g_free(probe);
}

bool local_fail(struct mirror *mirror, int code, struct err *err)
{
	const char *said = sqlite3_errmsg(mirror->handle);

	switch (code & 0xff) {
	case SQLITE_FULL:
		return err_fail_code(
		    err, ERR_FULL, code, _("no space is left on this computer for the local copy"));
	case SQLITE_NOMEM:
		return err_fail_code(err, ERR_FULL, code, _("not enough memory"));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		mirror->is_damaged = true;
		return err_fail_code(err, ERR_DAMAGED, code,
		    _("the local copy is damaged; it is made anew at the next start"));
	case SQLITE_BUSY:
		return err_fail_code(
		    err, ERR_BUSY, code, _("another process is at work in the local copy"));
	case SQLITE_INTERRUPT:
		return err_fail_code(err, ERR_STOPPED, code, _("stopped"));
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_PERM:
		return err_fail_code(
		    err, ERR_INPUT, code, _("the local copy cannot be written: %s"), said);
	default:
		return err_fail_code(
		    err, ERR_SYSTEM, code, _("the local copy refused a question: %s"), said);
	}
}

bool local_exec(struct mirror *mirror, const char *script, struct err *err)
{
	int code = sqlite3_exec(mirror->handle, script, NULL, NULL, NULL);

	return code == SQLITE_OK || local_fail(mirror, code, err);
}

/* SQLite asks now and then whether to go on; the only way to end a scan between two rows. */
static int time_is_up(void *of)
{
	const struct mirror *mirror = of;

	return mirror->scan.deadline_ms && clock_mono_ms() >= mirror->scan.deadline_ms;
}

void local_patience(struct mirror *mirror, int milliseconds)
{
	mirror->scan = (struct scan){0};
	if (milliseconds)
		mirror->scan.deadline_ms = milliseconds > 0 ? clock_mono_ms() + milliseconds : 1;
	sqlite3_progress_handler(
	    mirror->handle, milliseconds ? STEPS_A_LOOK : 0, time_is_up, mirror);
}

void local_close(struct mirror *mirror)
{
	if (!mirror)
		return;
	local_leave(mirror);
	bool takes_it_away = mirror->is_damaged && mirror->writes && !mirror->off_disk;

	g_hash_table_destroy(mirror->kept);
	g_hash_table_destroy(mirror->counts);
	sqlite3_close_v2(mirror->handle);
	calm_free(mirror->calm);
	if (takes_it_away && mirror->lock >= 0) {
		/* A file that others have open is left to the last of them. */
		if (place_alone(mirror->lock))
			place_remove(mirror->path);
		else
			place_spoil(mirror->path);
	}
	if (mirror->lead >= 0)
		close(mirror->lead);
	if (mirror->lock >= 0)
		close(mirror->lock);
	g_free(mirror->path);
	g_free(mirror->seen_path);
	g_free(mirror);
}

struct mirror *local_open(const char *path, bool writes, struct err *err)
{
	struct mirror *mirror = g_new0(struct mirror, 1);

	mirror->calm = calm_new();
	int code = sqlite3_open_v2(path, &mirror->handle,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, calm_name(mirror->calm));

	mirror->kept = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, probe_free);
	mirror->counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	mirror->writes = writes;
	mirror->lock = mirror->lead = -1;
	mirror->patience_ms = PAGE_PATIENCE_MS;
	mirror->path = g_strdup(path);
	if (code != SQLITE_OK) {
		local_fail(mirror, code, err);
		local_close(mirror);
		return NULL;
	}
	sqlite3_extended_result_codes(mirror->handle, 1);
	sqlite3_busy_timeout(mirror->handle, writes ? 5000 : 200);
	return mirror;
}

static void note(struct probe *probe, int code)
{
	if (code == SQLITE_INTERRUPT && probe->mirror->scan.deadline_ms)
		probe->was_late = true;
	else if (code != SQLITE_OK)
		local_fail(probe->mirror, code, &probe->err);
}

static gboolean is_idle(gpointer key, gpointer value, gpointer unused)
{
	(void)key;
	(void)unused;
	return !((struct probe *)value)->is_asked;
}

static struct probe *prepare(struct mirror *mirror, const char *text)
{
	struct probe *probe = g_new0(struct probe, 1);

	probe->mirror = mirror;
	probe->text = g_strdup(text);
	note(probe, sqlite3_prepare_v3(
			mirror->handle, text, -1, SQLITE_PREPARE_PERSISTENT, &probe->stmt, NULL));
	return probe;
}

struct probe *probe_begin(struct mirror *mirror, const char *text)
{
	struct probe *probe = g_hash_table_lookup(mirror->kept, text);
	bool is_nested = probe && probe->is_asked;

	if (!probe || is_nested) {
		probe = prepare(mirror, text);
		if (probe->stmt && !is_nested) {
			if (g_hash_table_size(mirror->kept) >= KEPT_MAX)
				g_hash_table_foreach_remove(mirror->kept, is_idle, NULL);
			probe->is_kept = true;
			g_hash_table_insert(mirror->kept, probe->text, probe);
		}
	}
	probe->is_asked = true;
	probe->was_late = false;
	probe->bound = 0;
	return probe;
}

static bool can_bind(struct probe *probe)
{
	probe->bound++;
	return probe->stmt && probe->err.kind == ERR_NONE;
}

void probe_int(struct probe *probe, int64_t value)
{
	if (can_bind(probe))
		note(probe, sqlite3_bind_int64(probe->stmt, probe->bound, value));
}

void probe_text(struct probe *probe, const char *value)
{
	if (!can_bind(probe))
		return;
	if (value)
		note(probe, sqlite3_bind_text64(probe->stmt, probe->bound, value, strlen(value),
				SQLITE_TRANSIENT, SQLITE_UTF8));
	else
		note(probe, sqlite3_bind_null(probe->stmt, probe->bound));
}

static bool bytes_of_hex(const char *hex, unsigned char bytes[32])
{
	if (!hex || strlen(hex) != 64)
		return false;
	for (int i = 0; i < 32; i++) {
		int high = g_ascii_xdigit_value(hex[2 * i]);
		int low = g_ascii_xdigit_value(hex[2 * i + 1]);

		if (high < 0 || low < 0 || g_ascii_isupper(hex[2 * i]) ||
		    g_ascii_isupper(hex[2 * i + 1]))
			return false;
		bytes[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

void probe_digest(struct probe *probe, const char *hex)
{
	unsigned char bytes[32];

	if (!bytes_of_hex(hex, bytes))
		probe_text(probe, hex ? hex : "");
	else if (can_bind(probe))
		note(probe, sqlite3_bind_blob(
				probe->stmt, probe->bound, bytes, sizeof(bytes), SQLITE_TRANSIENT));
}

bool probe_row(struct probe *probe)
{
	if (!probe->stmt || probe->err.kind != ERR_NONE || probe->was_late)
		return false;
	int code = sqlite3_step(probe->stmt);

	probe->column = 0;
	if (code == SQLITE_ROW)
		return true;
	if (code != SQLITE_DONE)
		note(probe, code);
	return false;
}

int64_t probe_get_int(struct probe *probe)
{
	return sqlite3_column_int64(probe->stmt, probe->column++);
}

const char *probe_peek(struct probe *probe)
{
	const char *text = (const char *)sqlite3_column_text(probe->stmt, probe->column++);

	return text ? text : "";
}

char *probe_get_text(struct probe *probe)
{
	return g_strdup(probe_peek(probe));
}

char *probe_get_digest(struct probe *probe)
{
	static const char digits[] = "0123456789abcdef";

	if (sqlite3_column_type(probe->stmt, probe->column) != SQLITE_BLOB)
		return probe_get_text(probe);
	int len = sqlite3_column_bytes(probe->stmt, probe->column);
	const unsigned char *bytes = sqlite3_column_blob(probe->stmt, probe->column++);
	char *hex = g_malloc(2 * (size_t)len + 1);

	for (int i = 0; i < len; i++) {
		hex[2 * i] = digits[bytes[i] >> 4];
		hex[2 * i + 1] = digits[bytes[i] & 15];
	}
	hex[2 * (size_t)len] = '\0';
	return hex;
}

void probe_column(struct probe *probe, int at)
{
	probe->column = at;
}

bool probe_was_late(const struct probe *probe)
{
	return probe->was_late;
}

bool probe_end(struct probe *probe, struct err *err)
{
	bool good = probe->err.kind == ERR_NONE;

	if (!good && err->kind == ERR_NONE)
		*err = probe->err;
	err_clear(&probe->err);
	probe->is_asked = false;
	if (probe->is_kept) {
		sqlite3_reset(probe->stmt);
		sqlite3_clear_bindings(probe->stmt);
	} else {
		probe_free(probe);
	}
	return good;
}

bool probe_run(struct probe *probe, struct err *err)
{
	while (probe_row(probe))
		;
	return probe_end(probe, err);
}

int64_t local_changes(struct mirror *mirror)
{
	return sqlite3_changes64(mirror->handle);
}

int64_t local_total_changes(struct mirror *mirror)
{
	return sqlite3_total_changes64(mirror->handle);
}

bool local_int(
    struct mirror *mirror, const char *text, int64_t fallback, int64_t *value, struct err *err)
{
	struct probe *probe = probe_begin(mirror, text);

	*value = probe_row(probe) ? probe_get_int(probe) : fallback;
	return probe_end(probe, err);
}
