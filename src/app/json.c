/* One way to write each value: names of fields are for good, scripts rely on them. */
#include "app/json.h"

#include "app/purging.h"
#include "base/fs.h"
#include "model/detail.h"
#include "text/mask.h"

#include <json-c/json.h>

static void add(json_object *object, const char *key, const char *value)
{
	/* What came from the command line or a name of a file need not be UTF-8; JSON is. */
	g_autofree char *valid = g_utf8_make_valid(value ? value : "", -1);

	json_object_object_add(object, key, json_object_new_string(valid));
}

static void add_int(json_object *object, const char *key, int64_t value)
{
	json_object_object_add(object, key, json_object_new_int64(value));
}

static void add_bool(json_object *object, const char *key, bool value)
{
	json_object_object_add(object, key, json_object_new_boolean(value));
}

/* With the numbers of telephones and persons masked. */
static void add_masked(json_object *object, const char *key, const char *value)
{
	g_autofree char *masked = mask_numbers(value);

	add(object, key, masked);
}

static void add_error(json_object *object, const struct err *err)
{
	add(object, "words", err->words);
	add_int(object, "status", err_exit_status(err->kind));
}

/* A time, or null where there is none. */
static void add_time(json_object *object, const char *key, int64_t ms)
{
	g_autofree char *text = ms ? clock_utc_text(ms) : NULL;

	json_object_object_add(object, key, text ? json_object_new_string(text) : NULL);
}

static char *line_of(json_object *object)
{
	const char *text = json_object_to_json_string_ext(
	    object, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);
	char *line = g_strconcat(text, "\n", NULL);

	json_object_put(object);
	return line;
}

static json_object *row_object(
    const struct session *session, const struct report *report, int64_t claimed_by)
{
	json_object *object = json_object_new_object();
	g_autofree char *turn_roles = roles_print(report->turn_roles);

	add(object, "number", report->number);
	add(object, "title", session_title(session, report));
	add(object, "state", state_name(report->state));
	add(object, "source", source_name(report->source));
	add(object, "writer", report->writers);
	add(object, "unit", report->unit);
	add_time(object, "received", report->received_ms);
	add_int(object, "revision", report->revision);
	add_int(object, "chars", report->chars);
	add(object, "turn",
	    report->turn_person ? person_name(session->people, report->turn_person) : turn_roles);
	add_time(object, "due", report->due_ms);
	add(object, "urgency", urgency_name(report->urgency));
	add(object, "assigned", person_name(session->people, report->assigned));
	add(object, "claimed", person_name(session->people, claimed_by));
	add(object, "dispatch", report->dispatch_number);
	add(object, "digest", report->digest);
	add(object, "id", report->uid);
	return object;
}

char *json_of_row(struct session *session, const struct report *report, int64_t claimed_by)
{
	return line_of(row_object(session, report, claimed_by));
}

static void add_act(json_object *object, const char *key, const struct event *event)
{
	json_object *act = json_object_new_object();

	add(act, "person", event->person_name);
	add_time(act, "at", event->at_ms);
	add(act, "words", event->words);
	json_object_object_add(object, key, act);
}

static void add_copies(const struct session *session, json_object *object, const GPtrArray *copies)
{
	json_object *done = json_object_new_array(), *owing = json_object_new_array();

	for (guint i = 0; i < copies->len; i++) {
		const struct purge_copy *copy = g_ptr_array_index(copies, i);
		json_object *one = json_object_new_object();

		add(one, "person", person_name(session->people, copy->person));
		add(one, "desk", copy->computer);
		add_time(one, copy->done_ms ? "at" : "seen",
		    copy->done_ms ? copy->done_ms : copy->seen_ms);
		json_object_array_add(copy->done_ms ? done : owing, one);
	}
	json_object_object_add(object, "done", done);
	json_object_object_add(object, "owing", owing);
}

static void add_backups(const struct session *session, json_object *object, int64_t report)
{
	g_autoptr(GPtrArray) backups = purging_backups(session, report);
	json_object *list = json_object_new_array();

	for (guint i = 0; backups && i < backups->len; i++) {
		g_autofree char *shown = fs_shown(g_ptr_array_index(backups, i));

		json_object_array_add(list, json_object_new_string(shown));
	}
	json_object_object_add(object, "backups", list);
}

static json_object *purge_object(const struct session *session, const struct dossier *dossier)
{
	const struct event *done = purge_confirmed(dossier->trail, dossier->report->id);
	const struct event *asked = purge_asked(dossier->trail, dossier->report->id);
	json_object *object = done || asked ? json_object_new_object() : NULL;
	g_autoptr(GPtrArray) exports = purging_exports(dossier->trail, dossier->report->id);

	if (!object)
		return NULL;
	if (asked)
		add_act(object, "asked", asked);
	if (done) {
		g_autoptr(GPtrArray) copies = purge_copies(dossier->trail, done);

		add_act(object, "confirmed", done);
		add_copies(session, object, copies);
		add_backups(session, object, dossier->report->id);
	}
	add_int(object, "exports", exports->len);
	return object;
}

char *json_of_shown(struct session *session, const struct dossier *dossier)
{
	json_object *object = row_object(
	    session, dossier->report, dossier->claim ? dossier->claim->person : 0);
	json_object *purge = purge_object(session, dossier);

	if (purge)
		json_object_object_add(object, "purge", purge);
	return line_of(object);
}

