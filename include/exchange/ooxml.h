/* Writing Word files: paragraphs, runs and tables into the one part that holds them, and the rest.
 */
#ifndef EXCHANGE_OOXML_H
#define EXCHANGE_OOXML_H

#include "base/err.h"

/* Units of the format: twentieths of a point, and half points for the size of letters. */
#define OOXML_MM(mm) ((int)((mm)*56.6929 + 0.5))
#define OOXML_SIZE_2 44 /* 二号 */
#define OOXML_SIZE_3 32 /* 三号 */
#define OOXML_SIZE_4 28 /* 四号 */

/* How a run of letters looks; 0 and NULL are the document's own. */
struct ooxml_run {
	const char *font; /* of the Han characters */
	int size; /* half points */
	bool bold;
};

/* How a paragraph stands. */
struct ooxml_para {
	const char *align; /* "center", "right"; NULL: justified */
	int indent; /* of the first line: two letters of this size, in half points */
	int line; /* exact height of a line, in twentieths of a point; 0: the document's own */
	bool keep_next; /* on one page with the paragraph behind it */
};

struct ooxml_page {
	int top, bottom, left, right; /* margins, in twentieths of a point */
	int line_pitch; /* of the grid; 0: none */
	bool numbered; /* page numbers between dashes, odd right and even left */
	const char *font; /* of the body */
	int size; /* half points */
};

/* The body of a document as it grows. */
struct ooxml {
	GString *body;
};

/* An empty document. Owns: free with ooxml_clear. */
void ooxml_init(struct ooxml *doc);
void ooxml_clear(struct ooxml *doc);

/* A paragraph: begin, any number of runs, end. Letters XML cannot hold are left out of TEXT. */
void ooxml_para(struct ooxml *doc, const struct ooxml_para *para);
void ooxml_run(struct ooxml *doc, const struct ooxml_run *run, const char *text, size_t len);
void ooxml_para_end(struct ooxml *doc);

/* A table with these widths of its columns, in twentieths of a point, and thin lines. */
void ooxml_table(struct ooxml *doc, const int *widths, size_t columns);
/* A row of exactly HEIGHT; what does not fit into it is not seen. */
void ooxml_row(struct ooxml *doc, int height);
/* A cell over SPAN columns of together WIDTH; holds at least one paragraph. */
void ooxml_cell(struct ooxml *doc, int width, int span);
void ooxml_cell_end(struct ooxml *doc);
void ooxml_row_end(struct ooxml *doc);
void ooxml_table_end(struct ooxml *doc);

/*
 * The whole file on A4 pages. The same document gives the same bytes.
 * Owns: the caller unrefs. Errors: as zip_pack.
 */
GBytes *ooxml_pack(const struct ooxml *doc, const struct ooxml_page *page, struct err *err) CHECKED;

#endif
