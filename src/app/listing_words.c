/* What stands over the list: the view with its count, what narrows or orders it, news and marks. */
#include "app/listing.h"

#include "base/lang.h"

#define COUNT_PATIENCE_MS 15 /* a count that takes longer is shown as "more than" */

static char *tally_words(const struct tally *tally)
{
	return g_strdup_printf("%" G_GINT64_FORMAT "%s", tally->count, tally->more ? "+" : "");
}

/* My turn and the pool stand side by side: the day's work is both. */
static void other_count(struct desk *desk, GString *title)
{
	struct query query = {0};
	struct tally tally = {0};
	struct err err = {0};
	bool mine = desk->query.view == VIEW_TURN;

	if (!mine && desk->query.view != VIEW_POOL)
		return;
	query_copy(&desk->query, &query);
	query.view = mine ? VIEW_POOL : VIEW_TURN;
	if (mirror_count(desk->session.reader, &query, COUNT_PATIENCE_MS, &tally, &err)) {
		g_autofree char *count = tally_words(&tally);
		g_string_append_printf(title, " · %s %s", view_words(query.view), count);
	}
	query_clear(&query);
}

/* What makes this list another one than usual: filter and order. NULL: nothing does. */
static char *chip_words(const struct desk *desk, const char *count)
{
	const struct query *query = &desk->query;
	GString *chip = g_string_new(NULL);

	if (desk->filter && *desk->filter)
		g_string_append_printf(chip, _("filter: %s  %s"), desk->filter, count);
	if (query->sort != SORT_QUEUE || query->reversed) {
		g_string_append(chip, chip->len ? "  " : "");
		g_string_append_printf(chip,
		    query->reversed ? _("order: %s, turned round") : _("order: %s"),
		    sort_words(query->sort));
	}
	return g_string_free(chip, chip->len == 0);
}

void listing_words(struct desk *desk)
{
	struct err err = {0};
	struct tally all = {0};
	GString *title = g_string_new(_("Reports"));
	GString *note = g_string_new(NULL);
	g_autofree char *chip = NULL;
	int marks = list_mark_count(&desk->queue->list);

	if (!mirror_count(desk->session.reader, &desk->query, COUNT_PATIENCE_MS, &all, &err))
		desk_say_err(desk, &err);
	g_autofree char *count = tally_words(&all);
	if (desk->found.search) { /* its hits come from everywhere, whatever view was open */
		g_string_append_printf(title, QUEUE_BEHIND_BOOK "%s", _("search in all texts"));
	} else {
		g_string_append_printf(
		    title, QUEUE_BEHIND_BOOK "%s %s", view_words(desk->query.view), count);
		other_count(desk, title);
	}
	if (desk->came_in)
		g_string_append_printf(note, _("%d new"), (int)desk->came_in);
	if (marks) {
		g_string_append(note, note->len ? " " : "");
		g_string_append_printf(note, _("%d marked"), marks);
	}
	if (desk->found.search)
		chip = g_strdup_printf(_("search: %s  %d%s"), desk->found.words,
		    (int)desk->found.ids->len, desk->found.done ? "" : "+");
	else
		chip = chip_words(desk, count);
	queue_pane_words(desk->queue, title->str, note->len ? note->str : NULL, chip);
	g_string_free(title, TRUE);
	g_string_free(note, TRUE);
}
