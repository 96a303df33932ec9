/* Inside the room: one change of a person, on its way to be an event. */
#ifndef SHARE_OFFICE_H
#define SHARE_OFFICE_H

#include "share/write.h"

struct change {
	struct writing *writing;
	const struct roster *roster;
	const struct act *act;
	enum move_id move;
	struct person *row; /* as it is to be */
	struct detail detail;
};

/*
 * Whether it may be, and what its event says: the row and the detail are filled in.
 * Errors: INPUT, DENIED, SYSTEM.
 */
bool change_prepare(struct change *change, struct err *err) CHECKED;

/* Whether a person can have this name. Errors: INPUT. */
bool office_name_fits(const char *name, struct err *err) CHECKED;

#endif
