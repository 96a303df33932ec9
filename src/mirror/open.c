/* Opening the mirror: two connections to one file in WAL mode, made anew where it is no use. */
#include "mirror/open.h"

#include "base/fs.h"
#include "base/lang.h"
#include "mirror/grams.h"
#include "mirror/local.h"
#include "mirror/place.h"
#include "mirror/schema_sql.h"
#include "model/terms.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <unistd.h>

#define PAGE_BYTES 8192 /* three texts of 800 characters; 4096 would waste a third of each page */

/* States and roles are stored by their place in the tables, so another table is another version. */
static int version(void)
{
	g_autoptr(GString) all = g_string_new(schema_sql);
	uint32_t sum = 2166136261u;

	for (int i = 0; i < STATE_COUNT; i++)
		g_string_append(all, state_name((enum state)i));
	for (int i = 0; i < ROLE_COUNT; i++)
		g_string_append(all, role_name((enum role)i));
	for (int i = 0; i < SOURCE_COUNT; i++)
		g_string_append(all, source_name((enum source)i));
	for (size_t i = 0; i < all->len; i++)
		sum = (sum ^ (unsigned char)all->str[i]) * 16777619u;
	return (int)(sum & 0x7FFFFFFF) | 1;
}

static bool tune(struct mirror *mirror, struct err *err)
{
	/* 1 MiB of cache each: what a screen needs again; more of it only fills up, the further the
	 * larger the office. The writer syncs at checkpoints only: a power cut costs a re-read. */
	return local_exec(mirror,
		   "PRAGMA cache_size = -1024; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
		   "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON",
		   err) &&
	       local_exec(mirror,
		   mirror->writes
		       ? "PRAGMA journal_size_limit = 33554432; PRAGMA secure_delete = ON"
		       : "PRAGMA query_only = ON",
		   err) &&
	       local_exec(mirror,
		   mirror->off_disk ? "PRAGMA synchronous = OFF" : "PRAGMA synchronous = NORMAL",
		   err) &&
	       grams_join(mirror, err);
}

static bool make_schema(struct mirror *mirror, struct err *err)
{
	g_autofree char *stamp = g_strdup_printf("PRAGMA user_version = %d", version());
	g_autofree char *shape = g_strdup_printf(
	    "PRAGMA page_size = %d; PRAGMA journal_mode = WAL; BEGIN IMMEDIATE", PAGE_BYTES);

	return local_exec(mirror, shape, err) && local_exec(mirror, schema_sql, err) &&
	       local_exec(mirror, stamp, err) && local_exec(mirror, "COMMIT", err);
}

/* Whether the file is of this very version and answers; false without an error when it is not. */
static bool is_ours(struct mirror *mirror)
{
	struct err ignored = {0};
	int64_t found = 0;
	int64_t count = 0;

	return local_int(mirror, "PRAGMA user_version", 0, &found, &ignored) &&
	       found == version() &&
	       local_int(mirror, "SELECT count(*) FROM mark", -1, &count, &ignored) && count >= 0;
}

/*
 * Whether its first copy was broken off by this computer going down: only its end syncs, and a
 * program that is left (mirror_bulk). What a killed program left is whole.
 */
static bool was_torn(struct mirror *mirror)
{
	g_autofree char *now = place_boot();
	struct err ignored = {0};
	struct probe *probe = probe_begin(mirror,
	    "SELECT boot.value FROM mark AS boot, mark AS loose "
	    "WHERE boot.name = 'boot' AND loose.name = 'loose' AND loose.value <> 0");
	g_autofree char *began = probe_row(probe) ? probe_get_text(probe) : NULL;
	bool is_torn = began && strcmp(began, MARK_SYNCED) != 0 && g_strcmp0(began, now) != 0;

	return !probe_end(probe, &ignored) || is_torn;
}

static struct mirror *open_one(const char *path, bool writes, bool off_disk, struct err *err)
{
	struct mirror *mirror = local_open(path, writes, err);

	if (!mirror)
		return NULL;
	mirror->off_disk = off_disk;
	if (writes)
		local_bound_log(mirror);
	if (tune(mirror, err))
		return mirror;
	mirror_close(mirror);
	return NULL;
}

/* A new file must be 0600 before SQLite puts anything in it; -wal and -shm take after it. */
static bool touch(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0) {
		int code = errno;
		return err_fail_code(
		    err, err_kind_of_errno(code), code, "%s: %s", path, tr_system(code));
	}
	close(fd);
	return true;
}

static struct mirror *make_anew(const char *path, bool off_disk, struct err *err)
{
	place_remove(path);
	if (!touch(path, err))
		return NULL;
	struct mirror *mirror = open_one(path, true, off_disk, err);
	if (mirror && !make_schema(mirror, err)) {
		mirror_close(mirror);
		return NULL;
	}
	return mirror;
}

/* ALONE: nobody else has it open. Else one that is no use is NULL, without an error. */
static struct mirror *open_writer(const char *path, bool off_disk, bool alone, struct err *err)
{
	struct err first = {0};

