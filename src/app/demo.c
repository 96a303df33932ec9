/* The demo office, told step by step in the order of its times, through the same moves as any
 * other. */
#include "app/demo.h"

#include "app/demo_steps.h"
#include "base/lang.h"
#include "exchange/text_form.h"
#include "share/claims.h"
#include "share/init.h"
#include "share/moves.h"
#include "share/people.h"
#include "share/revisions.h"
#include "share/txn.h"

#define ACTS_A_TRANSACTION 200

static const struct {
	const char *name;
	unsigned roles;
} demo_people[] = {
#define PERSON(name, role) {name, ROLE_BIT(role)},
#include "app/demo_people.def"
#undef PERSON
};

struct telling {
	struct share *share;
	struct keyring *ring;
	const struct seal *seal;
	struct bulk *bulk;
	GPtrArray *people; /* struct person; the administrator first */
	int64_t
	    reports[DEMO_TALES_MAX]; /* of each tale; a composite takes its first part's place */
	struct done done;
};

const char *demo_office_name(void)
{
	return "临澄市政协办公室（演示）";
}

static const char *usual_person(enum move_id move)
{
	switch (move) {
	case MOVE_ACCEPT:
	case MOVE_RETURN:
	case MOVE_DECLINE:
	case MOVE_REOPEN:
	case MOVE_MERGE:
		return "李初审";
	case MOVE_SAVE:
	case MOVE_SUBMIT:
	case MOVE_CONFIRM:
		return "张编辑";
	case MOVE_AMEND:
	case MOVE_PASS:
	case MOVE_SENDBACK:
		return "赵审核";
	case MOVE_SIGN:
		return "陈签发";
	default:
		return "王收发";
	}
}

static bool act(
    struct telling *telling, struct act *act, const char *by, int64_t at_ms, struct err *err)
{
	const struct person *person = person_by_name(telling->people, by);
	g_autofree char *desk = g_strdup_printf("%s的工位", by);

	if (!person)
		return err_fail(err, ERR_SYSTEM, "demo_steps.def: %s", by);
	act->keys = keyring_of(telling->ring, telling->seal, person->id, err);
	if (!act->keys)
		return false;
	act->actor = person->id;
	act->desk = desk;
	act->program = PACKAGE_NAME " " PACKAGE_VERSION;
	act->now_ms = at_ms;
	done_clear(&telling->done);
	return bulk_move(telling->bulk, act, &telling->done, err);
}

/* A key made here is admitted with its person: there is no desk of theirs that could offer it. */
static bool add_person(
    struct telling *telling, struct person *person, int64_t at_ms, struct err *err)
{
	const struct person *admin = g_ptr_array_index(telling->people, 0);
	struct key *key = key_make(telling->seal, err);
	struct act add = {.ask = {.move = MOVE_PERSON_ADD}, .person = person, .limit_ms = -1};

	if (!key)
		return false;
	add.key_text = key_public(key);
	bool good = act(telling, &add, admin->name, at_ms, err);

	person->id = telling->done.person;
	good = good && keyring_keep(telling->ring, person->id, key, NULL, err);
	keyring_hold(telling->ring, person->id, key);
	return good;
}

