/* Decisions that were not made because the share was away or hung; never sent later by themselves.
 */
#include "app/undone.h"

#include "base/clock.h"
#include "base/lang.h"
#include "mirror/take.h"

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

/* A line for each of one's own. Returns how many there are. */
static int add_own(const struct desk *desk, struct page *page, const GPtrArray *lost)
{
	int count = 0;

	for (guint i = 0; i < lost->len; i++) {
		const struct mirror_deed *deed = g_ptr_array_index(lost, i);
		g_autofree char *when = clock_local_text(deed->at_ms);
		enum move_id move;

		if (!desk->session.me || deed->person != desk->session.me->id)
			continue;
		page_addf(page, STYLE_TEXT, "%s  %s  %s\n", when, deed->number,
		    move_is_kind(deed->kind, &move) ? move_words(move) : deed->kind);
		count++;
	}
	return count;
}

void undone_given_up(struct desk *desk, const GPtrArray *lost)
{
	struct dialog *dialog = dialog_new(DIALOG_SHOW, _("A backup was put in place"), NULL);

	page_addf(&dialog->words, STYLE_WARN, "%s\n",
	    _("The administrator has put an earlier state of the database in place. These acts of "
	      "yours are not in it: please do them again. What you wrote and did not save is kept "
	      "on this desk."));
	if (!add_own(desk, &dialog->words, lost))
		page_addf(&dialog->words, STYLE_TEXT, "%s\n", _("None of yours is missing."));
	desk_say(desk, "%s", _("the administrator has put a backup in place; the list is read anew"));
	desk_ask(desk, question_new(dialog, desk_nothing));
}
