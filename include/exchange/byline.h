/* The writers' line: who it is, of which unit, how to reach them, out of one run of words. */
#ifndef EXCHANGE_BYLINE_H
#define EXCHANGE_BYLINE_H

#include "base/attr.h"

/* Who wrote. What the words do not say is NULL. */
struct byline {
	GPtrArray *names; /* char *: the writer, then those who joined */
	char *unit; /* unit and duty */
	char *contact;
};

void byline_clear(struct byline *by);

/*
 * Take what stands behind 反映人： apart, in every order people use: "市政协委员、市第二中学教师
 * 林〇", "林〇，市第二中学教师，电话 139…", "张×（××局）、李某". Fields of BY that are set stay.
 * Owns: byline_clear frees what is in BY. NOTES, an array of char * or NULL, gets a sentence for
 * what a person should look at.
 */
void byline_parse(const char *words, size_t len, struct byline *by, GPtrArray *notes);

/* The words that byline_parse takes apart into these fields. Owns: the caller frees. */
char *byline_print(const struct byline *by);

/* Names joined by 、. Owns: the caller frees. */
char *byline_names(const struct byline *by);

/* Whether these words look like a person's name: a surname and one or two characters, 何某, 张×. */
bool byline_is_name(const char *words, size_t len);

#endif