char *json_of_person(const struct person *person, const char *invitation)
{
	json_object *object = json_object_new_object();
	g_autofree char *roles = roles_print(person->roles);

	add_int(object, "id", person->id);
	add(object, "name", person->name);
	add(object, "login", person->login);
	add(object, "roles", roles);
	add_bool(object, "retired", person->retired);
	if (invitation)
		add(object, "invitation", invitation);
	return line_of(object);
}

char *json_of_event(const GPtrArray *people, const struct event *event, bool bare)
{
	json_object *object = json_object_new_object();

	add_int(object, "seq", event->seq);
	add(object, "move", event->kind);
	add(object, "from", state_name(event->from));
	add(object, "to", state_name(event->to));
	add(object, "person", event->person_name);
	if (story_for(event))
		add(object, "for", person_name(people, story_for(event)));
	add(object, "desk", event->desk);
	add_time(object, "at", event->at_ms);
	add(object, "reason", event->reason);
	if (bare)
		add(object, "words", event->words);
	else
		add_masked(object, "words", event->words);
	add_int(object, "revision", event->revision);
	add(object, "text", event->text_digest);
	add(object, "detail", event->detail);
	add(object, "digest", event->digest);
	return line_of(object);
}

char *json_of_office(const char *path, const char *name, const char *key)
{
	json_object *object = json_object_new_object();

	add(object, "db", path);
	add(object, "office", name);
	add(object, "key", key);
	return line_of(object);
}

char *json_of_key(const char *person, const char *key, const char *state, int64_t entry)
{
	json_object *object = json_object_new_object();

	add(object, "person", person);
	add(object, "key", key);
	add(object, "state", state);
	if (entry)
		add_int(object, "entry", entry);
	return line_of(object);
}

static void add_names(json_object *object, const char *key, const char *list)
{
	g_auto(GStrv) names = steps_names(list);
	json_object *array = json_object_new_array();

	for (char **name = names; *name; name++)
		json_object_array_add(array, json_object_new_string(*name));
	json_object_object_add(object, key, array);
}

char *json_of_steps(const struct steps *steps)
{
	json_object *object = json_object_new_object();

	add_names(object, "steps", steps->list);
	if (steps->asked)
		add_names(object, "asked", steps->asked);
	return line_of(object);
}

char *json_of_lend(const GPtrArray *people, const struct lend *lend, const char *state)
{
	json_object *object = json_object_new_object();

	add_int(object, "entry", lend->seq);
	add(object, "role", lend_role_name(lend));
	add(object, "by", lend->by ? person_name(people, lend->by) : "");
	add(object, "to", person_name(people, lend->to));
	add_time(object, "from", lend->from_ms);
	add_time(object, "until", lend->until_ms);
	add(object, "state", state);
	return line_of(object);
}

char *json_of_head(const char *head)
{
	json_object *object = json_object_new_object();

	add(object, "head", head);
	return line_of(object);
}

char *json_of_verified(const struct verified *found)
{
	json_object *object = json_object_new_object();
	json_object *odd = json_object_new_array();

	add_bool(object, "whole", true);
	add_int(object, "events", found->events);
	add_int(object, "reports", found->reports);
	add_int(object, "revisions", found->revisions);
	add_int(object, "originals", found->originals);
	add(object, "head", found->head);
	add(object, "key", found->key);
	add_int(object, "from", found->from + 1);
	for (guint i = 0; found->flags && i < found->flags->len; i++)
		json_object_array_add(
		    odd, json_object_new_string(g_ptr_array_index(found->flags, i)));
	json_object_object_add(object, "odd", odd);
	return line_of(object);
}

char *json_of_result(const char *number, const char *state, int64_t seq, const struct err *err)
{
	json_object *object = json_object_new_object();

	add(object, "number", number);
	add_bool(object, "done", err->kind == ERR_NONE);
	if (err->kind == ERR_NONE) {
		add(object, "state", state);
		add_int(object, "seq", seq);
	} else {
		add_error(object, err);
	}
	return line_of(object);
}

char *json_of_import(const struct import_entry *entry, bool dry_run)
{
	json_object *object = json_object_new_object();
	json_object *notes = json_object_new_array();
	g_autofree char *path = fs_shown(entry->path);

	add(object, "path", path);
	add(object, "outcome", import_name(entry->outcome));
	add_bool(object, "dry_run", dry_run);
	add(object, "number", entry->number);
	if (entry->outcome == IMPORT_REFUSED)
		add_error(object, &entry->why);
	else if (entry->outcome == IMPORT_SKIPPED)
		add(object, "words", entry->why.words);
	if (entry->title) {
		add(object, "title", entry->title);
		add(object, "writer", entry->writers);
		add(object, "unit", entry->unit);
		add_masked(object, "contact", entry->contact);
		add_int(object, "chars", entry->chars);
		add(object, "charset",
		    entry->charset == CHARSET_UNKNOWN ? "" : charset_name(entry->charset));
	}
	for (guint i = 0; i < entry->notes->len; i++) {
		g_autofree char *masked = mask_numbers(g_ptr_array_index(entry->notes, i));

		json_object_array_add(notes, json_object_new_string(masked));
	}
	json_object_object_add(object, "notes", notes);
	return line_of(object);
}

char *json_of_export(const struct export *export, const struct err *err)
{
	json_object *object = json_object_new_object();
	g_autofree char *path = fs_shown(export->path ? export->path : "");

	add(object, "number", export->report->number);
	add_bool(object, "done", err->kind == ERR_NONE);
	add(object, "form", export_name(export->form));
	if (err->kind == ERR_NONE) {
		add(object, "path", path);
		add(object, "digest", export->text->digest);
	} else {
		add_error(object, err);
	}
	return line_of(object);
}
