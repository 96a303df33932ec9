/* One report as a list shows it; its texts are revisions, its story is events. */
#ifndef MODEL_REPORT_H
#define MODEL_REPORT_H

#include "model/revision.h"

struct report {
	int64_t id;
	char *uid; /* global id, travels between offices */
	char *number; /* the office's own, "2026-0041" */
	enum state state;
	enum state was; /* where a quarantined or forwarded report came from */
	enum source source;
	int64_t received_ms;
	int64_t since_ms; /* when it came into its state */
	int64_t limit_ms; /* the report's own limit, 0: none */
	int revision; /* the one that stands */
	char *digest; /* of that revision */
	int64_t assigned; /* person, 0: the pool of the role */
	int64_t merged_into; /* report, 0: none */
	char *dispatch_number; /* "2026-B0001", "" before dispatch */
	char *original_digest; /* of the bytes as they came, "" when typed or composed */
	char *original_name; /* file name as it came */
	int64_t seq; /* newest event of this report */
	/* Of the revision that stands, for lists: */
	char *title; /* masked while quarantined */
	char *writers;
	char *unit;
	enum urgency urgency;
	int chars;
	/* Worked out by the rules when the report is read (flow/turn.h), never stored on the share:
	 */
	unsigned turn_roles; /* whose turn it is, bits of enum role; 0: nobody's */
	int64_t turn_person; /* the one person whose turn it is, 0: the pool */
	int64_t due_ms; /* 0: none */
};

/* Everything empty, strings "". Owns: free with report_free. */
struct report *report_new(void);
struct report *report_copy(const struct report *report);
void report_free(struct report *report);

/* Take what lists show from the revision that stands: title, writers, unit, urgency, 字数, digest.
 */
void report_take_head(struct report *report, const struct revision *revision);

/* "2026-0041" from its parts. Owns: the caller frees. */
char *report_number(int year, int serial);
/* Accepts "2026-0041", "2026-41" and, with THIS_YEAR given, "41". False when it is no number. */
bool report_number_parse(const char *text, int this_year, int *year, int *serial) CHECKED;

#define CLAIM_TYPED ((int64_t)1 << 20) /* a step of the beat with which something was written */

/* A claim: who has the report open for writing (design 9). fence rises with every grant. */
struct claim {
	int64_t report;
	int64_t person;
	char *desk;
	int64_t fence;
	int64_t since_ms;
	int64_t
	    beat; /* rises while the holder lives, by CLAIM_TYPED where they wrote; never dated */
};
struct claim *claim_new(int64_t report, int64_t person, const char *desk, int64_t fence);
void claim_free(struct claim *claim);

#endif
