/* Files in: from bytes to the fields of a report. */
#include "exchange/intake.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "base/lang.h"
#include "exchange/convert.h"
#include "exchange/docx_in.h"
#include "exchange/kind.h"
#include "exchange/secrecy.h"
#include "text/newline.h"
#include "text/utf8.h"

#define NOTES 40 /* more of them nobody reads */
#define NOTE_CHARS 80 /* of one; it points at the document, it does not replace it */

bool intake_is_litter(const char *path)
{
	static const char *const whole[] = {"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"};
	g_autofree char *base = g_path_get_basename(path);
	g_autofree char *name = g_ascii_strdown(base, -1);

	for (size_t i = 0; i < G_N_ELEMENTS(whole); i++)
		if (strcmp(name, whole[i]) == 0)
			return true;
	return g_str_has_prefix(name, "~$") || g_str_has_prefix(name, ".~") ||
	       g_str_has_prefix(name, "._") || g_str_has_prefix(name, ".goutputstream") ||
	       (g_str_has_prefix(name, "~") && g_str_has_suffix(name, ".tmp")) ||
	       (g_str_has_prefix(name, ".") && g_str_has_suffix(name, ".swp"));
}

void intake_clear(struct intake *intake)
{
	g_clear_pointer(&intake->bytes, g_bytes_unref);
	g_free(intake->name);
	g_free(intake->mark);
	text_form_clear(&intake->form);
	if (intake->notes)
		g_ptr_array_free(intake->notes, TRUE);
	*intake = (struct intake){0};
}

/* What was taken out of a text or stands in it as a riddle. */
struct oddities {
	size_t controls, private, lost;
};

/* Take out what no text has and a terminal would obey; the mark of an old DOS file's end too. */
static void clean(GString *text, struct oddities *odd)
{
	char *to = text->str;

	if (text->len && text->str[text->len - 1] == 0x1A)
		g_string_truncate(text, text->len - 1);
	for (size_t at = 0; at < text->len;) {
		size_t from = at;
		uint32_t c = utf8_next(text->str, text->len, &at);

		if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || (c >= 0x80 && c < 0xA0) ||
		    c == 0xFEFF) {
			odd->controls++;
			continue;
		}
		odd->private += (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
		odd->lost += c == 0xFFFD;
		memmove(to, text->str + from, at - from);
		to += at - from;
	}
	g_string_truncate(text, (gsize)(to - text->str));
}

static void note_oddities(const struct oddities *odd, GPtrArray *notes)
{
	if (odd->controls)
		g_ptr_array_add(
		    notes, g_strdup_printf(_("control characters taken out: %zu"), odd->controls));
	if (odd->private)
		g_ptr_array_add(notes,
		    g_strdup_printf(
			_("characters the sender made themselves, which others cannot see: %zu"),
			odd->private));
	if (odd->lost)
		g_ptr_array_add(notes,
		    g_strdup_printf(
			_("characters that were lost before the file came here: %zu"), odd->lost));
}

/* Keep the notes short: each one line, and not too many. */
static void trim_notes(GPtrArray *notes)
{
	for (guint i = 0; i < notes->len; i++) {
		char *note = g_strdelimit(notes->pdata[i], "\n\t", ' ');

		if (g_utf8_strlen(note, -1) > NOTE_CHARS) {
			g_autofree char *head = g_utf8_substring(note, 0, NOTE_CHARS);

			notes->pdata[i] = g_strconcat(head, "…", NULL);
			g_free(note);
		}
	}
	if (notes->len > NOTES) {
		guint more = notes->len - NOTES;

		g_ptr_array_set_size(notes, NOTES);
		g_ptr_array_add(notes, g_strdup_printf(_("and %u more notes"), more));
	}
}

/* Text of any kind of file into NFC with plain line ends. Takes over nothing. */
static GString *plain_text(char *text, size_t len, struct intake *out, struct err *err)
{
	struct oddities odd = {0};
	GString *nfc = NULL;

	newline_plain(text, &len);
	if (len <= BOUND_BODY_BYTES)
		nfc = utf8_nfc(text, len, err);
	else
		err_fail(
		    err, ERR_FULL, _("the text is longer than %u MiB"), BOUND_BODY_BYTES >> 20);
	if (!nfc)
		return NULL;
	clean(nfc, &odd);
	note_oddities(&odd, out->notes);
	return nfc;
}

static GString *read_text(GBytes *bytes, enum charset charset, struct intake *out, struct err *err)
{
	gsize len;
	const void *raw = g_bytes_get_data(bytes, &len);
	struct charset_text text = {0};
	GString *plain = NULL;

	if (len > 2 * BOUND_BODY_BYTES) {
		err_fail(
		    err, ERR_FULL, _("the text is longer than %u MiB"), BOUND_BODY_BYTES >> 20);
		return NULL;
	}
	if (charset_read(raw, len, charset, &text, err)) {
		out->charset = text.charset;
		if (memchr(text.text, 0, text.len))
			err_fail(err, ERR_INPUT, _("this is no text: it holds zero bytes"));
		else
			plain = plain_text(text.text, text.len, out, err);
	}
	charset_text_clear(&text);
	return plain;
}

