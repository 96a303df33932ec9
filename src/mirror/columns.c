/* From rows to the plain structs of the model, and the keys of the lists from those. */
#include "mirror/columns.h"

struct order {
	const char *index;
	const char *keys[3];
};

static const struct order orders[SORT_COUNT] = {
#define SORT(id, name, words, index, a, b, c) {index, {a, b, c}},
#include "mirror/sorts.def"
#undef SORT
};

static void take(char **field, char *value)
{
	g_free(*field);
	*field = value;
}

struct report *columns_report(struct probe *probe)
{
	struct report *report = g_new0(struct report, 1); /* all its strings are set below */

	report->id = probe_get_int(probe);
	take(&report->uid, probe_get_text(probe));
	take(&report->number, probe_get_text(probe));
	report->state = (enum state)probe_get_int(probe);
	report->was = (enum state)probe_get_int(probe);
	report->source = (enum source)probe_get_int(probe);
	report->received_ms = probe_get_int(probe);
	report->since_ms = probe_get_int(probe);
	report->limit_ms = probe_get_int(probe);
	report->revision = (int)probe_get_int(probe);
	take(&report->digest, probe_get_digest(probe));
	report->assigned = probe_get_int(probe);
	report->merged_into = probe_get_int(probe);
	take(&report->dispatch_number, probe_get_text(probe));
	take(&report->original_digest, probe_get_digest(probe));
	take(&report->original_name, probe_get_text(probe));
	report->seq = probe_get_int(probe);
	take(&report->title, probe_get_text(probe));
	take(&report->writers, probe_get_text(probe));
	take(&report->unit, probe_get_text(probe));
	report->urgency = (enum urgency)probe_get_int(probe);
	report->chars = (int)probe_get_int(probe);
	report->turn_roles = (unsigned)probe_get_int(probe);
	report->turn_person = probe_get_int(probe);
	report->due_ms = probe_get_int(probe);
	return report;
}

struct event *columns_event(struct probe *probe)
{
	struct event *event = event_new();

	event->seq = probe_get_int(probe);
	take(&event->uid, probe_get_text(probe));
	event->report = probe_get_int(probe);
	take(&event->kind, probe_get_text(probe));
	event->from = (enum state)probe_get_int(probe);
	event->to = (enum state)probe_get_int(probe);
	event->person = probe_get_int(probe);
	take(&event->person_name, probe_get_text(probe));
	take(&event->desk, probe_get_text(probe));
	take(&event->program, probe_get_text(probe));
	event->at_ms = probe_get_int(probe);
	take(&event->reason, probe_get_text(probe));
	take(&event->words, probe_get_text(probe));
	event->revision = (int)probe_get_int(probe);
	take(&event->text_digest, probe_get_digest(probe));
	take(&event->detail, probe_get_text(probe));
	take(&event->digest, probe_get_digest(probe));
	take(&event->prev, probe_get_digest(probe));
	if (event->seq == 1)
		take(&event->prev, g_strdup(EVENT_NO_DIGEST));
	return event;
}

struct revision *columns_revision(struct probe *probe, bool with_body)
{
	struct revision *revision = revision_new();

	revision->report = probe_get_int(probe);
	revision->no = (int)probe_get_int(probe);
	revision->base = (int)probe_get_int(probe);
	take(&revision->title, probe_get_text(probe));
	/* What the share kept as a list of writers is one; if it is not, the digest has said so. */
	if (!writers_parse(probe_peek(probe), revision))
		g_ptr_array_set_size(revision->writers, 0);
	take(&revision->unit, probe_get_text(probe));
	take(&revision->contact, probe_get_text(probe));
	take(&revision->category, probe_get_text(probe));
	take(&revision->addressees, probe_get_text(probe));
	take(&revision->copies, probe_get_text(probe));
	take(&revision->periodical, probe_get_text(probe));
	revision->urgency = (enum urgency)probe_get_int(probe);
	take(&revision->mark, probe_get_text(probe));
	revision->person = probe_get_int(probe);
	revision->at_ms = probe_get_int(probe);
	revision->seq = probe_get_int(probe);
	revision->chars = (int)probe_get_int(probe);
	take(&revision->digest, probe_get_digest(probe));
	take(&revision->body, with_body ? probe_get_text(probe) : NULL);
	return revision;
}

int64_t columns_rank(const struct report *report)
{
	return report->turn_roles ? RANK_PLAIN - (int64_t)report->urgency : RANK_NOBODY;
}

int64_t columns_due_key(const struct report *report)
{
	return report->due_ms ? report->due_ms : INT64_MAX;
}

int64_t columns_wait(const struct report *report)
{
	return report->turn_roles ? columns_due_key(report) : -report->received_ms;
}

int64_t columns_number_key(const struct report *report)
{
	int year = 0;
	int serial = 0;

	if (!report_number_parse(report->number, 0, &year, &serial))
		return 0;
	return (int64_t)year * 1000000000 + serial;
}

bool columns_key_int(enum query_sort sort, int at, const struct report *report, int64_t *key)
{
	switch (sort) {
	case SORT_QUEUE:
		*key = at == 0   ? columns_rank(report)
		       : at == 1 ? columns_wait(report)
				 : report->received_ms;
		return true;
	case SORT_NUMBER:
		*key = columns_number_key(report);
		return at == 0;
	case SORT_RECEIVED:
		*key = report->received_ms;
		return at == 0;
	case SORT_DUE:
		*key = columns_due_key(report);
		return at == 0;
	case SORT_SINCE:
		*key = report->since_ms;
		return at == 0;
	case SORT_STATE:
		*key = at == 0 ? (int64_t)report->state : report->since_ms;
		return at < 2;
	case SORT_HAND:
		*key = at == 0 ? report->turn_person : (int64_t)report->turn_roles;
		return at < 2;
	case SORT_SOURCE:
		*key = at == 0 ? (int64_t)report->source : report->received_ms;
		return at < 2;
	case SORT_CHARS:
		*key = report->chars;
		return at == 0;
	default:
		return false;
	}
}

const char *columns_key_text(enum query_sort sort, int at, const struct report *report)
{
	if (at != 0)
		return NULL;
	return sort == SORT_TITLE    ? report->title
	       : sort == SORT_WRITER ? report->writers
	       : sort == SORT_UNIT   ? report->unit
				     : NULL;
}

const char *columns_key_name(enum query_sort sort, int at)
{
	return at < 3 ? orders[sort].keys[at] : NULL;
}

const char *columns_index(enum query_sort sort)
{
	return orders[sort].index;
}

int columns_compare(const struct query *query, const struct report *a, const struct report *b)
{
	int order = 0;

	for (int at = 0; order == 0 && columns_key_name(query->sort, at); at++) {
		int64_t one = 0;
		int64_t other = 0;

		if (columns_key_int(query->sort, at, a, &one) &&
		    columns_key_int(query->sort, at, b, &other))
			order = one < other ? -1 : one > other;
		else
			order = strcmp(columns_key_text(query->sort, at, a),
			    columns_key_text(query->sort, at, b));
	}
	if (order == 0)
		order = a->id < b->id ? -1 : a->id > b->id;
	return query->reversed ? -order : order;
}
