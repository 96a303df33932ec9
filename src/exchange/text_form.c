/* The text form: what a text says of itself, found and put into fields. */
#include "exchange/text_form.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "exchange/line.h"
#include "text/utf8.h"

#define LINE_PARTS 8 /* labels on one line, at most */
#define FIELD_LINE 600 /* bytes; a longer line is a paragraph, whatever it begins with */
#define TAIL_LINES 5 /* where fields stand at the end, they take no more */
#define TITLE_PART 120 /* bytes of the second line of a title */

static const char *const explicit_labels[] = {
    TEXT_FORM_TITLE, TEXT_FORM_WRITER, TEXT_FORM_UNIT, TEXT_FORM_CONTACT};

void text_form_clear(struct text_form *form)
{
	g_free(form->title);
	g_free(form->body);
	byline_clear(&form->by);
	*form = (struct text_form){0};
}

char *text_form_tidy(const char *body)
{
	struct line line;

	if (!line_full_at(body, &line))
		return g_strdup("");
	body = line.start;
	line_last(body, strlen(body), &line);
	return g_strndup(body, (gsize)(line.text + line.len - body));
}

static void note(GPtrArray *notes, char *sentence)
{
	if (notes)
		g_ptr_array_add(notes, sentence);
	else
		g_free(sentence);
}

static void set_field(char **field, const char *value, size_t len)
{
	len = trimmed(&value, len);
	if (len && !*field)
		*field = g_strndup(value, len);
}

static void add_to_unit(struct byline *by, const char *unit, size_t len, const char *between)
{
	char *had = by->unit;

	if (!len)
		return;
	by->unit = had ? g_strdup_printf("%s%s%.*s", had, between, (int)len, unit)
		       : g_strndup(unit, len);
	g_free(had);
}

static void take_joint(struct byline *by, const char *value, size_t len, GPtrArray *notes)
{
	struct byline joint = {0};

	byline_parse(value, len, &joint, notes);
	if (!by->names)
		by->names = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; joint.names && i < joint.names->len; i++)
		if (by->names->len < BOUND_WRITERS)
			g_ptr_array_add(by->names, g_strdup(joint.names->pdata[i]));
	if (joint.unit)
		add_to_unit(by, joint.unit, strlen(joint.unit), "；");
	byline_clear(&joint);
}

/* A label and its value that the form has a place for, from a line or from cells of a table. */
static void text_form_take(
    struct text_form *form, enum label label, const char *value, size_t len, GPtrArray *notes)
{
	len = trimmed(&value, len);
	switch (label) {
	case LABEL_TITLE:
		set_field(&form->title, value, len);
		break;
	case LABEL_WRITER:
		byline_parse(value, len, &form->by, notes);
		break;
	case LABEL_JOINT:
		take_joint(&form->by, value, len, notes);
		break;
	case LABEL_UNIT:
		add_to_unit(&form->by, value, len, "、");
		break;
	case LABEL_CONTACT:
		set_field(&form->by.contact, value, len);
		break;
	default:
		break;
	}
}

/* Whether a line can be a title at all. */
static bool is_title(const struct line *line)
{
	struct labelled part;

	return g_utf8_strlen(line->text, (gssize)line->len) <= BOUND_TITLE_CHARS &&
	       label_split(line->text, line->len, &part, 1) == 0 && line_is(line, "\\p{L}") &&
	       !line_is(line, "[。；;，,：:、]$") &&
	       !line_is(line, "^(?:[（(][一二三四五六七八九十\\d]+[）)]|[一二三四五六七八九十]+、|"
			      "\\d+[.．、])") &&
	       !line_is(line, "^[（(].*[）)]$");
}

