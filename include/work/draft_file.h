/* A draft as it lies on the local disk: whose, of which report, made from which revision. */
#ifndef WORK_DRAFT_FILE_H
#define WORK_DRAFT_FILE_H

#include "model/revision.h"

struct draft_file {
	char *report_uid;
	char *number;
	int64_t person;
	int base; /* the revision it was made from */
	char *base_digest; /* and its digest */
	int64_t fence; /* of the claim it was written under, 0: none */
	int64_t kept_ms;
	struct revision *text;
};

void draft_file_clear(struct draft_file *file);
/* Name of the file in the folder of drafts: one a report and session. Owns: the caller frees. */
char *draft_file_name(const char *report_uid, const char *session);
/* Owns: the caller unrefs. */
GBytes *draft_file_print(const struct draft_file *file);
/* False for bytes that no draft_file_print wrote, or were cut. Owns: draft_file_clear() frees. */
bool draft_file_parse(GBytes *bytes, struct draft_file *file) CHECKED;

#endif
