/* Automatic numbers of a Word file, which stand nowhere in its text. */
#ifndef EXCHANGE_DOCX_LIST_H
#define EXCHANGE_DOCX_LIST_H

#include "exchange/docx_xml.h"

struct docx_lists;

/*
 * Read the lists of numbering.xml and the styles of styles.xml that belong to one; either may be
 * NULL. Owns: free with docx_lists_free; the trees are not kept.
 */
struct docx_lists *docx_lists_new(const xmlDoc *numbering, const xmlDoc *styles);
void docx_lists_free(struct docx_lists *lists);

/*
 * The number that stands before the paragraph with these properties (w:pPr, may be NULL), and count
 * it: "（一）", "1.". Owns: the caller frees; NULL when it has none.
 */
char *docx_lists_next(struct docx_lists *lists, const xmlNode *properties);

#endif
