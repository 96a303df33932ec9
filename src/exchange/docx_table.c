/* Tables of a Word document: an office's form is a table of labels and values. */
#include "exchange/docx_walk.h"

#include "base/lang.h"
#include "exchange/label.h"

#define LABEL_CHARS 12 /* a cell longer than this is no label, known or not */

/* The cells of one row, as text. */
static GPtrArray *row_cells(struct docx_walk *walk, const xmlNode *row)
{
	GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);

	for (const xmlNode *child = row->children; child; child = child->next) {
		const xmlNode *cell = child;

		if (docx_is_element(child, "sdt"))
			cell = docx_child(child, "sdtContent/tc");
		if (!cell || !docx_is_element(cell, "tc"))
			continue;
		const xmlNode *merged = docx_child(cell, "tcPr/vMerge");
		const char *how = merged ? docx_attr(merged, "val") : NULL;

		/* what goes on from the cell above holds nothing of its own */
		if (merged && !(how && strcmp(how, "restart") == 0))
			g_ptr_array_add(cells, g_strdup(""));
		else
			g_ptr_array_add(cells, docx_walk_apart(walk, cell));
	}
	return cells;
}

static void collect_rows(struct docx_walk *walk, const xmlNode *parent, GPtrArray *rows)
{
	for (const xmlNode *child = parent->children; child; child = child->next) {
		if (docx_is_element(child, "tr")) {
			if (docx_child(child, "trPr/del"))
				walk->deleted++;
			else
				g_ptr_array_add(rows, row_cells(walk, child));
		} else if (docx_is_element(child, "sdt") && docx_child(child, "sdtContent")) {
			collect_rows(walk, docx_child(child, "sdtContent"), rows);
		} else if (docx_is_element(child, "customXml")) {
			collect_rows(walk, child, rows);
		}
	}
}

static enum label cell_label(const char *cell)
{
	return label_of(cell, strlen(cell));
}

/* A form has a title, a writer or two other labels that stand before a cell. */
static bool is_form(const GPtrArray *rows)
{
	int points = 0;

	for (guint i = 0; i < rows->len; i++) {
		const GPtrArray *cells = rows->pdata[i];

		for (guint j = 0; j + 1 < cells->len; j++) {
			enum label label = cell_label(cells->pdata[j]);

			if (label == LABEL_TITLE || label == LABEL_WRITER)
				points += 2;
			else if (label)
				points++;
		}
	}
	return points >= 2;
}

static void put_line(GString *out, const char *label, const char *value)
{
	g_autofree char *line = g_strdelimit(g_strdup(value), "\n", ' ');

	g_string_append_printf(out, "%s%s%s\n", label, *label ? "：" : "", line);
}

/* What a form is taken apart into. */
struct sheet {
	GString *head, *body;
	GPtrArray *notes;
};

/* The label as one word, without the blanks that spread it over its cell. */
static char *packed(const char *label)
{
	GString *out = g_string_new(NULL);
	size_t len = strlen(label);

	for (size_t at = 0; at < len;) {
		size_t blanks = blank_len(label + at, len - at);

		if (blanks)
			at += blanks;
		else if (label[at] == '\n' || label[at] == ':')
			at++;
		else
			g_string_append_c(out, label[at++]);
	}
	return g_string_free(out, FALSE);
}

static void take_pair(struct sheet *sheet, enum label label, const char *cell, const char *value)
{
	g_autofree char *word = packed(cell);

	if (g_str_has_suffix(word, "："))
		word[strlen(word) - strlen("：")] = '\0';
	switch (label) {
	case LABEL_TITLE:
	case LABEL_WRITER:
	case LABEL_JOINT:
	case LABEL_UNIT:
	case LABEL_CONTACT:
		put_line(sheet->head, word, value);
		break;
	case LABEL_TEXT:
		g_string_append_printf(sheet->body, "%s\n", value);
		break;
	case LABEL_SECTION:
		g_string_append_printf(
		    sheet->body, "%s：%s%s\n", word, strchr(value, '\n') ? "\n" : "", value);
		break;
	default:
		g_ptr_array_add(sheet->notes,
		    g_strdup_printf(_("field of the form, not taken: %s: %s"), word, value));
		break;
	}
}

/* Whether an unknown cell looks like a label of the form: short, and no sentence. */
static bool looks_like_label(const char *cell)
{
	return *cell && g_utf8_strlen(cell, -1) <= LABEL_CHARS && !strstr(cell, "。") &&
	       !strstr(cell, "，");
}

static void take_form_row(struct sheet *sheet, const GPtrArray *cells)
{
	for (guint i = 0; i < cells->len; i++) {
		const char *cell = cells->pdata[i];
		bool has_next = i + 1 < cells->len;
		const char *next = has_next ? cells->pdata[i + 1] : "";
		enum label label = cell_label(cell);
		struct labelled part;

		if (has_next && (label || looks_like_label(cell)) && !cell_label(next)) {
			if (*next)
				take_pair(sheet, label, cell, next);
			i++;
		} else if (!label && label_split(cell, strlen(cell), &part, 1) &&
			   part.label != LABEL_SECTION && part.label != LABEL_OTHER &&
			   !strchr(cell, '\n')) {
			put_line(sheet->head, "", cell);
		} else if (*cell && !label) {
			g_string_append_printf(sheet->body, "%s\n", cell);
		}
	}
}

static void put_rows(struct docx_walk *walk, const GPtrArray *rows)
{
	guint lines = 0;

	for (guint i = 0; i < rows->len; i++) {
		const GPtrArray *cells = rows->pdata[i];
		g_autoptr(GString) line = g_string_new(NULL);

		for (guint j = 0; j < cells->len; j++) {
			g_autofree char *cell = g_strdelimit(g_strdup(cells->pdata[j]), "\n", ' ');

			if (*cell)
				g_string_append_printf(line, "%s%s", line->len ? "\t" : "", cell);
		}
		if (!line->len)
			continue;
		g_string_append_printf(walk->text, "%s\n", line->str);
		lines++;
	}
	if (lines)
		g_ptr_array_add(walk->notes,
		    g_strdup_printf(_("a table was taken as %u lines of text"), lines));
}

static void free_row(gpointer row)
{
	g_ptr_array_free(row, TRUE);
}

void docx_walk_table(struct docx_walk *walk, const xmlNode *table)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(free_row);

	collect_rows(walk, table, rows);
	if (!is_form(rows)) {
		put_rows(walk, rows);
		return;
	}
	struct sheet sheet = {g_string_new(NULL), g_string_new(NULL), walk->notes};
	for (guint i = 0; i < rows->len; i++)
		take_form_row(&sheet, rows->pdata[i]);
	g_string_append_printf(walk->text, "%s%s", sheet.head->str, sheet.body->str);
	g_string_free(sheet.head, TRUE);
	g_string_free(sheet.body, TRUE);
}
