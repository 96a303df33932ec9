/* The connection itself: VFS, fence, pragmas, side file. */
#include "share/connect.h"

#include "share/cloud.h"
#include "share/sqlerr.h"
#include "base/clock.h"
#include "base/lang.h"
#include "base/log.h"

#include <sqlite3.h>

#ifdef YANSHEN_TEST_HOOKS
/* The drive that a test gives this one out for, as the kernel would write its line. */
static void disguise(struct mount *mount)
{
	const char *line = g_getenv("YANSHEN_TEST_MOUNT");

	if (!line)
		return;
	mount_clear(mount);
	(void)!mount_parse(line, (int)g_ascii_strtoll(line, NULL, 10), mount);
}
#else
#define disguise(mount) ((void)(mount))
#endif

struct share *connect_new(char *path, const char *on_drive, struct err *err)
{
	struct share *share = g_new0(struct share, 1);
	struct mount mount = {0};

	share->path = path;
	/* Cloud programs copy folders of this computer; asking a drive for their marks costs calls.
	 */
	bool found = mount_find(on_drive, &mount, err);
	disguise(&mount);
	if (found && mount_fit(&mount, err) && (mount.is_remote || cloud_free(path, err))) {
		share->warning = mount_warning(&mount);
		share->vfs = vfs_new(&mount, err);
	}
	mount_clear(&mount);
	if (share->vfs)
		return share;
	connect_close(share);
	return NULL;
}

/* What must hold before the first question. Source: netdrive.md 5.3. */
static const struct {
	const char *set;
	const char *ask; /* NULL: the setting itself answers */
	const char *wanted;
} pragmas[] = {
    {"PRAGMA journal_mode=TRUNCATE", NULL, "truncate"},
    {"PRAGMA synchronous=FULL", "PRAGMA synchronous", "2"},
    {"PRAGMA locking_mode=NORMAL", NULL, "normal"},
    {"PRAGMA mmap_size=0", NULL, "0"},
    {"PRAGMA cache_size=-4096", "PRAGMA cache_size", "-4096"},
    {"PRAGMA cache_spill=OFF", "PRAGMA cache_spill", "0"},
    {"PRAGMA secure_delete=FAST", NULL, "2"},
    {"PRAGMA temp_store=MEMORY", "PRAGMA temp_store", "2"},
    {"PRAGMA foreign_keys=ON", "PRAGMA foreign_keys", "1"},
    {"PRAGMA trusted_schema=OFF", "PRAGMA trusted_schema", "0"},
    {"PRAGMA cell_size_check=ON", "PRAGMA cell_size_check", "1"},
};

bool connect_set_up(struct share *share, struct err *err)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pragmas); i++) {
		const char *ask = pragmas[i].ask ? pragmas[i].ask : pragmas[i].set;

		if (pragmas[i].ask && !sql_exec(share->db, pragmas[i].set, err))
			return false;
		struct sql *sql = sql_ask(share->db, ask);
		g_autofree char *got = sql_row(sql) ? sql_get_dup(sql, 0) : NULL;

		if (!sql_end(sql, err))
			return false;
		/* A SQLite built without mapping has nothing to say about it. */
		if (g_strcmp0(got, pragmas[i].wanted) != 0 && (got || i != 3))
			return err_fail(err, ERR_SYSTEM, _("this SQLite does not obey: %s gave %s"),
			    ask, got ? got : "-");
	}
	return true;
}

bool connect_open(struct share *share, int flags, struct err *err)
{
	sqlite3 *handle = NULL;
	int code = sqlite3_open_v2(share->path, &handle,
	    flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW,
	    vfs_name(share->vfs));

	if (code != SQLITE_OK) {
		sqlerr_fail(err, handle, code);
		sqlite3_close(handle);
		return false;
	}
	share->db = db_new(handle);
	busy_init(&share->busy, handle);
	connect_wait(share);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return vfs_arm(share->vfs, share->path, err);
}

bool connect_is_there(struct share *share, struct err *err)
{
	int has_moved = 0;

	sqlite3_file_control(db_handle(share->db), "main", SQLITE_FCNTL_HAS_MOVED, &has_moved);
	return !has_moved || sqlerr_fail(err, NULL, SQLITE_READONLY_DBMOVED);
}

void connect_side_file(struct share *share)
{
	struct err err = {0};

	share->gate = gate_open(share->path, &err);
	if (!share->gate)
		log_line("no side file: %s", err.words);
}

/* Test builds: a story of a locked share need not last as long as the lock. */
static int64_t usual_wait_ms(void)
{
#ifdef YANSHEN_TEST_HOOKS
	const char *set = g_getenv("YANSHEN_TEST_PATIENCE");

	if (set)
		return g_ascii_strtoll(set, NULL, 10);
#endif
	return CONNECT_WAIT_MS;
}

void connect_wait(struct share *share)
{
	int64_t until = share->deadline_ms ? share->deadline_ms : clock_mono_ms() + usual_wait_ms();

	busy_until(&share->busy, until, share->stop);
}

void connect_close(struct share *share)
{
	if (!share)
		return;
	db_close(share->db);
	vfs_free(share->vfs); /* the fence's descriptor: its end would end the connection's locks */
	gate_close(share->gate);
	roster_free(share->roster);
	seal_close(share->seal);
	g_free(share->pinned);
	g_free(share->path);
	g_free(share);
}