static GString *read_docx(GBytes *bytes, GString *aside, struct intake *out, struct err *err)
{
	g_autofree char *text = docx_text(bytes, out->notes, aside, err);

	return text ? plain_text(text, strlen(text), out, err) : NULL;
}

/* A converter to plain text sets indents and centred lines with blanks. */
static void drop_indents(GString *text)
{
	g_autoptr(GRegex) blanks = g_regex_new("^ +", G_REGEX_MULTILINE, 0, NULL);
	g_autofree char *plain = g_regex_replace_literal(blanks, text->str, -1, 0, "", 0, NULL);

	if (plain)
		g_string_assign(text, plain);
}

/* Through a program of the system, or the words that ask for another format. */
static GString *read_old(
    GBytes *bytes, const char *suffix, GString *aside, struct intake *out, struct err *err)
{
	struct converted converted = {0};
	GString *text = NULL;

	out->kind = INTAKE_CONVERTED;
	if (convert_document(bytes, suffix, &converted, err)) {
		g_ptr_array_add(out->notes, g_strdup_printf(_("read through %s: please compare it "
							      "with the document"),
						converted.program));
		if (converted.docx)
			text = read_docx(converted.docx, aside, out, err);
		else if ((text = read_text(converted.text, CHARSET_UTF8, out, err)))
			drop_indents(text);
		out->charset = CHARSET_UNKNOWN;
	} else if (err->kind == ERR_NONE) {
		err_fail(err, ERR_INPUT,
		    _("this old format is not read here; open it in WPS or Word and save it as "
		      ".docx"));
	}
	converted_clear(&converted);
	return text;
}

/* The mark a document carries in its name, in its text or beside it. */
static char *mark_of(const struct intake *intake, const char *text, const char *aside)
{
	char *mark = secrecy_mark_name(intake->name);

	if (!mark)
		mark = secrecy_mark(text);
	return mark ? mark : secrecy_mark(aside);
}

static GString *read_kind(enum kind kind, const struct intake_options *options, GString *aside,
    struct intake *out, struct err *err)
{
	switch (kind) {
	case KIND_TEXT:
		return read_text(out->bytes, options->charset, out, err);
	case KIND_DOCX:
		out->kind = INTAKE_DOCX;
		return read_docx(out->bytes, aside, out, err);
	case KIND_DOC:
		return read_old(out->bytes, "doc", aside, out, err);
	case KIND_RTF:
		return read_old(out->bytes, "rtf", aside, out, err);
	case KIND_ODT:
		return read_old(out->bytes, "odt", aside, out, err);
	case KIND_NONE:
		break;
	}
	return NULL;
}

/* Nothing of the text stays: neither in fields nor in notes. */
static void drop_text(struct intake *out, GString *text)
{
	explicit_bzero(text->str, text->len);
	g_string_free(text, TRUE);
	g_ptr_array_set_size(out->notes, 0);
}

bool intake_take(GBytes *bytes, const char *name, const struct intake_options *options,
    struct intake *out, struct err *err)
{
	gsize len;
	const void *raw = g_bytes_get_data(bytes, &len);
	g_autofree char *base = g_path_get_basename(name);
	g_autoptr(GString) aside = g_string_new(NULL);
	GString *text = NULL;

	*out = (struct intake){
	    .bytes = g_bytes_ref(bytes),
	    .name = fs_shown(base),
	    .notes = g_ptr_array_new_with_free_func(g_free),
	};
	enum kind kind = kind_of(raw, len, base, err);
	/* an old Word file is searched before a converter would lay it into a folder */
	if (kind == KIND_DOC)
		out->mark = secrecy_mark_raw(raw, len);
	if (kind != KIND_NONE && !out->mark)
		text = read_kind(kind, options, aside, out, err);
	if (text && !out->mark)
		out->mark = mark_of(out, text->str, aside->str);
	if (out->mark) {
		drop_text(out, text ? text : g_string_new(NULL));
		return true;
	}
	if (text) {
		text_form_parse(text->str, &out->form, out->notes);
		g_string_free(text, TRUE);
		if (!out->form.title && !*out->form.body)
			err_fail(err, ERR_INPUT, _("the file holds no text"));
		else if (!out->form.title)
			g_ptr_array_add(out->notes, g_strdup(_("no title was found")));
	}
	if (err->kind != ERR_NONE) {
		intake_clear(out);
		return false;
	}
	out->count = text_count(out->form.body, strlen(out->form.body));
	trim_notes(out->notes);
	return true;
}

bool intake_read(
    const char *path, const struct intake_options *options, struct intake *out, struct err *err)
{
	g_autoptr(GBytes) bytes = fs_read(path, BOUND_FILE_BYTES, err);

	*out = (struct intake){0};
	return bytes && intake_take(bytes, path, options, out, err);
}
