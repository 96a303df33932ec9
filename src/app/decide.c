/* What a move must carry, as a form: reason codes with the office's words, units, people, ticks. */
#include "app/decide.h"
#include "app/purging.h"

#include "base/lang.h"
#include "flow/carry.h"
#include "flow/turn.h"

static void add_reasons(struct form *form, enum move_id move)
{
	unsigned fits = move == MOVE_DECLINE ? REASON_FITS_DECLINE : REASON_FITS_RETURN;
	struct form_field *field = form_add_pick(form, FIELD_REASON, _("Reason"), FIELD_SAID);

	field->required = true;
	for (size_t i = 0; reason_at(i); i++) {
		const struct reason *reason = reason_at(i);

		if (!(reason->fits & fits))
			continue;
		struct pick_row row = {.id = (int64_t)i + 1,
		    .label = (char *)(uintptr_t)_(reason->name),
		    .other = (char *)(uintptr_t)reason->initials,
		    .code = (char *)(uintptr_t)reason->code,
		    .note = (char *)(uintptr_t)(reason->route ? _(reason->route) : NULL)};
		form_add_row(field, &row, reason->words);
	}
}

struct form_field *decide_add_people(
    const struct desk *desk, struct form *form, int id, const char *label, unsigned roles)
{
	struct form_field *field = form_add_pick(form, id, label, -1);

	for (guint i = 0; i < desk->session.people->len; i++) {
		const struct person *person = g_ptr_array_index(desk->session.people, i);

		if (!person_holds(person, roles))
			continue;
		g_autofree char *note = roles_words(person->roles);
		struct pick_row row = {.id = person->id, .label = person->name, .note = note};
		form_add_row(field, &row, NULL);
	}
	return field;
}

static void add_dispatch(const struct desk *desk, struct form *form)
{
	const char *const answers[] = {_("no"), _("yes"), NULL};

	/* of many, each goes to the addressees that were signed with it */
	if (!decide_is_many(desk, MOVE_DISPATCH))
		form_add_line(form, FIELD_TO, _("To"),
		    desk->dossier.current ? desk->dossier.current->addressees : "")
		    ->required = true;
	if (decide_is_many(desk, MOVE_DISPATCH) || !carry_proofs_answered(&desk->file))
		form_add_choice(form, FIELD_PROOFS, checklist_words(CHECKLIST_POINTS), answers, 0);
}

static void add_paper(const struct desk *desk, struct form *form)
{
	const char *const verdicts[] = {move_words(MOVE_PASS), move_words(MOVE_SIGN), NULL};

	form_add_choice(form, FIELD_PAPER, _("Verdict on paper"), verdicts,
	    desk->dossier.report->state == STATE_SIGNING ? 1 : 0);
	decide_add_people(desk, form, FIELD_PERSON, _("Signatory"),
	    ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER))
	    ->required = true;
	form_add_line(form, FIELD_DIGEST, _("Short digest on the sheet"), "")->required = true;
}

/* What is not undone by anything: no single key does it. */
static bool is_for_good(enum move_id move)
{
	return move == MOVE_PURGE || move == MOVE_PURGE_CONFIRM;
}

static bool add_fields(const struct desk *desk, struct form *form, enum move_id move)
{
	const struct move *row = move_row(move);

	if (is_for_good(move))
		form_add_line(form, FIELD_AGAIN, _("The number again"), "")->required = true;

	if (move == MOVE_DISPATCH)
		add_dispatch(desk, form);
	else if (move == MOVE_ASSIGN)
		decide_add_people(desk, form, FIELD_PERSON, _("Person"),
		    turn_takers(desk->dossier.report->state))
		    ->required = true;
	else if (move == MOVE_RECORD_PAPER)
		add_paper(desk, form);
	else if (row->flags & MOVE_TO)
		form_add_line(form, FIELD_TO, _("Unit"), "")->required = true;
	if (row->flags & MOVE_REASON)
		add_reasons(form, move);
	if (row->flags & (MOVE_WORDS | MOVE_REASON)) {
		struct form_field *words = form_add_area(form, FIELD_SAID, _("Opinion"), "");
		words->required = row->flags & MOVE_WORDS;
	}
	return form->fields->len > 0;
}

