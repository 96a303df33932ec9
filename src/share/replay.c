/* Replaying a file's events: each judged by the rules from the state that the ones before led to.
 */
#include "share/replay.h"

#include "base/lang.h"
#include "flow/judge.h"
#include "flow/purge.h"
#include "model/detail.h"
#include "share/init.h"
#include "share/purge.h"
#include "share/replay_case.h"
#include "share/reports.h"
#include "share/revisions.h"

void replay_init(struct replay *replay, struct db *db, const struct seal *seal)
{
	*replay = (struct replay){.db = db};
	replay->roster = roster_new(seal);
	replay->counters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	replay->cases = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, replayed_free);
	g_queue_init(&replay->owed);
}

void replay_clear(struct replay *replay)
{
	roster_free(replay->roster);
	g_free(replay->near_number);
	g_hash_table_destroy(replay->counters);
	g_hash_table_destroy(replay->cases);
	g_queue_clear_full(&replay->owed, g_free);
}

/* The ask that led to an event, as far as the event tells it. */
struct retold {
	struct ask ask;
	struct checklist ticks;
	char *to, *list, *sheet;
};

static void retold_clear(struct retold *retold)
{
	checklist_clear(&retold->ticks);
	g_free(retold->to);
	g_free(retold->list);
	g_free(retold->sheet);
}

static void retell(const struct replay *replay, const struct event *event, enum move_id move,
    struct retold *retold)
{
	g_autofree char *verdict = detail_get(event->detail, "verdict");
	struct ask *ask = &retold->ask;

	retold->to = detail_get(event->detail, "to");
	retold->list = detail_get(event->detail, "ticks");
	retold->sheet = detail_get(event->detail, "sheet");
	if (retold->list && checklist_parse(retold->list, &retold->ticks))
		ask->ticks = &retold->ticks;
	if (!verdict || !move_is_kind(verdict, &ask->paper))
		ask->paper = MOVE_COUNT;
	ask->move = move;
	ask->reason = event->reason;
	ask->words = event->words;
	ask->to = retold->to;
	ask->digest = retold->sheet;
	ask->to_person = person_by_id(
	    replay->roster->people, detail_get_int(event->detail, "person", 0));
	ask->with_incoming = move == MOVE_MERGE && replay->merges_incoming;
}

/* An event says by whose authority it was made, exactly where it needed one. */
static bool authority_fits(const struct case_file *file, const struct event *event,
    enum move_id move, struct err *why)
{
	const struct lend *lent = judge_lent(file, move);
	const struct lend *both = move == MOVE_SIGN ? judge_needs_both(file) : NULL;

	if (story_for(event) == (lent ? lent->by : 0) &&
	    detail_get_int(event->detail, "lent", 0) == (lent ? lent->seq : 0) &&
	    detail_get_int(event->detail, "both", 0) == (both ? both->seq : 0))
		return true;
	return err_fail(why, ERR_DAMAGED, _("it names another authority than the one it had"));
}

/* Of a text that was purged since, the rules see that there was one. */
static struct revision *as_it_was(const struct revision *text)
{
	struct revision *copy = text ? revision_copy(text) : NULL;

	if (copy && purge_is_shell(copy))
		revision_set(&copy->title, "?");
	return copy;
}

/* What was purged is gone from every row. */
static bool leaves_nothing(
    struct replay *replay, enum move_id move, const struct event *event, struct err *err)
{
	bool left = false;

	return move != MOVE_PURGE_CONFIRM ||
	       (purge_is_left(replay->db, event->report, &left, err) &&
		   (!left || blame(err, event, _("purged the text, and yet it is still there"))));
}

/* The second person confirms what the first one asked for. */
static bool names_the_ask(const struct case_file *file, const struct event *event, struct err *err)
{
	const struct event *asked = purge_asked(file->trail, event->report);

	return (asked && detail_get_int(event->detail, "of", 0) == asked->seq) ||
	       err_fail(err, ERR_DAMAGED, _("it confirms another purge than was asked for"));
}