static bool add_people(struct telling *telling, int64_t at_ms, struct err *err)
{
	const struct person *admin = g_ptr_array_index(telling->people, 0);
	static const char *const settings[][2] = {
	    {"office.demo", "yes"},
	    {SETTING_LATE_ADDRESSEES, "yes"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
		struct act setting = {.ask = {.move = MOVE_SETTING},
		    .key = settings[i][0],
		    .value = settings[i][1],
		    .limit_ms = -1};

		if (!act(telling, &setting, admin->name, at_ms, err))
			return false;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(demo_people); i++) {
		struct person *person = person_new(
		    0, demo_people[i].name, "", demo_people[i].roles);

		g_ptr_array_add(telling->people, person);
		if (!add_person(telling, person, at_ms, err))
			return false;
	}
	return true;
}

/* Fields that the text names replace those of the revision. */
static bool take_text(struct revision *text, const char *name, struct err *err)
{
	const char *words = demo_text(name);
	struct text_form form = {0};

	if (!words)
		return err_fail(err, ERR_SYSTEM, "demo_steps.def: %s.txt", name);
	text_form_parse(words, &form, NULL);
	text_form_into_revision(&form, text);
	text_form_clear(&form);
	return true;
}

static bool receive(struct telling *telling, const struct demo_step *step, struct err *err)
{
	struct revision *text = revision_new();
	struct act receive = {.ask = {.move = MOVE_RECEIVE, .text = text},
	    .source = step->tale->source,
	    .original_name = "",
	    .limit_ms = -1};

	bool good = take_text(text, step->tale->file, err);
	text->urgency = step->tale->urgency;
	revision_set(&text->category, step->tale->category);
	good = good && act(telling, &receive, "王收发", step->at_ms, err);
	telling->reports[step->tale_at] = telling->done.report;
	revision_free(text);
	return good;
}

/* The text that stands, as the beginning of a new one. */
static struct revision *standing(struct telling *telling, int64_t report, struct err *err)
{
	struct db *db = share_db(telling->share);
	g_autoptr(GPtrArray) heads = g_ptr_array_new_with_free_func((GDestroyNotify)revision_free);
	struct revision *text = NULL;

	if (!revisions_heads(db, report, heads, err) || heads->len == 0)
		return NULL;
	const struct revision *last = g_ptr_array_index(heads, heads->len - 1);
	return revisions_one(db, report, last->no, &text, err) ? text : NULL;
}

static bool with_text(
    struct telling *telling, const struct demo_step *step, struct ask *ask, struct err *err)
{
	const char *file = demo_step_value(step, "file");
	struct revision *text;

	if (!(move_row(ask->move)->flags & MOVE_TEXT))
		return true;
	text = standing(telling, telling->reports[step->tale_at], err);
	if (!text)
		return err_fail(err, ERR_SYSTEM, "demo_steps.def: %s", step->tale->file);
	ask->text = text;
	ask->base = text->no;
	if (demo_step_value(step, "addressees"))
		revision_set(&text->addressees, demo_step_value(step, "addressees"));
	if (demo_step_value(step, "copies"))
		revision_set(&text->copies, demo_step_value(step, "copies"));
	return !file || take_text(text, file, err);
}

static bool with_ticks(const struct demo_step *step, struct checklist *ticks, struct err *err)
{
	const char *given = demo_step_value(step, "ticks");

	if (given)
		return checklist_parse_ticks(given, ticks, err);
	for (int point = 1; point <= CHECKLIST_POINTS; point++)
		checklist_answer(ticks, point, ANSWER_YES, NULL);
	return true;
}

static int tale_called(const struct demo_steps *steps, const char *file)
{
	for (int i = 0; i < steps->tales; i++) {
		if (strcmp(demo_tale(i)->file, file) == 0)
			return i;
	}
	return -1;
}

static bool make(struct telling *telling, const struct demo_steps *steps,
    const struct demo_step *step, struct err *err)
{
	const char *by = demo_step_value(step, "by");
	const char *to = demo_step_value(step, "to");
	const char *with = demo_step_value(step, "with");
	struct checklist ticks = {0};
	int64_t parts[2] = {telling->reports[step->tale_at], 0};
	struct act move = {.ask = {.move = step->move,
			       .reason = demo_step_value(step, "reason"),
			       .words = step->words,
			       .to = to,
			       .to_person = to ? person_by_name(telling->people, to) : NULL},
	    .report = parts[0],
	    .limit_ms = -1};

	bool good = with_text(telling, step, &move.ask, err);
	if (good && step->move == MOVE_PASS) {
		good = with_ticks(step, &ticks, err);
		move.ask.ticks = &ticks;
	}
	if (good && with) {
		int other = tale_called(steps, with);

		parts[1] = other >= 0 ? telling->reports[other] : 0;
		move.parts = parts;
		move.parts_len = 2;
		move.report = 0;
	}
	good = good && act(telling, &move, by ? by : usual_person(step->move), step->at_ms, err);
	if (good && with)
		telling->reports[step->tale_at] = telling->done.report;
	/* To accept for somebody is to accept, then to assign. */
	if (good && step->move == MOVE_ACCEPT && to) {
		struct act assign = {.ask = {.move = MOVE_ASSIGN, .to_person = move.ask.to_person},
		    .report = parts[0],
		    .limit_ms = -1};
		good = act(telling, &assign, "李初审", step->at_ms, err);
	}
	checklist_clear(&ticks);
	revision_free((struct revision *)(uintptr_t)move.ask.text);
	return good;
}

/* The claims stand at the end, when the file can be written by ordinary transactions again. */
static bool make_claims(struct telling *telling, const struct demo_steps *steps, struct err *err)
{
	const struct person *editor = person_by_name(telling->people, "张编辑");

	for (guint i = 0; i < steps->steps->len; i++) {
		const struct demo_step *step = g_ptr_array_index(steps->steps, i);
		struct claim *claim = NULL;

		if (!step->is_claim)
			continue;
		bool good = claim_take(telling->share, telling->reports[step->tale_at], editor->id,
		    "张编辑的工位", step->at_ms, false, &claim, err);
		claim_free(claim);
		if (!good)
			return false;
	}
	return true;
}

static bool tell(struct telling *telling, const struct demo_steps *steps, struct err *err)
{
	for (guint i = 0; i < steps->steps->len; i++) {
		const struct demo_step *step = g_ptr_array_index(steps->steps, i);

		if (step->is_claim)
			continue;
		bool good = step->move == MOVE_RECEIVE ? receive(telling, step, err)
						       : make(telling, steps, step, err);
		if (!good)
			return err_while(
			    err, "demo %s %s", step->tale->file, move_row(step->move)->name);
	}
	return true;
}

static bool first_person(struct telling *telling, struct err *err)
{
	struct txn txn;

	if (!txn_read(&txn, telling->share, err))
		return false;
	telling->people = people_all(share_db(telling->share), err);
	txn_end(&txn);
	return telling->people != NULL;
}

bool demo_fill(struct share *share, struct keyring *ring, const struct seal *seal, int64_t now_ms,
    struct err *err)
{
	struct telling telling = {.share = share, .ring = ring, .seal = seal};
	struct demo_steps steps = {0};
	int64_t begin = demo_begin_ms(now_ms);

	bool good = demo_steps_read(&steps, now_ms, err) && first_person(&telling, err);
	telling.bulk = good ? bulk_begin(share, ACTS_A_TRANSACTION, err) : NULL;
	good = telling.bulk && add_people(&telling, begin, err) && tell(&telling, &steps, err);
	if (telling.bulk && !bulk_end(telling.bulk, err))
		good = false;
	good = good && make_claims(&telling, &steps, err);
	done_clear(&telling.done);
	if (telling.people)
		g_ptr_array_free(telling.people, TRUE);
	demo_steps_clear(&steps);
	return good;
}