	if (alone && !touch(path, err))
		return NULL;
	struct mirror *mirror = open_one(path, true, off_disk, &first);
	if (mirror && is_ours(mirror) && !was_torn(mirror) && !(alone && place_is_spoilt(path)))
		return mirror;
	if (mirror)
		mirror->is_damaged =
		    false; /* removed right here, or by the last that has it open */
	mirror_close(mirror);
	return alone ? make_anew(path, off_disk, err) : NULL;
}

/* Both connections on a file without a name. *WRITER is open already. */
static bool finish_off_disk(struct mirror **writer, struct mirror **reader, struct err *err)
{
	int64_t count;

	*reader = open_one((*writer)->path, false, true, err);
	/* Each must have touched the file, or it would look for -wal and -shm by their names later.
	 */
	bool good = *reader && local_int(*reader, "SELECT count(*) FROM mark", 0, &count, err) &&
		    local_exec(*writer, "BEGIN IMMEDIATE; COMMIT", err);
	place_remove((*writer)->path);
	if (!good) {
		mirror_close(*writer);
		mirror_close(*reader);
		*writer = *reader = NULL;
	}
	return good;
}

static bool open_off_disk(struct mirror **writer, struct mirror **reader, struct err *err)
{
	g_autofree char *path = place_in_memory(err);

	*writer = path ? open_writer(path, true, true, err) : NULL;
	if (!*writer) {
		if (path)
			place_remove(path);
		return false;
	}
	return finish_off_disk(writer, reader, err);
}

/*
 * Every process of this account that has it open holds the lock with the others; whoever finds it
 * free is alone for that moment, and may make it anew.
 */
static bool open_on_disk(const struct mirror_place *place, const char *dir, struct mirror **writer,
    struct mirror **reader, struct err *err)
{
	g_autofree char *path = place_file(dir, place->office, ".db");
	g_autofree char *lock_path = place_file(dir, place->office, ".lock");
	bool alone = false;
	int lock = place_join(lock_path, &alone, err);

	if (err->kind != ERR_NONE)
		return false;
	*writer = lock >= 0 ? open_writer(path, false, alone, err) : NULL;
	if (lock >= 0)
		place_share(lock);
	if (!*writer) {
		if (lock >= 0)
			close(lock);
		/* Another version of the program keeps it: this one has its own, off the disk. */
		return err->kind == ERR_NONE && open_off_disk(writer, reader, err);
	}
	(*writer)->lock = lock;
	(*writer)->seen_path = place_file(dir, place->office, ".seen");
	*reader = open_one(path, false, false, err);
	if (*reader && is_ours(*reader))
		return true;
	mirror_close(*reader);
	mirror_close(*writer);
	*reader = *writer = NULL;
	return err_fail(err, ERR_DAMAGED, _("the local copy cannot be read back"));
}

bool mirror_open(const struct mirror_place *place, struct mirror **writer, struct mirror **reader,
    struct err *err)
{
	g_autofree char *dir = place_dir(place->state_dir, place->share);

	*writer = *reader = NULL;
	if (place->off_disk)
		return open_off_disk(writer, reader, err);
	return place_make(dir, err) && place_settle(dir, place->share, place->office, err) &&
	       open_on_disk(place, dir, writer, reader, err);
}

char *mirror_office(const char *state_dir, const char *share)
{
	g_autofree char *dir = place_dir(state_dir, share);
	g_autofree char *known = place_office(dir);

	if (!known)
		return NULL;
	g_autofree char *path = place_file(dir, known, ".db");
	return access(path, R_OK | W_OK) == 0 ? g_steal_pointer(&known) : NULL;
}

struct mirror *mirror_open_away(
    const char *state_dir, const char *share, char **office, struct err *err)
{
	g_autofree char *known = mirror_office(state_dir, share);

	*office = NULL;
	if (!known)
		return NULL;
	g_autofree char *dir = place_dir(state_dir, share);
	g_autofree char *path = place_file(dir, known, ".db");
	struct mirror *mirror = open_one(path, false, false, err);
	if (mirror && is_ours(mirror)) {
		*office = g_steal_pointer(&known);
		return mirror;
	}
	mirror_close(mirror);
	return NULL;
}

static void ask_quietly(struct mirror *mirror, const char *statement)
{
	struct err ignored = {0};

	if (!probe_run(probe_begin(mirror, statement), &ignored))
		err_clear(&ignored);
}

void mirror_hold(struct mirror *mirror)
{
	ask_quietly(mirror, "BEGIN");
}

void mirror_let(struct mirror *mirror)
{
	ask_quietly(mirror, "COMMIT");
}

void mirror_start(void)
{
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

void mirror_close(struct mirror *mirror)
{
	local_close(mirror);
}

bool mirror_writes(const struct mirror *mirror)
{
	return mirror->writes;
}

bool mirror_changed(struct mirror *mirror)
{
	struct err ignored = {0};
	int64_t now = 0;

	if (!local_int(mirror, "PRAGMA data_version", 0, &now, &ignored))
		return true;
	bool changed = now != mirror->data_version;
	mirror->data_version = now;
	return changed;
}
