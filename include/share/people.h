/* Rows of the tables person and setting: small, read whole, written only with their event. */
#ifndef SHARE_PEOPLE_H
#define SHARE_PEOPLE_H

#include "model/person.h"
#include "share/sql.h"

/* All people, those who left too, by id. Owns: the caller frees. Errors: as sqlerr.h, DAMAGED. */
GPtrArray *people_all(struct db *db, struct err *err) CHECKED;

/* Write a row, new or changed. Errors: DENIED by a guard, STALE. */
bool people_put(struct db *db, const struct person *person, bool is_new, struct err *err) CHECKED;

/* One setting. Owns: the caller frees *VALUE, NULL when unset. Errors: as sqlerr.h. */
bool settings_get(struct db *db, const char *key, char **value, struct err *err) CHECKED;
/* Every setting to TAKE, by key. Errors: as sqlerr.h. */
typedef void settings_take(void *of, const char *key, const char *value, int64_t seq);
bool settings_all(struct db *db, settings_take *take, void *of, struct err *err) CHECKED;
/* Write one. Errors: DENIED by a guard. */
bool settings_put(
    struct db *db, const char *key, const char *value, int64_t seq, struct err *err) CHECKED;

#endif
