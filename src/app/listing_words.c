/* What stands over the list: the view with its count, what narrows or orders it, news and marks. */
#include "app/listing.h"

#include "base/lang.h"

#define COUNT_PATIENCE_MS 15 /* a count that takes longer is shown as "more than" */

static char *tally_words(const struct tally *tally)
{
	return g_strdup_printf("%" G_GINT64_FORMAT "%s", tally->count, tally->more ? "+" : "");
}

/* The view's count; where it is two lists, each with its own, the second's over its rows too. */
static struct tally put_counts(struct desk *desk, GString *title)
{
	g_autofree char *head = NULL;
	struct tally all = {0};

	for (int part = 0; part < listing_parts(desk); part++) {
		struct query query = listing_part(desk, part);
		struct tally tally = {0};
		struct err err = {0};

		if (!mirror_count(desk->session.reader, &query, COUNT_PATIENCE_MS, &tally, &err))
			desk_say_err(desk, &err);
		all.count += tally.count;
		all.more = all.more || tally.more;
		g_autofree char *count = tally_words(&tally);
		g_autofree char *words = g_strdup_printf("%s %s", view_words(query.view), count);
		g_string_append_printf(title, "%s%s", part ? " · " : "", words);
		if (part)
			head = g_strdup_printf(" %s ", words);
	}
	desk->queue->pane.dirty |= list_set_head(&desk->queue->list, 1, head);
	return all;
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
	GString *title = g_string_new(_("Reports"));
	GString *note = g_string_new(NULL);
	g_autofree char *chip = NULL;
	int marks = list_mark_count(&desk->queue->list);

	g_string_append(title, QUEUE_BEHIND_BOOK);
	struct tally all = {0};
	if (desk->found.search) /* its hits come from everywhere, whatever view was open */
		g_string_append(title, _("search in all texts"));
	else
		all = put_counts(desk, title);
	g_autofree char *count = tally_words(&all);
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