/* A text is submitted under the steps that are in force, and each pass says which one it is. */
static bool steps_fit(
    const struct case_file *file, const struct event *event, enum move_id move, struct err *why)
{
	if (move != MOVE_SUBMIT && move != MOVE_PASS)
		return true;
	g_autofree char *list = detail_get(event->detail, "steps");
	g_autofree char *in_force = steps_in_force(file->steps);
	g_autoptr(GPtrArray) passes = story_passes(file);
	if (move == MOVE_SUBMIT)
		return strcmp(list ? list : "0", in_force) == 0 ||
		       err_fail(why, ERR_DAMAGED, _("it names other steps than those in force"));
	return story_step(event) == (int)passes->len + 1 ||
	       err_fail(why, ERR_DAMAGED, _("it is another step than the next"));
}

static bool judge_again(struct replay *replay, const struct replayed *replayed,
    const struct event *event, enum move_id move, const struct revision *text, struct err *err)
{
	const char *late = g_hash_table_lookup(replay->roster->settings, SETTING_LATE_ADDRESSEES);
	struct retold retold = {0};
	struct err why = {0};
	struct case_file file = {.report = replayed->row,
	    .trail = replayed->trail,
	    .revisions = replayed->revisions,
	    .people = replay->roster->people,
	    .lent = replay->roster->lent,
	    .steps = g_hash_table_lookup(replay->roster->settings, STEPS_SETTING),
	    .actor = person_by_id(replay->roster->people, event->person),
	    .desk = event->desk,
	    .late_addressees = late && strcmp(late, "yes") == 0,
	    .now_ms = event->at_ms};

	if (!file.actor || strcmp(file.actor->name, event->person_name) != 0)
		return blame(err, event, _("is by nobody of this office"));
	retell(replay, event, move, &retold);
	struct revision *was = as_it_was(text);
	retold.ask.text = was;
	bool good = judge(&file, &retold.ask, &why);
	if (good && event->to != judge_target(&file, move))
		good = err_fail(&why, ERR_DAMAGED, _("it leads to a state that it cannot lead to"));
	if (good && move == MOVE_UNDO_LAST)
		good = detail_get_int(event->detail, "undone", 0) == story_undoable(&file)->seq ||
		       err_fail(&why, ERR_DAMAGED, _("it takes back another step than the last"));
	good = good && authority_fits(&file, event, move, &why) &&
	       steps_fit(&file, event, move, &why);
	if (good && move == MOVE_PURGE_CONFIRM)
		good = names_the_ask(&file, event, &why);
	revision_free(was);
	retold_clear(&retold);
	return good || blame(err, event, _("was not allowed: %s"), why.words);
}

/* From where the report stood, and of exactly the text that stood, or with the next one. */
static bool fits_the_row(const struct replayed *replayed, const struct event *event,
    const struct revision *text, struct err *err)
{
	const struct report *row = replayed->row;

	if (event->from != (row ? row->state : STATE_NONE))
		return blame(err, event, _("begins at a state where the report was not"));
	if (text)
		return text->no == (row ? row->revision : 0) + 1 ||
		       blame(err, event, _("brings a text out of turn"));
	return (row && event->revision == row->revision &&
		   strcmp(event->text_digest, row->digest) == 0) ||
	       blame(err, event, _("is of another text than the one that stood"));
}

/* The head alone may change in a set: the body was read and checked a moment ago. */
static bool keeps_body(struct replay *replay, enum move_id move, const struct event *event,
    const struct revision *text, struct err *err)
{
	struct revision *before = NULL;

	if (move != MOVE_SET || !text)
		return true;
	if (!revisions_one(replay->db, event->report, text->no - 1, &before, err))
		return false;
	bool same = before && strcmp(before->body, text->body) == 0;

	revision_free(before);
	return same || blame(err, event, _("changed the body, where only the head may change"));
}

