/* The form of a kept draft: canonical fields, read back strictly. */
#include "work/draft_file.h"

#include "model/canon.h"

#include <inttypes.h>

void draft_file_clear(struct draft_file *file)
{
	g_free(file->report_uid);
	g_free(file->number);
	g_free(file->base_digest);
	revision_free(file->text);
	*file = (struct draft_file){0};
}

char *draft_file_name(const char *report_uid, const char *session)
{
	return g_strdup_printf("%s-%s.draft", report_uid, session);
}

GBytes *draft_file_print(const struct draft_file *file)
{
	GString *out = canon_new("draft", 1);

	canon_text(out, "report", file->report_uid);
	canon_text(out, "number", file->number);
	canon_int(out, "person", file->person);
	canon_int(out, "base", file->base);
	canon_text(out, "base-digest", file->base_digest);
	canon_int(out, "fence", file->fence);
	canon_int(out, "kept", file->kept_ms);
	revision_put(out, file->text);
	canon_text(out, "end", "end");
	return g_string_free_to_bytes(out);
}

struct reader {
	const char *at, *end;
	bool failed;
};

/* The next field, which must be NAME. Owns: the caller frees; "" once anything failed. */
static char *field(struct reader *reader, const char *name)
{
	size_t len = strlen(name);
	char *past = NULL;

	if (reader->failed || (size_t)(reader->end - reader->at) < len + 3 ||
	    memcmp(reader->at, name, len) != 0 || reader->at[len] != ' ')
		goto bad;
	uint64_t size = g_ascii_strtoull(reader->at + len + 1, &past, 10);
	if (past == reader->at + len + 1 || *past != ':' ||
	    size >= (uint64_t)(reader->end - past) || past[1 + size] != '\n')
		goto bad;
	reader->at = past + size + 2;
	return g_strndup(past + 1, size);
bad:
	reader->failed = true;
	return g_strdup("");
}

static int64_t number(struct reader *reader, const char *name)
{
	g_autofree char *text = field(reader, name);

	return g_ascii_strtoll(text, NULL, 10);
}

static void take(struct reader *reader, const char *name, char **to)
{
	g_free(*to);
	*to = field(reader, name);
}

static void read_text(struct reader *reader, struct revision *text)
{
	take(reader, "title", &text->title);
	g_autofree char *writers = field(reader, "writers");
	take(reader, "unit", &text->unit);
	take(reader, "contact", &text->contact);
	take(reader, "category", &text->category);
	take(reader, "addressees", &text->addressees);
	take(reader, "copies", &text->copies);
	take(reader, "periodical", &text->periodical);
	g_autofree char *urgency = field(reader, "urgency");
	take(reader, "mark", &text->mark);
	take(reader, "body", &text->body);
	g_autofree char *end = field(reader, "end");
	if (!writers_parse(writers, text) || !urgency_parse(urgency, &text->urgency) ||
	    strcmp(end, "end") != 0)
		reader->failed = true;
}

bool draft_file_parse(GBytes *bytes, struct draft_file *file)
{
	static const char first[] = "yanshen draft 1\n";
	size_t len;
	const char *data = g_bytes_get_data(bytes, &len);

	*file = (struct draft_file){0};
	if (len < sizeof(first) || memcmp(data, first, sizeof(first) - 1) != 0)
		return false;
	/* A copy with an end of its own: numbers are read by functions that want one. */
	g_autofree char *copy = g_strndup(data, len);
	struct reader reader = {.at = copy + sizeof(first) - 1, .end = copy + strlen(copy)};
	file->report_uid = field(&reader, "report");
	file->number = field(&reader, "number");
	file->person = number(&reader, "person");
	file->base = (int)number(&reader, "base");
	file->base_digest = field(&reader, "base-digest");
	file->fence = number(&reader, "fence");
	file->kept_ms = number(&reader, "kept");
	file->text = revision_new();
	read_text(&reader, file->text);
	if (!reader.failed)
		return true;
	draft_file_clear(file);
	return false;
}
