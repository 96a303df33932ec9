/* Several reports become one, and that one its parts again, each as a whole or not at all. */
#include "base/ident.h"
#include "base/lang.h"
#include "share/reports.h"
#include "share/revisions.h"
#include "share/write.h"

#include <inttypes.h>

struct parts {
	struct share_case *cases;
	size_t len;
};

static void parts_clear(struct parts *parts)
{
	for (size_t i = 0; i < parts->len; i++)
		case_clear(&parts->cases[i]);
	g_free(parts->cases);
}

static bool parts_load(
    struct writing *writing, const int64_t *ids, size_t len, struct parts *parts, struct err *err)
{
	parts->cases = g_new0(struct share_case, len);
	parts->len = len;
	for (size_t i = 0; i < len; i++) {
		for (size_t j = 0; j < i; j++) {
			if (ids[i] == ids[j])
				return err_fail(
				    err, ERR_INPUT, _("the same report is named twice"));
		}
		if (!write_open(writing, ids[i], &parts->cases[i], err))
			return false;
	}
	return true;
}

static bool judge_parts(const struct parts *parts, const struct ask *ask, struct err *err)
{
	struct ask each = *ask;

	each.with_incoming = false;
	for (size_t i = 0; i < parts->len; i++)
		each.with_incoming |= parts->cases[i].report->state == STATE_INCOMING;
	for (size_t i = 0; i < parts->len; i++) {
		if (!judge(&parts->cases[i].file, &each, err))
			return err_while(err, "%s", parts->cases[i].report->number);
	}
	return true;
}

static bool has_writer(const struct revision *text, const struct writer *wanted)
{
	for (guint i = 0; i < text->writers->len; i++) {
		const struct writer *writer = g_ptr_array_index(text->writers, i);

		if (strcmp(writer->name, wanted->name) == 0 && writer->link == wanted->link &&
		    writer->person == wanted->person)
			return true;
	}
	return false;
}

/* Every writer of a part is a writer of the whole, whoever put the text together. */
static void carry_writers(struct revision *text, const struct revision *part)
{
	for (guint i = 0; i < part->writers->len; i++) {
		const struct writer *writer = g_ptr_array_index(part->writers, i);

		if (!has_writer(text, writer))
			revision_add_writer(text, writer->name, writer->link, writer->person);
	}
}

/* The first part goes on, the others stand below it for the editor to work in. */
static void carry_body(
    struct revision *text, const struct report *report, const struct revision *part)
{
	g_autofree char *head = g_strdup_printf(
	    _("For reference (%s): %s"), report->number, part->title);
	char *joined = g_strdup_printf("%s\n\n%s\n%s", text->body, head, part->body);

	g_free(text->body);
	text->body = joined;
}

static struct revision *compose(struct writing *writing, const struct parts *parts, struct err *err)
{
	const struct revision *given = writing->act->ask.text;
	struct revision *text = given ? revision_copy(given) : NULL;

	for (size_t i = 0; i < parts->len; i++) {
		const struct report *report = parts->cases[i].report;
		struct revision *part;

		if (!revisions_one(writing->db, report->id, report->revision, &part, err))
			break;
		if (!part) {
			err_fail(err, ERR_DAMAGED, _("the text of %s is missing"), report->number);
			break;
		}
		if (!text)
			text = revision_copy(part);
		else if (!given)
			carry_body(text, report, part);
		carry_writers(text, part);
		text->urgency = MAX(text->urgency, part->urgency);
		revision_free(part);
		if (i + 1 == parts->len)
			return text;
	}
	revision_free(text);
	return NULL;
}

static char *ids_of(const struct parts *parts)
{
	GString *ids = g_string_new(NULL);

	for (size_t i = 0; i < parts->len; i++)
		g_string_append_printf(ids, "%s%" PRId64, i ? "," : "", parts->cases[i].report->id);
	return g_string_free(ids, FALSE);
}

