/* One table from SQLite's codes to what a person can do about them. */
#include "share/sqlerr.h"

#include "base/lang.h"

#include <sqlite3.h>

struct meaning {
	int code; /* extended, or primary for all that begin with it */
	enum err_kind kind;
	const char *words;
};

static const char broken[] = N_(
    "the database file is damaged: stop working in it, keep a copy and call the administrator");
static const char away[] = N_(
    "the drive does not answer or reports an error; what was not confirmed is not in the file");
static const char no_write[] = N_("the database can only be read here");

/* Extended codes before the primary ones that would swallow them. */
static const struct meaning meanings[] = {
    {SQLITE_BUSY, ERR_BUSY, N_("another desk is writing just now; try again in a moment")},
    {SQLITE_PROTOCOL, ERR_INPUT,
	N_("another program keeps this database in WAL mode, which is not safe on a drive")},
    {SQLITE_INTERRUPT, ERR_STOPPED, N_("stopped")},
    {SQLITE_NOMEM, ERR_FULL, N_("not enough memory")},
    {SQLITE_IOERR_NOMEM, ERR_FULL, N_("not enough memory")},
    {SQLITE_READONLY_DBMOVED, ERR_AWAY,
	N_("the database file was replaced or moved away while it was open; open it again")},
    {SQLITE_READONLY_ROLLBACK, ERR_INPUT,
	N_("a write that broke off must first be taken back, by a desk that may write here")},
    {SQLITE_READONLY, ERR_INPUT, no_write},
    {SQLITE_PERM, ERR_INPUT, no_write},
    {SQLITE_AUTH, ERR_INPUT, no_write},
    {SQLITE_IOERR_LOCK, ERR_AWAY,
	N_("the drive lost this desk's lock, or somebody wrote under it; nothing was written")},
    {SQLITE_IOERR_CORRUPTFS, ERR_DAMAGED, broken},
    {SQLITE_IOERR_DATA, ERR_DAMAGED, broken},
    {SQLITE_IOERR, ERR_AWAY, away},
    {SQLITE_CANTOPEN, ERR_AWAY, N_("the database or its journal cannot be opened")},
    {SQLITE_CORRUPT, ERR_DAMAGED, broken},
    {SQLITE_NOTADB, ERR_DAMAGED, broken},
    {SQLITE_FULL, ERR_FULL, N_("no space is left on the drive; nothing was written")},
    {SQLITE_TOOBIG, ERR_FULL, N_("a text is larger than the database can hold")},
    {SQLITE_CONSTRAINT_UNIQUE, ERR_STALE, N_("somebody entered the same first")},
    {SQLITE_CONSTRAINT_PRIMARYKEY, ERR_STALE, N_("somebody entered the same first")},
    {SQLITE_CONSTRAINT_ROWID, ERR_STALE, N_("somebody entered the same first")},
};

static const struct meaning *meaning_of(int code)
{
	for (size_t i = 0; i < G_N_ELEMENTS(meanings); i++) {
		if (meanings[i].code == code)
			return &meanings[i];
	}
	for (size_t i = 0; i < G_N_ELEMENTS(meanings); i++) {
		if (meanings[i].code == (code & 0xff))
			return &meanings[i];
	}
	return NULL;
}

/* The reason behind a failed call, where it tells more than the code does. */
static bool fail_errno(struct err *err, int system, int code, const char *where)
{
	enum err_kind kind = err_kind_of_errno(system);

	if (kind != ERR_FULL && kind != ERR_INPUT)
		kind = ERR_AWAY;
	return err_fail_at(
	    err, kind, code, where, _("the database cannot be used: %s"), tr_system(system));
}

bool sqlerr_fail_at(struct err *err, struct sqlite3 *handle, int code, const char *where)
{
	const struct meaning *found = meaning_of(code);
	int primary = code & 0xff;
	int system = handle ? sqlite3_system_errno(handle) : 0;

	/* A guard's own sentence is a msgid of the room that wrote the guard. */
	if (code == SQLITE_CONSTRAINT_TRIGGER && handle)
		return err_fail_at(err, ERR_DENIED, code, where, "%s", _(sqlite3_errmsg(handle)));
	if (primary == SQLITE_CANTOPEN && system)
		return fail_errno(err, system, code, where);
	if (primary == SQLITE_IOERR && err_kind_of_errno(system) == ERR_FULL)
		return fail_errno(err, system, code, where);
	if (found)
		return err_fail_at(err, found->kind, code, where, "%s", _(found->words));
	return err_fail_at(err, ERR_SYSTEM, code, where,
	    _("the database refused a question: %s (%d)"),
	    handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code), code);
}
