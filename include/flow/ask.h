/* A move as asked for, with what it carries. */
#ifndef FLOW_ASK_H
#define FLOW_ASK_H

#include "flow/story.h"

/* Everything is borrowed for the call. */
struct ask {
	enum move_id move;
	const char *reason;
	const char *words;
	const char *to; /* unit or addressees */
	const struct person *to_person; /* assign, record-paper: whom */
	const struct checklist *ticks;
	const char *digest; /* of the text the person saw; NULL or "": not asked */
	const struct revision *text; /* with MOVE_TEXT */
	int base; /* with MOVE_TEXT: the revision it was made from; 0: not asked */
	enum move_id paper; /* record-paper: MOVE_PASS or MOVE_SIGN */
	bool with_incoming; /* merge: one of the parts is incoming */
};

#endif