/* Heads of forms and periodicals stand above a title. */
static bool is_masthead(const struct line *line)
{
	return line_is(line, "^(?:反\\s*映)?社\\s*情\\s*民\\s*意(?:\\s*信\\s*息)?(?:\\s*[（(]?(?:"
			     "反映|报送|登记|呈报)?[表稿单][）)]?)?$") ||
	       line_is(line, "^政\\s*协\\s*信\\s*息(?:专报)?$") ||
	       line_is(line,
		   "^(?:内部资料[，,\\s　]*注意保存|内部资料|附件\\s*\\d*[：:]?|信息专报)$") ||
	       line_is(line, "^[〔\\[（(]?\\d{4}[〕\\]）)]?\\s*年?\\s*第?\\s*\\d+\\s*[期号]$");
}

/* Whether FIRST goes on in SECOND: 关于… without its end, then a short line that has it. */
static bool is_title_of_two(const struct line *first, const struct line *second)
{
	return line_is(first, "^关于") &&
	       !line_is(first,
		   "(?:建议|意见|思考|报告|问题|对策|调研|调查|重视|反映|情况|提案|请示)$") &&
	       second->len <= TITLE_PART && is_title(second) && !line_is(second, "^关于") &&
	       line_is(second,
		   "(?:的建议|的意见|的思考|的报告|的问题|的对策|的调研|对策建议|意见建议|重视)$");
}

/* Whether FIRST is whose paper it is, and the title is in SECOND. */
static bool is_letterhead(const struct line *first, const struct line *second)
{
	return !line_is(first, "^关于") && g_utf8_strlen(first->text, (gssize)first->len) <= 30 &&
	       line_is(first, "(?:委员会|委|部|局|办|办公室|政协|公司|协会|联合会|学校|中学|大学|"
			      "医院|院|中心|街道|镇|乡)$") &&
	       is_title(second) && line_is(second, "^关于");
}

/* The line inside of brackets round it, if any. */
static void open_brackets(struct line *line)
{
	if (!line_is(line, "^[（(].*[）)]$"))
		return;
	size_t first = 0, last = line->len;

	utf8_next(line->text, line->len, &first);
	utf8_prev(line->text, &last);
	line->text += first;
	line->len = last - first;
}

/*
 * Take a line that holds labelled fields and nothing else. *BODY gets where the body begins if a
 * label of the body stands in the line, else it stays; NULL says that the line stands behind the
 * body, where fields we have no place for are passed over.
 */
static bool take_line(struct text_form *form, struct line line, const char **body, GPtrArray *notes)
{
	struct labelled parts[LINE_PARTS];

	if (line.len > FIELD_LINE)
		return false;
	open_brackets(&line);
	size_t count = label_split(line.text, line.len, parts, LINE_PARTS);
	if (!count || parts[0].label == LABEL_SECTION || (parts[0].label == LABEL_OTHER && body) ||
	    (parts[0].label == LABEL_TEXT && !body))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (body && (parts[i].label == LABEL_TEXT || parts[i].label == LABEL_SECTION)) {
			*body = parts[i].label == LABEL_TEXT ? parts[i].value : parts[i].start;
			return true;
		}
		if (parts[i].label == LABEL_OTHER)
			note(notes, g_strdup_printf(
					_("left out of the text: %.*s"), (int)line.len, line.text));
		else
			text_form_take(form, parts[i].label, parts[i].value, parts[i].len, notes);
	}
	return true;
}

/* Take labelled lines from AT on; returns where they end. */
static const char *take_head(struct text_form *form, const char *at, GPtrArray *notes)
{
	struct line line;

	while (line_full_at(at, &line)) {
		const char *body = NULL;

		if (!take_line(form, line, &body, notes))
			break;
		if (body)
			return body;
		at = line.next;
	}
	return at;
}

/* Take a title, if the first line from AT on can be one; returns where it ends. */
static const char *take_title(struct text_form *form, const char *at, GPtrArray *notes)
{
	struct line line, second;

	if (!line_full_at(at, &line) || !is_title(&line))
		return at;
	if (line_at(line.next, &second) && is_title_of_two(&line, &second)) {
		form->title = g_strdup_printf(
		    "%.*s%.*s", (int)line.len, line.text, (int)second.len, second.text);
		note(notes, g_strdup(_("the title was joined from two lines")));
		return second.next;
	}
	set_field(&form->title, line.text, line.len);
	return line.next;
}

