/* The table of moves as rows that can be asked; expanded from moves.def. */
#ifndef FLOW_MOVE_H
#define FLOW_MOVE_H

#include "model/terms.h"

enum move_id {
#define MOVE(id, name, words, from, to, roles, flags) MOVE_##id,
#include "flow/moves.def"
#undef MOVE
	MOVE_COUNT
};

/* Where a move leads, besides a state. */
#define MOVE_STAY ((enum state)100)
#define MOVE_BACK ((enum state)101)

enum move_flag {
	MOVE_REASON = 1 << 0,
	MOVE_WORDS = 1 << 1,
	MOVE_TEXT = 1 << 2,
	MOVE_TO = 1 << 3,
	MOVE_TICKS = 1 << 4,
	MOVE_CLAIM = 1 << 5,
	MOVE_NOT_WRITER = 1 << 6,
	MOVE_NOT_TOUCHED = 1 << 7,
	MOVE_UNDO = 1 << 8,
	MOVE_DECISION = 1 << 9,
	MOVE_LATER = 1 << 10,
	MOVE_LENT = 1 << 11,
};

struct move {
	enum move_id id;
	const char *name; /* as stored, as typed on the command line */
	const char *words; /* msgid */
	unsigned from; /* bits of enum state */
	enum state to; /* or MOVE_STAY, MOVE_BACK */
	unsigned roles; /* bits of enum role */
	unsigned flags; /* enum move_flag */
};

/* The row of a move. Never NULL. */
const struct move *move_row(enum move_id id);
/* By stored name; false for a name that is no move, or one that has no way yet (LATER). */
bool move_parse(const char *name, enum move_id *id) CHECKED;
/* Whether NAME is the kind of an event at all. */
bool move_is_kind(const char *name, enum move_id *id);
/* As people read it. */
const char *move_words(enum move_id id);
/* Who may make it from a state: the row's roles, narrowed where they differ by state. */
unsigned move_roles(enum move_id id, enum state from);

/* Reasons of [D 2.3]: code, words, and the office's template for the person who gets it. */
enum reason_fits {
	REASON_FITS_DECLINE = 1,
	REASON_FITS_RETURN = 2
};
struct reason {
	const char *code;
	const char *name; /* msgid, at most eight Han characters in Chinese */
	const char *initials; /* of the Chinese name, as typed */
	const char *route; /* msgid of what the desk does next, NULL when nothing follows */
	unsigned fits; /* enum reason_fits: where the code is offered */
	const char *words; /* what the writer reads, in the office's language */
};
/* NULL past the last. */
const struct reason *reason_at(size_t at);
const struct reason *reason_by_code(const char *code);

#endif
