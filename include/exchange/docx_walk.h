/* The walk through a Word document's text: what its paragraphs and its tables share. */
#ifndef EXCHANGE_DOCX_WALK_H
#define EXCHANGE_DOCX_WALK_H

#include "exchange/docx_list.h"

/* What the walk has met so far. */
struct docx_walk {
	GString *text; /* a line a paragraph */
	GString *aside; /* text boxes, for secrecy marks */
	GPtrArray *notes; /* char * */
	struct docx_lists *lists;
	int inserted, deleted, hidden, pictures, objects, formulas;
};

/* Add the paragraphs and tables below PARENT to the text. */
void docx_walk_blocks(struct docx_walk *walk, const xmlNode *parent);

/* Add a table: fields as "label：value" lines, other rows as lines of cells with a tab between. */
void docx_walk_table(struct docx_walk *walk, const xmlNode *table);

/* The text below PARENT by itself, with the same counting. Owns: the caller frees. */
char *docx_walk_apart(struct docx_walk *walk, const xmlNode *parent);

/* Whether words beside the text say more than the number of a page. */
bool docx_is_more_than_a_number(const char *words);

#endif
