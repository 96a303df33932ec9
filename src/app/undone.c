/* Decisions that were not made because the share was away or hung; never sent later by themselves.
 */
#include "app/undone.h"

#include "base/lang.h"

struct undone {
	int64_t report;
	char *words;
};

static void undone_free(void *item)
{
	struct undone *undone = item;

	g_free(undone->words);
	g_free(undone);
}

void undone_add(struct desk *desk, const struct deed *deed, const struct err *err)
{
	const struct report *report = g_hash_table_lookup(desk->shown, &deed->report);

	if ((err->kind != ERR_AWAY && err->kind != ERR_BUSY) || !deed->report)
		return;
	struct undone *undone = g_new0(struct undone, 1);

	undone->report = deed->report;
	undone->words = g_strdup_printf("%s  %s  %s", report ? report->number : "",
	    move_words(deed->move), report ? report->title : "");
	if (!desk->undone)
		desk->undone = g_ptr_array_new_with_free_func(undone_free);
	g_ptr_array_add(desk->undone, undone);
}

static void chosen(struct desk *desk, struct question *question)
{
	int id = menu_id(&question->dialog->menu);

	if (id <= 0)
		return;
	list_go(&desk->queue->list, id, NULL);
	desk_show_report(desk, id);
	desk->focus = LAYOUT_QUEUE;
	desk->queue->pane.dirty = true;
}

void undone_list(struct desk *desk)
{
	if (!desk->undone || g_hash_table_size(desk->pending) > 0)
		return;
	if (desk->undone->len > 1) {
		struct dialog *dialog = dialog_new(DIALOG_MENU, _("Not done"),
		    _("The share did not take these decisions, or it is not known whether it did. "
		      "None of them is sent later by itself: look at each report, and decide "
		      "again."));

		for (guint i = 0; i < desk->undone->len; i++) {
			const struct undone *undone = g_ptr_array_index(desk->undone, i);

			menu_add(&dialog->menu, (int)undone->report, undone->words, "", NULL);
		}
		desk_ask(desk, question_new(dialog, chosen));
	}
	g_ptr_array_free(desk->undone, TRUE);
	desk->undone = NULL;
}