static void take_text(const struct form *form, int id, char **to)
{
	const struct form_field *field = form_find(form, id);

	if (!field)
		return;
	g_free(*to);
	*to = g_strdup(form_text(form, id));
}

/* Take the answers out of the dialog into the deed. Errors: INPUT. */
static bool take_answers(
    struct desk *desk, const struct form *form, struct deed *deed, struct err *err)
{
	const struct form_field *reason = form_find(form, FIELD_REASON);
	const struct form_field *person = form_find(form, FIELD_PERSON);
	const struct form_field *proofs = form_find(form, FIELD_PROOFS);
	const struct form_field *paper = form_find(form, FIELD_PAPER);

	if (form_find(form, FIELD_AGAIN) &&
	    strcmp(form_text(form, FIELD_AGAIN), desk->dossier.report->number) != 0)
		return err_fail(err, ERR_INPUT,
		    _("type %s to go on, Esc leaves everything as it is"),
		    desk->dossier.report->number);
	take_text(form, FIELD_SAID, &deed->words);
	take_text(form, FIELD_TO, &deed->to);
	take_text(form, FIELD_DIGEST, &deed->digest);
	if (reason && reason->picked) {
		g_free(deed->reason);
		deed->reason = g_strdup(reason_at((size_t)reason->picked - 1)->code);
	}
	if (person) {
		const struct person *chosen = person_by_id(desk->session.people, person->picked);

		if (!chosen)
			return err_fail(err, ERR_INPUT, _("choose a person"));
		person_free(deed->to_person);
		deed->to_person = person_copy(chosen);
	}
	if (proofs) {
		deed->has_ticks = true;
		checklist_answer(&deed->ticks, CHECKLIST_POINTS,
		    proofs->choice ? ANSWER_YES : ANSWER_NO,
		    proofs->choice ? NULL : _("not done yet"));
	}
	if (paper)
		deed->paper = paper->choice ? MOVE_SIGN : MOVE_PASS;
	return true;
}

static void answered(struct desk *desk, struct question *question)
{
	struct deed *deed = question->deed;
	struct err err = {0};

	question->deed = NULL;
	if (take_answers(desk, &question->dialog->form, deed, &err)) {
		decide_send(desk, deed);
	} else {
		desk_say_err(desk, &err);
		question->deed = deed;
		question->again = true; /* what was typed is still there to be mended */
	}
}

/* One text at a time: what judges or changes it, and what belongs to one person's own act. */
static bool is_single(enum move_id move)
{
	bool verdict = move == MOVE_PASS || move == MOVE_SIGN || move == MOVE_CONFIRM ||
		       move == MOVE_RECORD_PAPER || move == MOVE_UNMERGE ||
		       move == MOVE_PURGE_DROP || is_for_good(move);

	return verdict || (move_row(move)->flags & (MOVE_TEXT | MOVE_TICKS));
}

bool decide_is_many(const struct desk *desk, enum move_id move)
{
	return list_mark_count(&desk->queue->list) > 0 && move != MOVE_MERGE && !is_single(move);
}

#define NAMED 12 /* numbers in the question; the rest are counted */

static void many_confirmed(struct desk *desk, struct question *question)
{
	if (menu_id(&question->dialog->menu) == 1)
		decide_send(desk, g_steal_pointer(&question->deed));
}

/* The marked reports by number and title. Owns: the caller frees. */
static char *marked_words(const struct desk *desk)
{
	g_autoptr(GArray) marks = list_marks(&desk->queue->list);
	GString *words = g_string_new(NULL);
	struct err none = {0};
	g_autoptr(GPtrArray) rows = mirror_rows(desk->session.reader,
	    (const int64_t *)(const void *)marks->data, MIN(marks->len, NAMED), &none);

	for (guint i = 0; rows && i < rows->len; i++) {
		const struct row *row = g_ptr_array_index(rows, i);

		g_string_append_printf(
		    words, "%s%s %s", i ? "\n" : "", row->report->number, row->report->title);
	}
	if (marks->len > NAMED)
		g_string_append(words, "\n...");
	return g_string_free(words, FALSE);
}