static bool write_composite(struct writing *writing, const struct parts *parts,
    struct share_case *whole, const struct revision *text, struct err *err)
{
	struct ask ask = {.move = MOVE_COMPOSE, .text = text};
	struct detail detail = {0};
	struct step step = {.move = MOVE_COMPOSE,
	    .to = STATE_EDITING,
	    .words = writing->act->ask.words,
	    .text = text,
	    .detail = &detail};
	g_autofree char *uid = ident_new(writing->act->now_ms);
	g_autofree char *ids = ids_of(parts);

	detail_put(&detail, "uid", uid);
	detail_put(&detail, "source", source_name(SOURCE_COMPOSITE));
	detail_put(&detail, "parts", ids);
	bool good = judge(&whole->file, &ask, err) &&
		    write_number(writing, COUNTER_REPORT, &step, &detail, err) &&
		    write_step(writing, whole, &step, err);
	detail_clear(&detail);
	return good;
}

static bool write_part(struct writing *writing, struct share_case *part, enum move_id move,
    const char *key, int64_t whole, struct err *err)
{
	struct detail detail = {0};
	struct step step = {.move = move,
	    .to = judge_target(&part->file, move),
	    .words = writing->act->ask.words,
	    .detail = &detail};

	detail_put_int(&detail, key, whole);
	bool good = write_step(writing, part, &step, err);
	detail_clear(&detail);
	return good;
}

/* What the act tells of is the whole, not its last part. */
static void tell_whole(struct done *done, const struct report *whole, int64_t seq)
{
	done->seq = seq;
	done->report = whole->id;
	done->state = whole->state;
	revision_set(&done->number, whole->number);
	revision_set(&done->dispatch_number, whole->dispatch_number);
}

bool merge_reports(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	struct share_case whole = {0};
	struct parts parts = {0};
	struct revision *text = NULL;

	if (act->parts_len < 2)
		return err_fail(err, ERR_INPUT, _("merging needs two reports or more"));
	bool good = parts_load(writing, act->parts, act->parts_len, &parts, err) &&
		    judge_parts(&parts, &act->ask, err) && write_open(writing, 0, &whole, err);
	if (good)
		text = compose(writing, &parts, err);
	good = good && text && write_composite(writing, &parts, &whole, text, err);
	for (size_t i = 0; good && i < parts.len; i++)
		good = write_part(
		    writing, &parts.cases[i], MOVE_MERGE, "into", whole.report->id, err);
	if (good)
		tell_whole(writing->done, whole.report, writing->done->seq);
	revision_free(text);
	case_clear(&whole);
	parts_clear(&parts);
	return good;
}

/* Its own parts; those that they were made from stay theirs. */
static bool own_parts(struct writing *writing, int64_t whole, GArray *ids, struct err *err)
{
	struct sql *sql = sql_ask(writing->db, "SELECT id FROM report WHERE merged_into = ?1 AND "
					       "merged_into <> 0 ORDER BY id");

	sql_int(sql, 1, whole);
	while (sql_row(sql)) {
		int64_t id = sql_get_int(sql, 0);

		g_array_append_val(ids, id);
	}
	return sql_end(sql, err);
}

bool unmerge_report(struct writing *writing, struct share_case *found, struct err *err)
{
	const char *words = writing->act->ask.words;
	struct step step = {.move = MOVE_UNMERGE, .to = STATE_WITHDRAWN, .words = words};
	struct ask again = {.move = MOVE_PARTAGAIN, .words = words};
	g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	int64_t whole = found->report->id;
	struct parts parts = {0};
	bool good = own_parts(writing, whole, ids, err) &&
		    parts_load(
			writing, (const int64_t *)(void *)ids->data, ids->len, &parts, err) &&
		    write_step(writing, found, &step, err);

	for (size_t i = 0; good && i < parts.len; i++)
		good = judge(&parts.cases[i].file, &again, err) &&
		       write_part(writing, &parts.cases[i], MOVE_PARTAGAIN, "from", whole, err);
	if (good)
		tell_whole(writing->done, found->report, writing->done->seq);
	parts_clear(&parts);
	return good;
}
