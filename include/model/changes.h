/* What came from the share and is to go into the mirror: share fills it, work judges, mirror
 * stores. */
#ifndef MODEL_CHANGES_H
#define MODEL_CHANGES_H

#include "model/event.h"
#include "model/person.h"
#include "model/report.h"

/* One setting of the office. */
struct setting {
	char *name;
	char *value;
};

/*
 * One batch of one moment of the share. Whatever it holds is stored whole or not at all, and taking
 * it twice changes nothing. Rows replace those of the same report, revision or person.
 */
struct changes {
	GPtrArray *events; /* struct event, any order */
	GPtrArray *reports; /* struct report, with turn_roles, turn_person and due_ms worked out */
	GPtrArray *revisions; /* struct revision with body and digest */
	GPtrArray *people; /* struct person */
	GPtrArray *settings; /* struct setting */
	GPtrArray *claims; /* struct claim; NULL: not looked at, else all there are */
	/*
	 * Every event of FIRST to LAST is here, checked against its digest and the one before; 0, 0
	 * where events are only some. Ranges must touch what the mirror holds already.
	 */
	int64_t first_seq;
	int64_t last_seq;
	/* Every report whose newest event is at least this one is now with the mirror; 0: nothing
	 * said. */
	int64_t reports_down_to;
	/* Which state of the mirror it was asked for (mirror_marks); 0: it does not matter. */
	int64_t state;
	int64_t share_seq; /* newest event of the share at that moment */
	int64_t read_ms; /* wall clock of that moment */
};

/* Empty arrays that own what is added, claims NULL. Owns: free with changes_free. */
struct changes *changes_new(void);
void changes_free(struct changes *changes);

/* Owns: copies both. */
struct setting *setting_new(const char *name, const char *value);

#endif