static char *marked_title(const struct desk *desk, enum move_id move)
{
	return g_strdup_printf(
	    _("%s: %d marked reports"), move_words(move), list_mark_count(&desk->queue->list));
}

struct question *decide_confirm_many(struct desk *desk, enum move_id move)
{
	g_autofree char *title = marked_title(desk, move);
	g_autofree char *words = marked_words(desk);
	struct question *question = question_new(
	    dialog_ask(title, words, move_words(move), _("not yet")), many_confirmed);

	question->move = move;
	return question;
}

/* What was typed for the same move when it was refused: busy, say, or a rule. */
static void offer_again(const struct desk *desk, struct form *form, enum move_id move)
{
	const struct deed *refused = desk->refused;
	struct form_field *reason = form_find(form, FIELD_REASON);
	struct form_field *said = form_find(form, FIELD_SAID);
	struct form_field *to = form_find(form, FIELD_TO);

	if (!refused || refused->move != move ||
	    (!decide_is_many(desk, move) && refused->report != desk->report))
		return;
	for (size_t i = 0; reason && refused->reason && reason_at(i); i++) {
		if (strcmp(reason_at(i)->code, refused->reason) == 0)
			form_pick(form, reason, (int64_t)i + 1);
	}
	if (said && refused->words)
		area_set(&said->area, refused->words);
	if (to && refused->to)
		field_set(&to->line, refused->to);
}

struct question *decide_question(struct desk *desk, enum move_id move)
{
	const struct report *report = desk->dossier.report;
	bool many = decide_is_many(desk, move) || move == MOVE_MERGE;
	g_autofree char *title = many ? marked_title(desk, move)
				      : g_strdup_printf("%s  %s", move_words(move), report->number);
	g_autofree char *words = many ? marked_words(desk)
				 : is_for_good(move)
				     ? purging_question(&desk->session, &desk->dossier)
				     : g_strdup(report->title);
	struct dialog *dialog = dialog_new(DIALOG_FORM, title, words);

	if (!add_fields(desk, &dialog->form, move)) {
		dialog_free(dialog);
		return NULL;
	}
	offer_again(desk, &dialog->form, move);
	struct question *question = question_new(dialog, answered);
	question->move = move;
	return question;
}

int64_t decide_fence(const struct desk *desk, int64_t report)
{
	const struct writing *writing = desk->writing;

	return writing && writing->claim && writing->report == report ? writing->claim->fence : 0;
}

/* The same deed for another report. */
static struct deed *deed_again(const struct desk *desk, const struct deed *deed, int64_t report)
{
	struct deed *copy = deed_new(deed->move, deed->actor);

	copy->report = report;
	copy->reason = g_strdup(deed->reason);
	copy->words = g_strdup(deed->words);
	copy->to = g_strdup(deed->to);
	copy->to_person = deed->to_person ? person_copy(deed->to_person) : NULL;
	copy->fence = decide_fence(desk, report);
	copy->has_ticks = deed->has_ticks;
	for (int point = 1; point <= CHECKLIST_POINTS; point++) {
		const struct answer *answer = &deed->ticks.points[point - 1];

		if (answer->kind != ANSWER_NONE)
			checklist_answer(&copy->ticks, point, answer->kind, answer->words);
	}
	return copy;
}

void decide_send(struct desk *desk, struct deed *deed)
{
	struct list *list = &desk->queue->list;

	if (deed->move == MOVE_MERGE) {
		deed->parts = list_marks(list);
		list_unmark_all(list);
		desk_do(desk, deed, false);
		return;
	}
	if (decide_is_many(desk, deed->move)) {
		g_autoptr(GArray) marks = list_marks(list);

		for (guint i = 0; i < marks->len; i++)
			desk_do(
			    desk, deed_again(desk, deed, g_array_index(marks, int64_t, i)), true);
		list_unmark_all(list);
		deed_free(deed);
		return;
	}
	bool decided = (move_row(deed->move)->flags & MOVE_DECISION) != 0;
	desk_do(desk, deed, false);
	if (decided)
		desk_after_decision(desk);
}
