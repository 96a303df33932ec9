/* What the racing desks did, as they saw it: a file of lines each, read back as one history. */
#ifndef RACE_HISTORY_H
#define RACE_HISTORY_H

#include "share/moves.h"

enum op_kind {
	OP_ACT, /* share_move */
	OP_TAKE, /* a claim, where nobody has it */
	OP_TAKE_OVER,
	OP_BEAT,
	OP_RELEASE,
	OP_LOOK, /* a reading transaction */
	OP_KINDS
};

enum op_end {
	OP_UNKNOWN, /* killed, or its answer was lost */
	OP_OK,
	OP_REFUSED
};

/* One operation: as it was begun, and as it ended. */
struct op {
	int64_t id; /* within its desk */
	int desk;
	enum op_kind kind;
	int move; /* enum move_id, with OP_ACT */
	int64_t person;
	int64_t report; /* 0: a new one */
	int64_t base; /* the revision a text was made from, 0: none */
	char uid[64]; /* of its event; OP_ACT */
	int64_t began_ns, ended_ns; /* one clock for all: they run on one machine */
	enum op_end end;
	int64_t seq; /* told: the newest event it wrote, or saw; the fence of a claim */
	int64_t made; /* told: the report it was done to */
	char number[32], dispatch[32]; /* told */
};

/* Name of a desk's file in the folder. Owns: the caller frees. */
char *history_path(const char *dir, int desk);

/* Append to the desk's file, in one write each. */
void history_begin(int file, struct op *op);
void history_end(int file, struct op *op);

/* Add what stands in the file to OPS (struct op); a line that a kill has cut is left out. */
void history_read(const char *path, GArray *ops);

int64_t history_now_ns(void);

#endif
