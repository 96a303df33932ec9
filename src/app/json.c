/* Reports, events and results as JSON, one object a line (design 8). */
#include "app/cli.h"

#include "base/clock.h"

#include <json-c/json.h>

static void add(json_object *object, const char *key, const char *value)
{
	json_object_object_add(object, key, json_object_new_string(value ? value : ""));
}

static void add_int(json_object *object, const char *key, int64_t value)
{
	json_object_object_add(object, key, json_object_new_int64(value));
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

char *json_of_row(struct session *session, const struct report *report, int64_t claimed_by)
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
	return line_of(object);
}

char *json_of_person(const struct person *person)
{
	json_object *object = json_object_new_object();
	g_autofree char *roles = roles_print(person->roles);

	add_int(object, "id", person->id);
	add(object, "name", person->name);
	add(object, "login", person->login);
	add(object, "roles", roles);
	json_object_object_add(object, "retired", json_object_new_boolean(person->retired));
	return line_of(object);
}

char *json_of_event(const struct event *event)
{
	json_object *object = json_object_new_object();

	add_int(object, "seq", event->seq);
	add(object, "move", event->kind);
	add(object, "from", state_name(event->from));
	add(object, "to", state_name(event->to));
	add(object, "person", event->person_name);
	add(object, "desk", event->desk);
	add_time(object, "at", event->at_ms);
	add(object, "reason", event->reason);
	add(object, "words", event->words);
	add_int(object, "revision", event->revision);
	add(object, "text", event->text_digest);
	add(object, "detail", event->detail);
	add(object, "digest", event->digest);
	return line_of(object);
}

char *json_of_result(const char *number, const char *state, int64_t seq, const struct err *err)
{
	json_object *object = json_object_new_object();

	add(object, "number", number);
	json_object_object_add(object, "done", json_object_new_boolean(err->kind == ERR_NONE));
	if (err->kind == ERR_NONE) {
		add(object, "state", state);
		add_int(object, "seq", seq);
	} else {
		add(object, "words", err->words);
		add_int(object, "status", err_exit_status(err->kind));
	}
	return line_of(object);
}
