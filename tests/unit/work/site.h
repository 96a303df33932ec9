/* A share and what a desk keeps of it, in a folder of their own: for tests that open and close
 * both. */
#ifndef WORK_SITE_H
#define WORK_SITE_H

#include "unit.h"

#include "work/deed.h"

struct site {
	char *dir, *db, *away, *state;
};

/* An office at site->db. */
void site_begin(struct site *site);
void site_end(struct site *site);
/* A folder and all in it. */
void site_remove(const char *dir);
/* Keys of the office (0), its founder (1) and a clerk (2), the same in all of this process. Borrowed. */
const GPtrArray *site_keys(int64_t person);
/* Another office at PATH. */
void site_office(const char *path, const char *name);

bool site_open(const struct site *site, struct ground *ground, struct mirror **reader,
    struct err *err) CHECKED;
void site_close(struct ground *ground, struct mirror *reader);

/* A deed that changes the office: its motto. Owns: deed_free. */
struct deed *site_setting(const char *value);
/* It is done, and read back. */
void site_set(struct ground *ground, const char *value);
void site_motto_is(struct mirror *reader, const char *value);

#endif
