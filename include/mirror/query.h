/* What a list shows and in which order: one value from which pages and counts are both made. */
#ifndef MIRROR_QUERY_H
#define MIRROR_QUERY_H

#include "model/report.h"

#define PAGE_PATIENCE_MS 40 /* of looking for rows before a page comes home partial */

/*
 * turn      it is my turn: assigned to me, or mine to do
 * pool      the turn of a role I hold, and nobody's in person
 * urgent    urgent or extra urgent, and somebody's turn
 * overdue   somebody's turn and past its time; today: due until the day ends
 * returned  waiting for the writer
 * mine      I acted on it once
 * kept      declined with N18, to be used again
 * feedback  issued, forwarded or declined, the writer still to be told: closing ends it
 */
enum query_view {
#define VIEW(id, name, words) VIEW_##id,
#include "mirror/views.def"
#undef VIEW
	VIEW_COUNT
};

/*
 * queue: what is somebody's turn by urgency, then by its time (so the overdue come first), then by
 * receipt, oldest first; after those what is nobody's turn, newest first.
 */
enum query_sort {
#define SORT(id, name, words, index, a, b, c) SORT_##id,
#include "mirror/sorts.def"
#undef SORT
	SORT_COUNT
};

/* One part of a filter. Parts are all to hold; the values of one part are alternatives. */
enum query_field {
	FIELD_WORDS, /* in title, writers, unit or number */
	FIELD_TITLE,
	FIELD_WRITER,
	FIELD_UNIT,
	FIELD_NUMBER,
	FIELD_STATE,
	FIELD_SOURCE,
	FIELD_URGENCY,
	FIELD_HAND, /* name of the person whose turn it is or to whom it is assigned */
	FIELD_RECEIVED, /* least <= value < most, as with due and chars */
	FIELD_DUE,
	FIELD_CHARS,
	FIELD_OVERDUE,
	FIELD_TODAY,
	FIELD_CLAIMED,
};
struct query_term {
	enum query_field field;
	bool inverted;
	GPtrArray *texts; /* char *, folded; for the fields of words */
	unsigned bits; /* states, sources or urgencies; one bit each */
	int64_t least;
	int64_t most;
	size_t at; /* where it stands in the text it came from, bytes */
	size_t len;
};

struct query {
	enum query_view view;
	unsigned states; /* bits of enum state; 0: any */
	enum query_sort sort;
	bool reversed;
	int64_t me;
	unsigned roles; /* mine */
	int64_t now_ms;
	int64_t day_end_ms; /* end of today in the office's zone */
	GPtrArray *terms; /* struct query_term */
};

/* Owns: the caller frees; an array of terms owns them. */
struct query_term *term_new(enum query_field field);
void term_free(struct query_term *term);
GPtrArray *terms_new(void);

/* Everything, in queue order, no filter. */
void query_init(struct query *query);
void query_clear(struct query *query);
/* Owns: TO is cleared by the caller. */
void query_copy(const struct query *from, struct query *to);

/*
 * Replace the filter by what TEXT says (design 8: QUERY). Parts stand between blanks:
 *
 *	塌陷            a word of title, writers, unit or number; "two words" keep together
 *	状态:待审核|待签发   state:review|signing    one of these states, by name or words
 *	反映人:林 writer:  单位: unit:  标题: title:  编号: number:  来源: source:  经手: hand:
 *	加急 特急 普通 urgent extra plain · 超期 overdue · 今日 today · 占用 claimed
 *	收稿:2026-03..2026-05 received:  时限: due:   a year, month or day, or from..to
 *	字数:>1500 chars:300..800
 *	!part           what does not fulfil it
 *
 * Width, case and quotation marks make no difference. ZONE is the office's (NULL: this machine's).
 * Errors: INPUT naming the column; the filter stays as it was.
 */
bool query_filter(struct query *query, const char *text, const char *zone, struct err *err) CHECKED;

/* Names as typed and printed ("turn", "queue"), words as shown. The parsers know both. */
const char *view_name(enum query_view view);
const char *view_words(enum query_view view);
bool view_parse(const char *name, enum query_view *view) CHECKED;
const char *sort_name(enum query_sort sort);
const char *sort_words(enum query_sort sort);
bool sort_parse(const char *name, enum query_sort *sort) CHECKED;

#endif
