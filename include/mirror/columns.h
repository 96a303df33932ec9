/* Inside the room: which columns a report, an event and a revision are read from, and its keys. */
#ifndef MIRROR_COLUMNS_H
#define MIRROR_COLUMNS_H

#include "mirror/local.h"
#include "mirror/query.h"
#include "model/changes.h"

#define REPORT_COLUMNS                                                                           \
	"report.id, report.uid, report.number, report.state, report.was, report.source, "        \
	"report.received_ms, report.since_ms, report.limit_ms, report.revision, report.digest, " \
	"report.assigned, report.merged_into, report.dispatch_number, report.original_digest, "  \
	"report.original_name, report.seq, report.title, report.writers, report.unit, "          \
	"report.urgency, report.chars, report.turn_roles, report.turn_person, report.due_ms"
/* Owns: the caller frees. The columns are taken from the first on. */
struct report *columns_report(struct probe *probe);

/* What of a row follows from the marks of the mirror. */
#define ROW_COLUMNS                                        \
	REPORT_COLUMNS ", report.kept, report.first_seq, " \
		       "coalesce(claim.person, 0), coalesce(claim.desk, '')"

#define EVENT_COLUMNS                                                                             \
	"event.seq, event.uid, event.report, event.kind, event.from_state, event.to_state, "      \
	"event.person, event.person_name, event.desk, event.program, event.at_ms, event.reason, " \
	"event.words, event.revision, event.text_digest, event.detail, event.digest, "            \
	"(SELECT before.digest FROM event AS before WHERE before.seq = event.seq - 1)"
/* Owns: the caller frees. prev is "" where the event before is not here. */
struct event *columns_event(struct probe *probe);

#define HEAD_COLUMNS                                                                               \
	"revision.report, revision.no, revision.base, revision.title, revision.writers, "          \
	"revision.unit, revision.contact, revision.category, revision.addressees, "                \
	"revision.copies, revision.periodical, revision.urgency, revision.mark, revision.person, " \
	"revision.at_ms, revision.seq, revision.chars, revision.digest"
/* Owns: the caller frees. WITH_BODY: revision.body follows, else body is NULL. */
struct revision *columns_revision(struct probe *probe, bool with_body);

/* Keys that lists run along, made from a report's own fields alone: a row on the screen has them.
 */
int64_t columns_rank(const struct report *report);
int64_t columns_wait(const struct report *report);
int64_t columns_due_key(const struct report *report);
int64_t columns_number_key(const struct report *report);

#define RANK_NOBODY 3 /* rank of what is nobody's turn; urgent ones have less than RANK_PLAIN */
#define RANK_PLAIN 2

/* The number SORT_ID's key AT (0 to 2) has in this report; false where it is a text or there is
 * none. */
bool columns_key_int(enum query_sort sort, int at, const struct report *report, int64_t *key);
const char *columns_key_text(enum query_sort sort, int at, const struct report *report);
/* Column of a sort's key; NULL past the last. */
const char *columns_key_name(enum query_sort sort, int at);
/* Index that a sort runs along. */
const char *columns_index(enum query_sort sort);
/* Which of two rows comes first in that order; never 0 for two reports. */
int columns_compare(const struct query *query, const struct report *a, const struct report *b);

#endif
