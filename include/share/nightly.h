/* The nightly copy: where, after which hour, how many; made by the first desk that is open then. */
#ifndef SHARE_NIGHTLY_H
#define SHARE_NIGHTLY_H

#include "share/backup_plan.h"
#include "share/open.h"

#define NIGHTLY_COPIES 30
#define NIGHTLY_DAYS 60

/* As the setting of the office has it. */
struct nightly {
	char
	    *folder; /* below the database's folder where it is not absolute; NULL: none are made */
	int hour; /* 0 to 23, of this machine's zone */
	int copies; /* at most so many stay */
	int days; /* and none older */
};
void nightly_clear(struct nightly *nightly);

/* "2 30 60 /backup/yanshen". Owns: the caller frees; nightly_clear(). Errors: INPUT. */
char *nightly_print(const struct nightly *nightly);
bool nightly_parse(const char *value, struct nightly *nightly, struct err *err) CHECKED;

/* Where the copies of the database at PATH go. Owns: the caller frees. */
char *nightly_folder(const struct nightly *nightly, const char *path);
/* The newest moment at which one was due, as in a copy's name ("20261124-0200"). */
void nightly_due(const struct nightly *nightly, int64_t now_ms, char stamp[14]);

/* What is known of the nightly copies. */
struct nightly_found {
	struct nightly nightly;
	char *folder; /* NULL: none are made */
	char *newest; /* copy that lies there; NULL: none */
	char due[14];
	bool is_owed; /* none was made since it was due */
	bool same_drive; /* the folder goes with the database's own disk or server */
	struct backup backup; /* made now; path NULL: not */
};
void nightly_found_clear(struct nightly_found *found);

/* Look at setting and folder. PLAN: local_dir and now_ms count. Owns: nightly_found_clear().
 * Errors: INPUT the folder is not there, or may not be written; AWAY, BUSY. */
bool nightly_look(struct share *share, const struct backup_plan *plan, struct nightly_found *found,
    struct err *err) CHECKED;

/*
 * The same, then make the copy that is owed: one desk does, the others leave it to that one. What a
 * killed desk had begun counts for nothing, the next desk makes it.
 * Errors: as nightly_look() and share_backup().
 */
bool nightly_make(struct share *share, const struct backup_plan *plan, struct nightly_found *found,
    struct err *err) CHECKED;

/*
 * Of the nightly copies of the database at PATH, by the setting's VALUE, those in which texts of
 * REPORT still stand; NULL where none are made or the folder cannot be looked into. UID: of the
 * office. Owns: the caller frees the array of paths.
 */
GPtrArray *nightly_holding(const char *value, const char *path, const char *uid, int64_t report);

#endif
