/* Labels before fields: "反映人：", "联 系 电 话:", or the cell left of a cell. */
#ifndef EXCHANGE_LABEL_H
#define EXCHANGE_LABEL_H

#include "base/attr.h"

enum label {
	LABEL_NONE,
	LABEL_TITLE,
	LABEL_WRITER,
	LABEL_JOINT, /* who signed with the writer */
	LABEL_UNIT,
	LABEL_CONTACT,
	LABEL_TEXT, /* the body itself */
	LABEL_SECTION, /* a part of the body, which keeps its heading */
	LABEL_OTHER, /* a field we have no place for */
};

/* A label and what follows it, both pointing into the line they were found in. */
struct labelled {
	enum label label;
	const char *start; /* of the label */
	const char *value;
	size_t len; /* bytes of value, blanks at both ends left out */
};

/* The label that WORD, of LEN bytes, is; blanks in it and a colon behind it do not matter. */
enum label label_of(const char *word, size_t len);

/*
 * Split a line into its labelled parts: "反映人：林某  电话：139…" has two. A label counts at the
 * beginning and behind a blank, comma, semicolon or bracket. Returns the number found, 0 when the
 * line does not begin with a label; at most MAX are filled in.
 */
size_t label_split(const char *line, size_t len, struct labelled *parts, size_t max);

/* Bytes of white space at the beginning of TEXT: ASCII blanks, U+3000, U+00A0. Line feeds are none.
 */
size_t blank_len(const char *text, size_t len);

/* The part of TEXT without white space at its ends; moves *TEXT and returns the length. */
size_t trimmed(const char **text, size_t len);

#endif
