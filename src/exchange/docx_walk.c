/* Paragraphs of a Word document as a person reads them. */
#include "exchange/docx_walk.h"

#include "base/lang.h"
#include "exchange/text_form.h"

static void walk_inline(struct docx_walk *walk, const xmlNode *parent);

char *docx_walk_apart(struct docx_walk *walk, const xmlNode *parent)
{
	GString *whole = walk->text;

	walk->text = g_string_new(NULL);
	docx_walk_blocks(walk, parent);
	g_autofree char *apart = g_string_free(walk->text, FALSE);
	walk->text = whole;
	return text_form_tidy(apart);
}

bool docx_is_more_than_a_number(const char *words)
{
	return g_regex_match_simple("[^\\s\\d第共页/—·•.-]", words, 0, 0);
}

/* A picture, an embedded thing, or a box with words in it. */
static void walk_drawing(struct docx_walk *walk, const xmlNode *drawing)
{
	const xmlNode *box = docx_below(drawing, "txbxContent");

	if (box) {
		g_autofree char *words = docx_walk_apart(walk, box);

		if (*words) {
			g_string_append_printf(walk->aside, "%s\n", words);
			if (docx_is_more_than_a_number(words))
				g_ptr_array_add(walk->notes,
				    g_strdup_printf(_("text box, not taken: %s"), words));
		}
	} else if (docx_below(drawing, "blip") || docx_below(drawing, "imagedata")) {
		walk->pictures++;
	} else {
		walk->objects++;
	}
}

static void put_symbol(struct docx_walk *walk, const xmlNode *symbol)
{
	const char *code = docx_attr(symbol, "char");
	guint64 point = code ? g_ascii_strtoull(code, NULL, 16) : 0;

	/* symbol fonts use private points; a square says that something stood there */
	if (point < 0x20 || (point >= 0xD800 && point <= 0xF8FF) || point > 0xFFFD)
		point = 0x25A1;
	g_string_append_unichar(walk->text, (gunichar)point);
}

static void put_words(struct docx_walk *walk, const xmlNode *text)
{
	for (const xmlNode *part = text->children; part; part = part->next)
		if (part->type == XML_TEXT_NODE || part->type == XML_CDATA_SECTION_NODE)
			g_string_append(walk->text, (const char *)part->content);
}

/* All the words of a formula, one after the other. */
static void walk_formula(struct docx_walk *walk, const xmlNode *formula)
{
	for (const xmlNode *child = formula->children; child; child = child->next) {
		if (docx_is_element(child, "t"))
			put_words(walk, child);
		else if (child->type == XML_ELEMENT_NODE)
			walk_formula(walk, child);
	}
}

/* One thing within a run. */
static void walk_piece(struct docx_walk *walk, const xmlNode *piece)
{
	const char *name = (const char *)piece->name;

	if (strcmp(name, "t") == 0)
		put_words(walk, piece);
	else if (strcmp(name, "tab") == 0 || strcmp(name, "ptab") == 0)
		g_string_append_c(walk->text, '\t');
	else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
		g_string_append_c(walk->text, '\n');
	else if (strcmp(name, "noBreakHyphen") == 0)
		g_string_append_c(walk->text, '-');
	else if (strcmp(name, "sym") == 0)
		put_symbol(walk, piece);
	else if (strcmp(name, "drawing") == 0 || strcmp(name, "pict") == 0 ||
		 strcmp(name, "object") == 0)
		walk_drawing(walk, piece);
	else if (strcmp(name, "ruby") == 0 && docx_child(piece, "rubyBase"))
		walk_inline(walk, docx_child(piece, "rubyBase"));
}

/* The one of several ways to say the same that we read: the newest. */
static const xmlNode *chosen(const xmlNode *alternate)
{
	const xmlNode *choice = docx_child(alternate, "Choice");

	return choice ? choice : docx_child(alternate, "Fallback");
}

