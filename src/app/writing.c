/* Writing on a report: what was typed is on this desk's disk within seconds, whatever the share
 * does. */
#include "app/writing.h"

#include "base/clock.h"

#define KEEP_IDLE_MS 2000
#define KEEP_KEYS 200

char *writing_file(const char *report_uid, int64_t person, int at)
{
	g_autofree char *whose = g_strdup_printf("p%" G_GINT64_FORMAT, person);
	g_autofree char *session = at > 1 ? g_strdup_printf("%s-%d", whose, at) : g_strdup(whose);

	return draft_file_name(report_uid, session);
}

struct writing *writing_new(const struct report *report, const struct revision *text,
    enum move_id move, int64_t person, struct keeper *keeper, const struct clock *clock,
    struct err *err)
{
	struct draft *draft = draft_new(text->body, strlen(text->body), clock, err);
	struct writing *writing;

	if (!draft)
		return NULL;
	writing = g_new0(struct writing, 1);
	writing->report = report->id;
	writing->uid = g_strdup(report->uid);
	writing->number = g_strdup(report->number);
	writing->person = person;
	writing->move = move;
	writing->base = text->no;
	writing->base_digest = g_strdup(text->digest ? text->digest : report->digest);
	writing->head = revision_copy(text);
	writing->standing_urgency = text->urgency;
	writing->draft = draft;
	writing->keeper = keeper;
	writing->file = writing_file(report->uid, person, 1);
	return writing;
}

void writing_free(struct writing *writing)
{
	if (!writing)
		return;
	g_free(writing->uid);
	g_free(writing->number);
	g_free(writing->base_digest);
	g_free(writing->file);
	g_free(writing->save_uid);
	g_free(writing->why);
	claim_free(writing->claim);
	revision_free(writing->head);
	draft_free(writing->draft);
	g_free(writing);
}

void writing_touch(struct writing *writing)
{
	writing->key_ms = clock_mono_ms();
	writing->keys++;
	if (writing->keys >= KEEP_KEYS)
		writing_keep(writing);
}

void writing_keep_later(struct writing *writing)
{
	writing->key_ms = clock_mono_ms();
	writing->keys = 1;
}

int64_t writing_due_ms(const struct writing *writing)
{
	return writing->keys ? writing->key_ms + KEEP_IDLE_MS : INT64_MAX;
}

void writing_keep(struct writing *writing)
{
	struct err err = {0};

	if (!writing_is_dirty(writing)) {
		writing_forget(writing);
		return;
	}
	struct revision *text = writing_text(writing, &err);
	if (!text) { /* only memory can be missing here: the next keeping tries again */
		writing_keep_later(writing);
		return;
	}
	writing->keys = 0;
	struct draft_file file = {.report_uid = writing->uid,
	    .number = writing->number,
	    .person = writing->person,
	    .base = writing->base,
	    .base_digest = writing->base_digest,
	    .fence = writing->claim ? writing->claim->fence : 0,
	    .kept_ms = clock_machine_ms(),
	    .text = text};
	GBytes *bytes = draft_file_print(&file);
	keeper_put(writing->keeper, writing->file, bytes);
	g_bytes_unref(bytes);
	revision_free(text);
}

void writing_forget(struct writing *writing)
{
	writing->keys = 0;
	keeper_drop(writing->keeper, writing->file);
}

void writing_sent(struct writing *writing, const char *uid)
{
	writing->saving = true;
	writing->saved_version = draft_version(writing->draft);
	writing->head_sent = writing->head_version;
	writing->sent_urgency = writing->head->urgency;
	g_free(writing->save_uid);
	writing->save_uid = g_strdup(uid);
}

void writing_saved(struct writing *writing, int revision, const char *digest)
{
	writing->base = revision;
	g_free(writing->base_digest);
	writing->base_digest = g_strdup(digest);
	writing->head->no = revision;
	writing->head_saved = writing->head_sent;
	writing->standing_urgency = writing->sent_urgency;
	if (writing->head->urgency == writing->standing_urgency)
		writing_say_why(writing, NULL);
	if (draft_version(writing->draft) == writing->saved_version)
		draft_mark_saved(writing->draft);
	writing_keep(writing);
}

void writing_take_head(struct writing *writing, struct revision *head)
{
	revision_free(writing->head);
	writing->head = head;
	writing->head_version++;
	writing_touch(writing);
}

void writing_say_why(struct writing *writing, const char *words)
{
	g_free(writing->why);
	writing->why = words && *words ? g_strdup(words) : NULL;
}

bool writing_owes_words(const struct writing *writing)
{
	return writing->head->urgency != writing->standing_urgency && !writing->why;
}

bool writing_is_dirty(const struct writing *writing)
{
	return writing->head_version != writing->head_saved || draft_is_dirty(writing->draft);
}

bool writing_is_all_sent(const struct writing *writing)
{
	return writing->saving && draft_version(writing->draft) == writing->saved_version &&
	       writing->head_version == writing->head_sent;
}

struct revision *writing_text(const struct writing *writing, struct err *err)
{
	GString *body = draft_text(writing->draft, err);

	if (!body)
		return NULL;
	struct revision *text = revision_copy(writing->head);
	g_free(text->body);
	text->body = g_string_free(body, FALSE);
	return text;
}

bool writing_recover(struct writing *writing, const struct revision *kept, struct err *err)
{
	if (!draft_replace_all(writing->draft, kept->body, strlen(kept->body), err))
		return false;
	struct revision *head = revision_copy(kept);
	head->no = writing->head->no;
	head->report = writing->head->report;
	writing_take_head(writing, head);
	return true;
}
