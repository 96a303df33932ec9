/* Authority lent for a time, at the desk: seen, given, confirmed, taken back. */
#include "app/acts.h"

#include "app/decide.h"
#include "app/desk.h"
#include "app/lend.h"
#include "base/lang.h"

enum lend_field {
	LEND_TO = 1,
	LEND_ROLE,
	LEND_FOR,
	LEND_UNTIL,
	LEND_WHY,
	LEND_WHAT,
};

#define NEW_ONE 0 /* in the menu; entries have their own numbers */

static const char *const role_names[] = {"approver", "signer", "both"};

static void lend_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct deed *deed = deed_of(job);
	struct err err = job->err;

	if (err.kind == ERR_NONE && session_refresh(&desk->session, &err))
		desk_say(desk, "%s",
		    deed->done.waits   ? _("it waits for a second person to confirm it here")
		    : deed->takes_back ? _("it is taken back: nothing more is decided by it")
		    : deed->lend       ? _("it is lent, and ends by itself")
				       : _("it is confirmed"));
	if (err.kind != ERR_NONE)
		desk_say_err(desk, &err);
	desk_take_office(desk);
}

static void send(struct desk *desk, struct deed *deed)
{
	struct job *job = deed_job(deed, lend_home);

	job->deadline_ms = clock_mono_ms() + job_patience_ms() * (1 + worker_out(desk->worker));
	worker_ask(desk->worker, job);
}

static struct deed *deed_here(struct desk *desk, const struct form *form)
{
	struct deed *deed = deed_new(MOVE_DELEGATE, desk->session.me->id);

	deed->words = g_strdup(form_text(form, LEND_WHY));
	return deed;
}

static const char *picked(const struct desk *desk, const struct form *form, int id)
{
	int64_t person = form_find(form, id)->picked;

	return person ? person_name(desk->session.people, person) : NULL;
}

static void new_answered(struct desk *desk, struct question *question)
{
	const struct form *form = &question->dialog->form;
	const struct lend_wish wish = {.to = picked(desk, form, LEND_TO),
	    .role = role_names[form_find(form, LEND_ROLE)->choice],
	    .by = picked(desk, form, LEND_FOR),
	    .until = form_text(form, LEND_UNTIL)};
	struct err err = {0};
	struct lend lend;

	if (!lend_wanted(&desk->session, &wish, &lend, &err)) {
		desk_say_err(desk, &err);
		question->again = true;
		return;
	}
	struct deed *deed = deed_here(desk, form);

	deed->lend = g_memdup2(&lend, sizeof(lend));
	send(desk, deed);
}

static void ask_new(struct desk *desk)
{
	const char *const roles[] = {role_words(ROLE_APPROVER), role_words(ROLE_SIGNER),
	    _("both verdicts in one hand"), NULL};
	struct dialog *dialog = dialog_new(DIALOG_FORM, move_words(MOVE_DELEGATE),
	    _("Who is away lends their own role; for another an administrator asks and a second "
	      "person confirms."));
	struct form *form = &dialog->form;

	form_add_choice(form, LEND_ROLE, _("Role"), roles,
	    person_holds(desk->session.me, ROLE_BIT(SIGNER)) ? 1 : 0);
	decide_add_people(desk, form, LEND_TO, _("To"), ~ROLE_BIT(EDITOR))->required = true;
	if (person_holds(desk->session.me, ROLE_BIT(ADMIN)))
		decide_add_people(desk, form, LEND_FOR, _("For whom, if not for me"),
		    ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER));
	else
		form_add_pick(form, LEND_FOR, _("For whom, if not for me"), -1);
	form_add_line(form, LEND_UNTIL, _("Last day"), "")->required = true;
	form_add_area(form, LEND_WHY, _("Opinion"), "")->required = true;
	desk_ask(desk, question_new(dialog, new_answered));
}

static void entry_answered(struct desk *desk, struct question *question)
{
	const struct form *form = &question->dialog->form;
	const struct form_field *what = form_find(form, LEND_WHAT);
	struct deed *deed = deed_here(desk, form);

	deed->asked_seq = question->number;
	deed->takes_back = !what || what->choice == 1;
	send(desk, deed);
}

static void ask_entry(struct desk *desk, const struct lend *lend)
{
	const char *const whats[] = {_("confirm it as the second person"), _("take it back"), NULL};
	g_autofree char *line = lend_line(&desk->session, lend);
	struct dialog *dialog = dialog_new(
	    DIALOG_FORM, lend->asked_by ? move_words(MOVE_DELEGATE) : _("take it back"), line);

	if (lend->asked_by)
		form_add_choice(&dialog->form, LEND_WHAT, _("Decision"), whats, 0);
	form_add_area(&dialog->form, LEND_WHY, _("Opinion"), "")->required = true;
	struct question *question = question_new(dialog, entry_answered);
	question->number = lend->seq;
	desk_ask(desk, question);
}

static void chosen(struct desk *desk, struct question *question)
{
	int id = menu_id(&question->dialog->menu);

	if (id == NEW_ONE)
		ask_new(desk);
	for (guint i = 0; id > 0 && i < desk->session.lent->len; i++) {
		const struct lend *lend = g_ptr_array_index(desk->session.lent, i);

		if (lend->seq == id)
			ask_entry(desk, lend);
	}
}

void act_lend(struct desk *desk)
{
	struct err err = {0};

	if (!session_actor(&desk->session, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	bool may = person_holds(desk->session.me, move_roles(MOVE_DELEGATE, STATE_NONE));
	const char *why = may ? NULL : _("only approvers, signers and administrators lend a role");
	struct dialog *dialog = dialog_new(DIALOG_MENU, move_words(MOVE_DELEGATE),
	    _("Who passes or signs for whom, and until when."));

	menu_add(&dialog->menu, NEW_ONE, _("lend a role for a time"), "", why);
	for (guint i = 0; i < desk->session.lent->len; i++) {
		const struct lend *lend = g_ptr_array_index(desk->session.lent, i);
		g_autofree char *line = lend_line(&desk->session, lend);

		menu_add(&dialog->menu, (int)lend->seq, line, "", why);
	}
	desk_ask(desk, question_new(dialog, chosen));
}
