/* One step of an act: event, number, text, original, row, in the order that the guards ask for. */
#include "share/write.h"

#include "base/clock.h"
#include "base/lang.h"
#include "share/audit.h"
#include "share/claims.h"
#include "share/fold.h"
#include "share/init.h"
#include "share/people.h"
#include "share/purge.h"
#include "share/reports.h"
#include "share/revisions.h"
#include "text/count.h"

/* What is offered is signed with itself: nobody has admitted it yet. */
static bool choose_key(struct writing *writing, struct err *err)
{
	const struct act *act = writing->act;
	enum move_id move = act->ask.move;

	if (move == MOVE_JOIN && act->keys && act->keys->len)
		writing->key = g_ptr_array_index(act->keys, 0);
	else
		writing->key = roster_choose(
		    writing->roster, act->keys, writing->actor, is_office_act(move), err);
	return writing->key != NULL;
}

bool write_open(struct writing *writing, int64_t report, struct share_case *found, struct err *err)
{
	if (!case_load(writing->db, report, found, err))
		return false;
	found->file.actor = person_by_id(found->people, writing->act->actor);
	found->file.desk = writing->act->desk;
	found->file.fence = writing->act->fence;
	found->file.now_ms = writing->act->now_ms;
	found->file.steps = writing->roster
				? g_hash_table_lookup(writing->roster->settings, STEPS_SETTING)
				: NULL;
	found->file.lent = writing->roster ? writing->roster->lent : NULL;
	writing->actor = found->file.actor;
	if (!writing->actor)
		return err_fail(
		    err, ERR_INPUT, _("the person who is to do this is not of this office"));
	return !writing->roster || (roster_same_people(writing->roster, found->people, err) &&
				       choose_key(writing, err));
}

static void set(char **field, const char *value)
{
	revision_set(field, value ? value : "");
}

static struct event *new_event(struct writing *writing, const struct step *step)
{
	const struct act *act = writing->act;
	struct event *event = event_new();

	if (act->uid && !writing->uid_is_used)
		set(&event->uid, act->uid);
	writing->uid_is_used = true;
	set(&event->kind, move_row(step->move)->name);
	event->person = act->actor;
	set(&event->person_name, writing->actor->name);
	set(&event->desk, act->desk);
	set(&event->program, act->program);
	event->at_ms = act->now_ms;
	set(&event->reason, step->reason);
	set(&event->words, step->words);
	g_free(event->detail);
	event->detail = step->detail ? detail_print(step->detail) : g_strdup("");
	return event;
}

/* The revision as it will stand, sealed; NULL and an error set when its digest cannot be taken. */
static struct revision *new_text(struct writing *writing, const struct share_case *found,
    const struct step *step, int64_t report, struct err *err)
{
	struct revision *text = revision_copy(step->text);

	text->report = report;
	text->base = found->report ? found->report->revision : 0;
	text->no = text->base + 1;
	text->person = writing->act->actor;
	text->at_ms = writing->act->now_ms;
	text->chars = (int)text_count(text->body, strlen(text->body)).words;
	if (revisions_seal(writing->seal, text, err))
		return text;
	revision_free(text);
	return NULL;
}

/* What stands in the event of the text it saw or brought. */
static void take_text(struct event *event, const struct report *report, const struct revision *text)
{
	if (text) {
		event->revision = text->no;
		set(&event->text_digest, text->digest);
	} else if (report) {
		event->revision = report->revision;
		set(&event->text_digest, report->digest);
	}
}

static bool write_rows(struct writing *writing, const struct step *step, const struct event *event,
    struct revision *text, struct err *err)
{
	if (step->counter &&
	    !counter_take(writing->db, step->counter, step->year, step->serial, event->seq, err))
		return false;
	if (text) {
		text->seq = event->seq;
		if (!revisions_insert(writing->db, text, err))
			return false;
	}
	if (step->original) {
		struct original original = *step->original;

		original.seq = event->seq;
		original.report = event->report;
		if (!reports_add_original(writing->db, &original, err))
			return false;
	}
	return step->move != MOVE_PURGE_CONFIRM || purge_rows(writing->db, event->report, err);
}

static bool settle(struct writing *writing, struct share_case *found, struct event *event,
    struct revision *text, struct err *err)
{
	bool is_new = found->report == NULL;

	if (is_new)
		found->report = report_new();
	g_ptr_array_add(found->trail, event);
	fold_event(found->report, found->trail, event);
	if (text) {
		report_take_head(found->report, text);
		g_ptr_array_add(found->revisions, text);
	}
	found->file.report = found->report;
	if (found->claim && event->from != event->to) {
		if (!claims_drop(writing->db, found->report->id, err))
			return false;
		claim_free(found->claim);
		found->claim = NULL;
		found->file.claim = NULL;
	}
	return is_new ? reports_insert(writing->db, found->report, err)
		      : reports_update(writing->db, found->report, err);
}

static void tell(struct done *done, const struct report *report, int64_t seq)
{
	done->seq = seq;
	done->report = report->id;
	done->state = report->state;
	set(&done->number, report->number);
	set(&done->dispatch_number, report->dispatch_number);
	done->revision = report->revision;
	set(&done->digest, report->digest);
}

bool write_step(
    struct writing *writing, struct share_case *found, const struct step *step, struct err *err)
{
	int64_t report = found->report ? found->report->id : 0;
	struct revision *text = NULL;

	if (!report && !reports_next_id(writing->db, &report, err))
		return false;
	if (step->text) {
		text = new_text(writing, found, step, report, err);
		if (!text)
			return false;
	}
	struct event *event = new_event(writing, step);

	event->report = report;
	event->from = found->report ? found->report->state : STATE_NONE;
	event->to = step->to;
	take_text(event, found->report, text);
	if (!audit_append(writing->db, writing->seal, writing->key, event, err) ||
	    !write_rows(writing, step, event, text, err)) {
		event_free(event);
		revision_free(text);
		return false;
	}
	int64_t seq = event->seq;
	if (!settle(writing, found, event, text, err))
		return false;
	tell(writing->done, found->report, seq);
	return true;
}

bool write_office(
    struct writing *writing, const struct step *step, struct event **event, struct err *err)
{
	*event = new_event(writing, step);
	writing->took_office = true;
	if (audit_append(writing->db, writing->seal, writing->key, *event, err) &&
	    (!writing->roster || roster_take(writing->roster, *event, err))) {
		writing->done->seq = (*event)->seq;
		return true;
	}
	event_free(*event);
	*event = NULL;
	return false;
}

bool write_number(struct writing *writing, const char *kind, struct step *step,
    struct detail *detail, struct err *err)
{
	g_autofree char *zone = NULL;
	g_autofree char *number = NULL;
	int month, day;

	if (!settings_get(writing->db, SETTING_ZONE, &zone, err))
		return false;
	clock_date(writing->act->now_ms, zone ? zone : OFFICE_ZONE, &step->year, &month, &day);
	if (!counter_next(writing->db, kind, step->year, &step->serial, err))
		return false;
	step->counter = kind;
	number = strcmp(kind, COUNTER_DISPATCH) == 0
		     ? g_strdup_printf("%04d-B%04d", step->year, step->serial)
		     : report_number(step->year, step->serial);
	detail_put(detail, "number", number);
	return true;
}
