/* The review sheet 核稿单: one page of A4 that a text is signed on, on paper. */
#ifndef EXCHANGE_SHEET_OUT_H
#define EXCHANGE_SHEET_OUT_H

#include "model/revision.h"

/* What the sheet says beside the revision itself; all strings are borrowed, none is NULL. */
struct sheet_facts {
	const char *number; /* the report's, "2026-0041" */
	int year; /* in the heading */
	const char *state; /* in words */
	const char *received; /* day */
	const char *digest; /* the short digest that ties the paper to the text */
	const char *printed; /* when and by whom */
	const char *const *points; /* the checklist */
	size_t point_count; /* at most 20 */
	const char *const *steps; /* who signs, left to right: 编辑, 审核, 签发 */
	const char *const *signs; /* what stands in each box: who gave it and when; "" for none */
	size_t step_count; /* at most 6 */
};

/*
 * The sheet as a Word file. It holds the text too where that fits on the page in letters one can
 * read; else it says how long the text is and that it is attached. No row ever grows past the page.
 * Owns: the caller unrefs. Errors: SYSTEM without libarchive, FULL.
 * Source: domain.md 6.3.
 */
GBytes *sheet_of_revision(
    const struct revision *revision, const struct sheet_facts *facts, struct err *err) CHECKED;

#endif
