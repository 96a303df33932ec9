/* Looking about in the XML of an office file, by local names; prefixes differ between writers. */
#ifndef EXCHANGE_DOCX_XML_H
#define EXCHANGE_DOCX_XML_H

#include "exchange/late.h"

/*
 * The tree of a part; no entity is expanded, no document type read, nothing fetched.
 * Owns: the caller frees it through LATE. Errors: INPUT when it is no sound XML; FULL past the
 * bound.
 */
xmlDoc *docx_tree(const struct late_xml *late, const GByteArray *part, struct err *err) CHECKED;

/* Whether a node is the element of this local name. */
bool docx_is_element(const xmlNode *node, const char *name);

/* First child element of that name, NULL when there is none; PATH goes down through "a/b". */
const xmlNode *docx_child(const xmlNode *node, const char *path);

/* First element of that name anywhere below. */
const xmlNode *docx_below(const xmlNode *node, const char *name);

/* Value of an attribute, NULL when it is not there. Owns: borrowed from the tree. */
const char *docx_attr(const xmlNode *node, const char *name);

/* The attribute w:val of the child at PATH, NULL when it is not there. */
const char *docx_val(const xmlNode *node, const char *path);

/* Whether the on/off child at PATH is there and not off. */
bool docx_is_on(const xmlNode *node, const char *path);

/* A number, or OTHERWISE when it is none. */
int docx_number_of(const char *text, int otherwise);

#endif
