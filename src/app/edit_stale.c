/* Somebody was first: what became of their text and what is to become of one's own. */
#include "app/edit.h"

#include "base/lang.h"

/* Others changed nothing but who writes: there is no difference to be seen. */
static void show_theirs(struct desk *desk)
{
	int base = desk->writing->base;
	int standing = edit_standing(desk, desk->writing->report);

	if (standing == base) {
		desk_say(desk, _("nothing was saved since revision %d"), base);
		return;
	}
	desk_show_report(desk, desk->writing->report);
	if (standing)
		desk_show_changes(desk, base, standing);
}

static void resolve_stale(struct desk *desk, struct question *question)
{
	struct writing *writing = desk->writing;

	if (!writing || writing->report != question->number || writing->saving)
		return;
	switch (menu_id(&question->dialog->menu)) {
	case 1:
		show_theirs(desk);
		break;
	case 2:
		claim_ask(desk, writing->report, CLAIM_TAKE_OVER, NULL);
		break;
	case 3:
		writing_keep(writing);
		if (writing->lost)
			edit_leave_kept(desk);
		break;
	case 4:
		writing_forget(writing);
		edit_end(desk);
		break;
	default:
		break;
	}
}

/* Somebody saved first: nothing of either text is lost. */
void edit_offer_ways(struct desk *desk, const char *why)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, _("Somebody changed it first"), why);

	menu_add(&dialog->menu, 1, _("see what they changed"), "", NULL);
	menu_add(&dialog->menu, 2, _("mine as the next revision, theirs stays in the history"), "",
	    NULL);
	menu_add(&dialog->menu, 3,
	    desk->writing->lost ? _("keep mine on this desk and close it")
				: _("keep mine on this desk and go on writing"),
	    "", NULL);
	menu_add(&dialog->menu, 4, _("drop mine"), "", NULL);
	struct question *question = question_new(dialog, resolve_stale);
	question->number = desk->writing->report;
	desk_ask(desk, question);
}

void edit_offer_lost(struct desk *desk)
{
	edit_offer_ways(desk,
	    _("This text was taken over: it is read only here. What you wrote lies on this desk."));
}