/* Fields at the end: lines of them, or （反映人：…） behind the last paragraph. Cuts the body. */
static void take_tail(struct text_form *form, char *body, GPtrArray *notes)
{
	struct line line;
	size_t len = strlen(body);
	struct text_form found = {0};
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(g_free);

	for (int i = 0; i < TAIL_LINES && line_last(body, len, &line); i++) {
		if (!take_line(&found, line, NULL, said))
			break;
		len = (size_t)(line.start - body);
	}
	if (!found.by.names && line_last(body, len, &line)) {
		const char *open = g_strrstr_len(line.text, (gssize)line.len, "（反映人");

		if (!open)
			open = g_strrstr_len(line.text, (gssize)line.len, "(反映人");
		if (open) {
			struct line words = line;

			words.text = open;
			words.len = (size_t)(line.text + line.len - open);
			if (take_line(&found, words, NULL, said))
				len = (size_t)(open - body);
		}
	}
	if (found.by.names) {
		body[len] = '\0';
		for (guint i = 0; i < said->len; i++)
			note(notes, g_strdup(said->pdata[i]));
		form->by.names = g_steal_pointer(&found.by.names);
		form->by.unit = form->by.unit ? form->by.unit : g_steal_pointer(&found.by.unit);
		form->by.contact = form->by.contact ? form->by.contact
						    : g_steal_pointer(&found.by.contact);
	}
	text_form_clear(&found);
}

/* The form that print falls back to; nothing in it is a matter of looks. */
static bool parse_explicit(const char *text, struct text_form *out)
{
	struct line lines[G_N_ELEMENTS(explicit_labels)], blank;
	const char *at = text;

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		size_t label = strlen(explicit_labels[i]);

		if (!line_at(at, &lines[i]) || lines[i].len < label ||
		    memcmp(lines[i].text, explicit_labels[i], label) != 0)
			return false;
		lines[i].text += label;
		lines[i].len -= label;
		at = lines[i].next;
	}
	if (line_at(at, &blank) && blank.len)
		return false;
	set_field(&out->title, lines[0].text, lines[0].len);
	if (lines[1].len) {
		g_autofree char *names = g_strndup(lines[1].text, lines[1].len);
		g_auto(GStrv) parts = g_strsplit(names, "、", 0);

		out->by.names = g_ptr_array_new_with_free_func(g_free);
		for (char **part = parts; *part; part++)
			if (*g_strstrip(*part))
				g_ptr_array_add(out->by.names, g_strdup(*part));
	}
	set_field(&out->by.unit, lines[2].text, lines[2].len);
	set_field(&out->by.contact, lines[3].text, lines[3].len);
	out->body = text_form_tidy(at);
	return true;
}

void text_form_parse(const char *text, struct text_form *out, GPtrArray *notes)
{
	struct line line, second;
	const char *at = text;

	*out = (struct text_form){0};
	if (parse_explicit(text, out))
		return;
	while (line_full_at(at, &line) &&
	       (is_masthead(&line) ||
		   (line_full_at(line.next, &second) && is_letterhead(&line, &second)))) {
		note(notes,
		    g_strdup_printf(_("left out above the title: %.*s"), (int)line.len, line.text));
		at = line.next;
	}
	at = take_title(out, at, notes);
	at = take_head(out, at, notes);
	if (!out->title && (out->by.names || out->by.unit || out->by.contact))
		at = take_title(out, at, notes);
	out->body = text_form_tidy(at);
	if (!out->by.names) {
		take_tail(out, out->body, notes);
		g_autofree char *body = g_steal_pointer(&out->body);
		out->body = text_form_tidy(body);
	}
}
