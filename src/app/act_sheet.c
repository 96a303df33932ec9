/* Actions on the review sheet: answering the points of the checklist. */
#include "app/acts.h"
#include "app/sheet.h"
#include "base/lang.h"

#define FIELD_WHY 1

/* Number of the point under the cursor; 0, and said why, where there is none to answer. */
static int point_here(struct desk *desk)
{
	int number = sheet_pane_point_here(desk->sheet);

	if (number == 0 && !sheet_is_answered(desk))
		desk_say(
		    desk, "%s", _("these answers are given elsewhere; here they are only read"));
	else if (number == 0)
		desk_say(desk, "%s", _("go to a point of the checklist first: Down"));
	return number;
}

void act_tick(struct desk *desk, int answer)
{
	int number = point_here(desk);

	if (number)
		sheet_pane_answer(desk->sheet, number, (enum sheet_answer)answer, NULL);
}

static void why_answered(struct desk *desk, struct question *question)
{
	if (desk->sheet_open)
		sheet_pane_answer(desk->sheet, (int)question->number, SHEET_NA,
		    form_text(&question->dialog->form, FIELD_WHY));
}

void act_tick_na(struct desk *desk)
{
	int number = point_here(desk);

	if (!number)
		return;
	g_autofree char *title = g_strdup_printf(_("Point %d is not applicable"), number);
	struct dialog *dialog = dialog_new(DIALOG_FORM, title, checklist_words(number));

	form_add_line(&dialog->form, FIELD_WHY, _("Why"), "")->required = true;
	struct question *question = question_new(dialog, why_answered);
	question->number = number;
	desk_ask(desk, question);
}
