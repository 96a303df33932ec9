/* Looking about in XML. */
#include "exchange/docx_xml.h"

#include "base/lang.h"

#define PART_BYTES (24u << 20) /* a part becomes a tree of several times its size */

xmlDoc *docx_tree(const struct late_xml *late, const GByteArray *part, struct err *err)
{
	xmlDoc *tree;

	if (part->len > PART_BYTES) {
		err_fail(err, ERR_FULL, _("the text of the file is larger than %u MiB"),
		    PART_BYTES >> 20);
		return NULL;
	}
	tree = late->read((const char *)part->data, (int)part->len, NULL, NULL,
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
	/* no office program writes a document type; who does means harm */
	if (tree && (tree->intSubset || !late->root(tree)))
		g_clear_pointer(&tree, late->free);
	if (!tree)
		err_fail(err, ERR_INPUT, _("the file is damaged: its text cannot be read"));
	return tree;
}

bool docx_is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

const xmlNode *docx_child(const xmlNode *node, const char *path)
{
	g_auto(GStrv) names = g_strsplit(path, "/", 0);

	for (char **name = names; node && *name; name++) {
		node = node->children;
		while (node && !docx_is_element(node, *name))
			node = node->next;
	}
	return node;
}

const xmlNode *docx_below(const xmlNode *node, const char *name)
{
	for (const xmlNode *child = node->children; child; child = child->next) {
		if (child->type != XML_ELEMENT_NODE)
			continue;
		const xmlNode *found = docx_is_element(child, name) ? child
								    : docx_below(child, name);

		if (found)
			return found;
	}
	return NULL;
}

const char *docx_attr(const xmlNode *node, const char *name)
{
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
		if (strcmp((const char *)attr->name, name) == 0)
			return attr->children ? (const char *)attr->children->content : "";
	return NULL;
}

const char *docx_val(const xmlNode *node, const char *path)
{
	const xmlNode *child = docx_child(node, path);

	return child ? docx_attr(child, "val") : NULL;
}

bool docx_is_on(const xmlNode *node, const char *path)
{
	const xmlNode *child = docx_child(node, path);
	const char *value = child ? docx_attr(child, "val") : NULL;

	return child && !(value && (strcmp(value, "0") == 0 || strcmp(value, "false") == 0 ||
				       strcmp(value, "off") == 0));
}

int docx_number_of(const char *text, int otherwise)
{
	gint64 number;

	if (!text || !g_ascii_string_to_signed(text, 10, G_MININT32, G_MAXINT32, &number, NULL))
		return otherwise;
	return (int)number;
}