static bool takes_number(
    struct replay *replay, enum move_id move, const struct event *event, struct err *err)
{
	g_autofree char *number = NULL;

	if (move != MOVE_RECEIVE && move != MOVE_COMPOSE && move != MOVE_DISPATCH)
		return true;
	number = detail_get(event->detail, "number");
	return replay_number(replay, event,
	    move == MOVE_DISPATCH ? COUNTER_DISPATCH : COUNTER_REPORT, number ? number : "", err);
}

/* No rule forbids it, but whoever reads the audit should know. */
static void note_near(struct replay *replay, const struct replayed *replayed, enum move_id move,
    const struct event *event)
{
	const struct event *before = move == MOVE_PASS || move == MOVE_SIGN
					 ? story_near(replayed->trail, event->report, event->person,
					       event->desk, event->at_ms)
					 : NULL;

	if (!before)
		return;
	replay->near++;
	if (replay->near_number)
		return;
	replay->near_number = g_strdup(replayed->row->number);
	replay->near_before = before->seq;
	replay->near_seq = event->seq;
}

static bool take_event(struct replay *replay, struct replayed *replayed, enum move_id move,
    const struct event *event, const struct revision *text, struct err *err)
{
	return fits_the_row(replayed, event, text, err) &&
	       judge_again(replay, replayed, event, move, text, err) &&
	       keeps_body(replay, move, event, text, err) &&
	       leaves_nothing(replay, move, event, err) && takes_number(replay, move, event, err) &&
	       owed_after(replay, move, replayed, event, text, err);
}

static bool replay_report(
    struct replay *replay, struct event *event, struct revision *text, struct err *err)
{
	enum move_id move;
	bool is_birth = move_is_kind(event->kind, &move) &&
			(move == MOVE_RECEIVE || move == MOVE_COMPOSE);
	struct replayed *replayed = NULL;
	bool good = move_parse(event->kind, &move) ||
		    blame(err, event, _("is of a kind that this program does not know"));

	good = good && owed_pay(replay, move, event, err);
	if (!replay->roster->first_report)
		replay->roster->first_report = event->seq;
	if (good)
		replayed = replayed_of(replay, event, is_birth, err);
	good = good && replayed && take_event(replay, replayed, move, event, text, err);
	if (!good) {
		event_free(event);
		revision_free(text);
		return false;
	}
	note_near(replay, replayed, move, event);
	replayed_take(replayed, event, text);
	return replayed_compare(replay, replayed, event, err);
}

bool replay_event(
    struct replay *replay, struct event *event, struct revision *text, struct err *err)
{
	if (event->report)
		return replay_report(replay, event, text, err);
	bool good = (!text || blame(err, event, _("brings a text to no report"))) &&
		    replay_office(replay, event, err);
	event_free(event);
	revision_free(text);
	return good;
}

bool replay_end(struct replay *replay, struct err *err)
{
	const struct owed *owed = g_queue_peek_head(&replay->owed);
	GHashTableIter iter;
	void *value;
	int64_t rows;

	if (owed)
		return err_fail(err, ERR_DAMAGED,
		    _("the last act is cut off: %s of report %lld is missing"),
		    blame_kind(owed->kind), (long long)owed->report);
	g_hash_table_iter_init(&iter, replay->cases);
	if (g_hash_table_iter_next(&iter, NULL, &value))
		return err_fail(err, ERR_DAMAGED,
		    _("the row of report %s names event %lld as its newest, which is not there"),
		    ((struct replayed *)value)->row->number,
		    (long long)((struct replayed *)value)->last_seq);
	if (!sql_one_int(replay->db, "SELECT count(*) FROM report", 0, &rows, err))
		return false;
	if (rows != replay->reports)
		return err_fail(err, ERR_DAMAGED,
		    _("there are %lld rows of reports, but %lld reports came in"), (long long)rows,
		    (long long)replay->reports);
	return replay_office_end(replay, err);
}