static void walk_run(struct docx_walk *walk, const xmlNode *run)
{
	if (docx_is_on(run, "rPr/vanish")) {
		walk->hidden++;
		return;
	}
	for (const xmlNode *piece = run->children; piece; piece = piece->next) {
		if (piece->type != XML_ELEMENT_NODE)
			continue;
		if (!docx_is_element(piece, "AlternateContent")) {
			walk_piece(walk, piece);
			continue;
		}
		const xmlNode *choice = chosen(piece);
		for (const xmlNode *inner = choice ? choice->children : NULL; inner;
		     inner = inner->next)
			if (inner->type == XML_ELEMENT_NODE)
				walk_piece(walk, inner);
	}
}

/* The content of a control a person fills in; the words that ask for it are no text. */
static const xmlNode *control(const xmlNode *control)
{
	return docx_is_on(control, "sdtPr/showingPlcHdr") ? NULL
							  : docx_child(control, "sdtContent");
}

/* What stands within a paragraph: runs, and wrappers round runs. */
static void walk_inline(struct docx_walk *walk, const xmlNode *parent)
{
	for (const xmlNode *child = parent->children; child; child = child->next) {
		const xmlNode *inner = child;

		if (child->type != XML_ELEMENT_NODE)
			continue;
		const char *name = (const char *)child->name;
		if (strcmp(name, "r") == 0) {
			walk_run(walk, child);
			continue;
		}
		if (strcmp(name, "oMath") == 0 || strcmp(name, "oMathPara") == 0) {
			walk->formulas++;
			walk_formula(walk, child);
			continue;
		}
		if (strcmp(name, "del") == 0 || strcmp(name, "moveFrom") == 0) {
			walk->deleted++;
			continue;
		}
		if (strcmp(name, "ins") == 0 || strcmp(name, "moveTo") == 0)
			walk->inserted++;
		else if (strcmp(name, "sdt") == 0)
			inner = control(child);
		else if (strcmp(name, "AlternateContent") == 0)
			inner = chosen(child);
		else if (strcmp(name, "hyperlink") != 0 && strcmp(name, "smartTag") != 0 &&
			 strcmp(name, "fldSimple") != 0 && strcmp(name, "customXml") != 0 &&
			 strcmp(name, "dir") != 0 && strcmp(name, "bdo") != 0)
			inner = NULL;
		if (inner)
			walk_inline(walk, inner);
	}
}

static void walk_paragraph(struct docx_walk *walk, const xmlNode *paragraph)
{
	const xmlNode *properties = docx_child(paragraph, "pPr");
	gsize start = walk->text->len;

	walk_inline(walk, paragraph);
	if (walk->text->len > start) {
		g_autofree char *number = docx_lists_next(walk->lists, properties);

		if (number)
			g_string_insert(walk->text, (gssize)start, number);
	}
	/* a paragraph whose mark was deleted goes on in the next one */
	if (properties && docx_child(properties, "rPr/del"))
		walk->deleted++;
	else if (!g_str_has_suffix(walk->text->str, "\n\n"))
		g_string_append_c(walk->text, '\n'); /* empty paragraphs are only space */
}

void docx_walk_blocks(struct docx_walk *walk, const xmlNode *parent)
{
	for (const xmlNode *child = parent->children; child; child = child->next) {
		const xmlNode *inner = NULL;

		if (child->type != XML_ELEMENT_NODE)
			continue;
		const char *name = (const char *)child->name;
		if (strcmp(name, "p") == 0)
			walk_paragraph(walk, child);
		else if (strcmp(name, "tbl") == 0)
			docx_walk_table(walk, child);
		else if (strcmp(name, "sdt") == 0)
			inner = control(child);
		else if (strcmp(name, "AlternateContent") == 0)
			inner = chosen(child);
		else if (strcmp(name, "ins") == 0 || strcmp(name, "moveTo") == 0 ||
			 strcmp(name, "customXml") == 0)
			inner = child;
		else if (strcmp(name, "altChunk") == 0)
			walk->objects++;
		if (inner)
			docx_walk_blocks(walk, inner);
	}
}
