/* A new office: its file, its schema, its guards, its first event and its first administrator. */
#ifndef SHARE_INIT_H
#define SHARE_INIT_H

#include "share/open.h"

struct office {
	const char *name; /* "永州市政协办公室"; "" when not given */
	const char *level; /* county, city, province or nation */
	const char *person; /* the caller, person 1 and administrator */
	const char *login;
	const char *desk;
	const char *program;
	int64_t now_ms;
};

/*
 * Make the database and open it.
 * Owns: the caller closes. Errors: INPUT something is there already, a level that is none; as
 * share_create().
 */
struct share *share_init(const char *path, const struct office *office, struct err *err) CHECKED;

/* Settings that the office event sets. */
#define SETTING_OFFICE_NAME "office.name"
#define SETTING_OFFICE_LEVEL "office.level"
#define SETTING_OFFICE_UID "office.uid"
#define SETTING_ZONE "office.zone" /* IANA name of the time zone of numbers and days */
#define SETTING_LATE_ADDRESSEES "late-addressees" /* "yes": dispatch may name them */
#define OFFICE_ZONE "Asia/Shanghai" /* where the setting is not made */

#endif
