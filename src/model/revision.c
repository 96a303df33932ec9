/* A saved version of a report as a plain value. */
#include "model/revision.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "model/canon.h"

#include <inttypes.h>

static void writer_free(void *writer)
{
	struct writer *w = writer;

	g_free(w->name);
	g_free(w);
}

/* Its texts, all alike in how they are made, copied and freed. */
static const size_t texts[] = {offsetof(struct revision, title), offsetof(struct revision, unit),
    offsetof(struct revision, contact), offsetof(struct revision, category),
    offsetof(struct revision, addressees), offsetof(struct revision, copies),
    offsetof(struct revision, periodical), offsetof(struct revision, mark),
    offsetof(struct revision, body)};

static char **text_of(const struct revision *revision, size_t at)
{
	return (char **)((uintptr_t)revision + texts[at]);
}

struct revision *revision_new(void)
{
	struct revision *revision = g_new0(struct revision, 1);

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		*text_of(revision, i) = g_strdup("");
	revision->writers = g_ptr_array_new_with_free_func(writer_free);
	return revision;
}

void revision_set(char **field, const char *value)
{
	char *copy = g_strdup(value);

	g_free(*field);
	*field = copy;
}

void revision_add_writer(
    struct revision *revision, const char *name, enum writer_link link, int64_t person)
{
	struct writer *writer = g_new0(struct writer, 1);

	writer->name = g_strdup(name);
	writer->link = link;
	writer->person = link == WRITER_PERSON ? person : 0;
	g_ptr_array_add(revision->writers, writer);
}

struct revision *revision_copy(const struct revision *from)
{
	struct revision *to = revision_new();

	to->report = from->report;
	to->no = from->no;
	to->base = from->base;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		revision_set(text_of(to, i), *text_of(from, i));
	revision_set(&to->digest, from->digest);
	to->urgency = from->urgency;
	to->person = from->person;
	to->at_ms = from->at_ms;
	to->seq = from->seq;
	to->chars = from->chars;
	for (guint i = 0; i < from->writers->len; i++) {
		const struct writer *w = g_ptr_array_index(from->writers, i);

		revision_add_writer(to, w->name, w->link, w->person);
	}
	return to;
}

void revision_free(struct revision *revision)
{
	if (!revision)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		g_free(*text_of(revision, i));
	g_free(revision->digest);
	g_ptr_array_free(revision->writers, TRUE);
	g_free(revision);
}

char *revision_writers(const struct revision *revision)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < revision->writers->len; i++) {
		const struct writer *w = g_ptr_array_index(revision->writers, i);

		g_string_append_printf(names, "%s%s", i ? "、" : "", w->name);
	}
	return g_string_free(names, FALSE);
}

char *writers_print(const struct revision *revision)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < revision->writers->len; i++) {
		const struct writer *w = g_ptr_array_index(revision->writers, i);

		g_string_append_printf(
		    out, "%s\t%d\t%" PRId64 "\n", w->name, (int)w->link, w->person);
	}
	return g_string_free(out, FALSE);
}

bool writers_parse(const char *text, struct revision *revision)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++) {
		if (!**line)
			continue;
		g_auto(GStrv) parts = g_strsplit(*line, "\t", -1);
		char *end = NULL;

		if (g_strv_length(parts) != 3 || strlen(parts[1]) != 1 || parts[1][0] < '0' ||
		    parts[1][0] > '2')
			return false;
		int64_t person = g_ascii_strtoll(parts[2], &end, 10);
		if (*end || end == parts[2])
			return false;
		revision_add_writer(
		    revision, parts[0], (enum writer_link)(parts[1][0] - '0'), person);
	}
	return true;
}

void revision_put(GString *canon, const struct revision *revision)
{
	g_autofree char *writers = writers_print(revision);

	canon_text(canon, "title", revision->title);
	canon_text(canon, "writers", writers);
	canon_text(canon, "unit", revision->unit);
	canon_text(canon, "contact", revision->contact);
	canon_text(canon, "category", revision->category);
	canon_text(canon, "addressees", revision->addressees);
	canon_text(canon, "copies", revision->copies);
	canon_text(canon, "periodical", revision->periodical);
	canon_text(canon, "urgency", urgency_name(revision->urgency));
	canon_text(canon, "mark", revision->mark);
	canon_text(canon, "body", revision->body);
}

GString *revision_canon(const struct revision *revision)
{
	GString *canon = canon_new("revision", 1);

	revision_put(canon, revision);
	return canon;
}

bool revision_is_same(const struct revision *a, const struct revision *b)
{
	GString *one = revision_canon(a);
	GString *other = revision_canon(b);
	bool same = g_string_equal(one, other);

	g_string_free(one, TRUE);
	g_string_free(other, TRUE);
	return same;
}

static bool field_fits(const char *value, const char *what, struct err *err)
{
	size_t len = strlen(value);

	if (!g_utf8_validate(value, (gssize)len, NULL))
		return err_fail(err, ERR_INPUT, _("%s is not valid text"), what);
	if (len > BOUND_FIELD_BYTES)
		return err_fail(
		    err, ERR_FULL, _("%s is longer than %d bytes"), what, BOUND_FIELD_BYTES);
	for (const char *c = value; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return err_fail(err, ERR_INPUT, _("%s holds a control character"), what);
	}
	return true;
}

bool revision_fits(const struct revision *revision, struct err *err)
{
	const char *const fields[][2] = {
	    {revision->title, N_("the title")},
	    {revision->unit, N_("the unit")},
	    {revision->contact, N_("the contact")},
	    {revision->category, N_("the category")},
	    {revision->addressees, N_("the addressees")},
	    {revision->copies, N_("the copies")},
	    {revision->periodical, N_("the periodical")},
	    {revision->mark, N_("the handling mark")},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (!field_fits(fields[i][0], _(fields[i][1]), err))
			return false;
	}
	for (guint i = 0; i < revision->writers->len; i++) {
		const struct writer *w = g_ptr_array_index(revision->writers, i);

		if (!field_fits(w->name, _("a writer's name"), err))
			return false;
	}
	if (revision->writers->len > BOUND_WRITERS)
		return err_fail(err, ERR_FULL, _("more than %d writers"), BOUND_WRITERS);
	if (!*revision->title)
		return err_fail(err, ERR_INPUT, _("the title is empty"));
	if (g_utf8_strlen(revision->title, -1) > BOUND_TITLE_CHARS)
		return err_fail(
		    err, ERR_FULL, _("the title is longer than %d characters"), BOUND_TITLE_CHARS);
	if (strlen(revision->body) > BOUND_BODY_BYTES)
		return err_fail(
		    err, ERR_FULL, _("the text is larger than %u MiB"), BOUND_BODY_BYTES >> 20);
	if (!g_utf8_validate(revision->body, -1, NULL))
		return err_fail(err, ERR_INPUT, _("%s is not valid text"), _("the body"));
	return true;
}
