/* Reports by the hundred thousand, lifelike and the same for every run, for the bench. */
#ifndef BENCH_CORPUS_H
#define BENCH_CORPUS_H

#include "base/attr.h"

struct corpus;

struct corpus_report {
	const char *title, *writer, *unit, *contact, *category, *body;
	int64_t received_ms;
	size_t chars; /* of the body */
};

/* Words that stand in one report of ten thousand and nowhere else, for searches that find little.
 */
#define CORPUS_PLANTED "鼬鲸螭魅"

struct corpus *corpus_new(void);
void corpus_free(struct corpus *corpus);

/*
 * Report NUMBER (from 0) of the endless row; the same number gives the same report.
 * Owns: the strings belong to the corpus until the next call.
 */
void corpus_report(struct corpus *corpus, uint64_t number, struct corpus_report *report);

/* The file that a writer would send: title, writer's line, body. Owns: as above. */
const char *corpus_file(struct corpus *corpus, const struct corpus_report *report);

/* About CHARS characters of running text in paragraphs, for editors. Owns: as above. */
const char *corpus_document(struct corpus *corpus, uint64_t number, size_t chars);

#endif
