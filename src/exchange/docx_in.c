/* Word files of today: which parts they have, what is read of each. */
#include "exchange/docx_in.h"

#include "base/lang.h"
#include "exchange/docx_walk.h"
#include "exchange/text_form.h"
#include "exchange/zip.h"

#define MAIN_PART "word/document.xml"

bool docx_is(const void *bytes, size_t len)
{
	return len > 4 && memcmp(bytes, "PK\3\4", 4) == 0 &&
	       (memmem(bytes, len, MAIN_PART, strlen(MAIN_PART)) ||
		   memmem(bytes, len, "word/document2.xml", 18));
}

static bool wanted(const char *name)
{
	static const char *const parts[] = {"word/document", "word/numbering", "word/styles",
	    "word/comments", "word/header", "word/footer", "word/footnotes", "word/endnotes"};

	if (!g_str_has_suffix(name, ".xml") || strchr(name + MIN(strlen(name), 5), '/'))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		if (g_str_has_prefix(name, parts[i]))
			return true;
	return false;
}

/* The tree of a part that may be missing; an unsound one counts as missing. */
static xmlDoc *tree_of(const struct late_xml *xml, GHashTable *parts, const char *name)
{
	const GByteArray *part = g_hash_table_lookup(parts, name);
	struct err err = {0};

	return part ? docx_tree(xml, part, &err) : NULL;
}

/* Say each element of a part by itself: a comment, a footnote. */
static void note_each(const struct late_xml *xml, GHashTable *parts, struct docx_walk *walk,
    const char *name, const char *element, const char *what)
{
	xmlDoc *tree = tree_of(xml, parts, name);

	for (const xmlNode *node = tree ? xml->root(tree)->children : NULL; node;
	     node = node->next) {
		if (!docx_is_element(node, element) || docx_attr(node, "type"))
			continue; /* those with a type are the lines between text and notes */
		g_autofree char *words = docx_walk_apart(walk, node);
		const char *author = docx_attr(node, "author");

		if (!*words)
			continue;
		g_ptr_array_add(walk->notes, g_strdup_printf("%s: %s%s%s", what,
						 author ? author : "", author ? ": " : "", words));
	}
	if (tree)
		xml->free(tree);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Headers and footers: beside the text, and said where they are more than page numbers. */
static void take_margins(const struct late_xml *xml, GHashTable *parts, struct docx_walk *walk)
{
	GHashTableIter iter;
	gpointer name, part;
	g_autoptr(GPtrArray) names = g_ptr_array_new();

	g_hash_table_iter_init(&iter, parts);
	while (g_hash_table_iter_next(&iter, &name, &part))
		if (g_str_has_prefix(name, "word/header") || g_str_has_prefix(name, "word/footer"))
			g_ptr_array_add(names, name);
	g_ptr_array_sort(names, by_name);
	for (guint i = 0; i < names->len; i++) {
		xmlDoc *tree = tree_of(xml, parts, names->pdata[i]);

		if (!tree)
			continue;
		g_autofree char *words = docx_walk_apart(walk, xml->root(tree));
		xml->free(tree);
		g_string_append_printf(walk->aside, "%s\n", words);
		if (docx_is_more_than_a_number(words))
			g_ptr_array_add(walk->notes,
			    g_strdup_printf(_("header or footer, not taken: %s"), words));
	}
}

static void note_count(GPtrArray *notes, int count, const char *what)
{
	if (count)
		g_ptr_array_add(notes, g_strdup_printf("%s: %d", what, count));
}

static void note_counts(const struct docx_walk *walk)
{
	if (walk->inserted || walk->deleted)
		g_ptr_array_add(walk->notes,
		    g_strdup_printf(_("tracked changes taken as accepted: %d put in, %d taken out"),
			walk->inserted, walk->deleted));
	note_count(walk->notes, walk->pictures, _("pictures, not taken"));
	note_count(walk->notes, walk->objects, _("embedded objects, not taken"));
	note_count(walk->notes, walk->formulas, _("formulas, taken as plain letters"));
	note_count(walk->notes, walk->hidden, _("places with hidden text, not taken"));
}

char *docx_text(GBytes *bytes, GPtrArray *notes, GString *aside, struct err *err)
{
	struct late_xml xml;
	g_autoptr(GHashTable) parts = NULL;
	const GByteArray *main_part = NULL;

	if (!late_xml(&xml, err) || !(parts = zip_unpack(bytes, wanted, err)))
		return NULL;
	main_part = g_hash_table_lookup(parts, MAIN_PART);
	if (!main_part)
		main_part = g_hash_table_lookup(parts, "word/document2.xml");
	if (!main_part) {
		err_fail(err, ERR_INPUT, _("the file is damaged: no text is in it"));
		return NULL;
	}
	xmlDoc *tree = docx_tree(&xml, main_part, err);
	if (!tree)
		return NULL;
	xmlDoc *numbering = tree_of(&xml, parts, "word/numbering.xml");
	xmlDoc *styles = tree_of(&xml, parts, "word/styles.xml");
	struct docx_walk walk = {.text = g_string_new(NULL), .aside = aside, .notes = notes};
	const xmlNode *body = docx_child(xml.root(tree), "body");

	walk.lists = docx_lists_new(numbering, styles);
	if (body)
		docx_walk_blocks(&walk, body);
	note_counts(&walk);
	note_each(&xml, parts, &walk, "word/comments.xml", "comment", _("comment, not taken"));
	note_each(&xml, parts, &walk, "word/footnotes.xml", "footnote", _("footnote, not taken"));
	note_each(&xml, parts, &walk, "word/endnotes.xml", "endnote", _("endnote, not taken"));
	take_margins(&xml, parts, &walk);
	docx_lists_free(walk.lists);
	if (numbering)
		xml.free(numbering);
	if (styles)
		xml.free(styles);
	xml.free(tree);
	return g_string_free(walk.text, FALSE);
}
