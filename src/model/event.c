/* An entry of the trail as a plain value. */
#include "model/event.h"

#include "model/canon.h"

static char **strings_of(struct event *event, size_t at)
{
	char **fields[] = {&event->uid, &event->kind, &event->person_name, &event->desk,
	    &event->program, &event->reason, &event->words, &event->text_digest, &event->detail,
	    &event->key, &event->prev, &event->digest, &event->signature};

	return at < G_N_ELEMENTS(fields) ? fields[at] : NULL;
}

struct event *event_new(void)
{
	struct event *event = g_new0(struct event, 1);
	char **field;

	for (size_t i = 0; (field = strings_of(event, i)); i++)
		*field = g_strdup("");
	return event;
}

struct event *event_copy(const struct event *from)
{
	struct event *to = g_new(struct event, 1);
	char **field;

	*to = *from;
	for (size_t i = 0; (field = strings_of(to, i)); i++)
		*field = g_strdup(*field);
	return to;
}

void event_free(struct event *event)
{
	char **field;

	if (!event)
		return;
	for (size_t i = 0; (field = strings_of(event, i)); i++)
		g_free(*field);
	g_free(event);
}

GString *event_canon(const struct event *event)
{
	GString *canon = canon_new("event", 2);

	canon_int(canon, "seq", event->seq);
	canon_text(canon, "uid", event->uid);
	canon_int(canon, "report", event->report);
	canon_text(canon, "kind", event->kind);
	canon_text(canon, "from", state_name(event->from));
	canon_text(canon, "to", state_name(event->to));
	canon_int(canon, "person", event->person);
	canon_text(canon, "name", event->person_name);
	canon_text(canon, "desk", event->desk);
	canon_text(canon, "program", event->program);
	canon_int(canon, "at", event->at_ms);
	canon_text(canon, "reason", event->reason);
	canon_text(canon, "words", event->words);
	canon_int(canon, "revision", event->revision);
	canon_text(canon, "text", event->text_digest);
	canon_text(canon, "detail", event->detail);
	canon_text(canon, "key", event->key);
	canon_text(canon, "prev", event->prev);
	return canon;
}
