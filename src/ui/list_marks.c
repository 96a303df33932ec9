/* Marks are on ids: they outlive every reload, and rows that are not held. */
#include "ui/list.h"

void list_mark(struct list *list, int64_t id, bool on)
{
	if (on)
		g_hash_table_add(list->marks, g_memdup2(&id, sizeof(id)));
	else
		g_hash_table_remove(list->marks, &id);
}

bool list_is_marked(const struct list *list, int64_t id)
{
	return g_hash_table_contains(list->marks, &id);
}

void list_unmark_all(struct list *list)
{
	g_hash_table_remove_all(list->marks);
}

int list_mark_count(const struct list *list)
{
	return (int)g_hash_table_size(list->marks);
}

static int compare_ids(const void *a, const void *b)
{
	const int64_t *one = a, *two = b;

	return (*one > *two) - (*one < *two);
}

GArray *list_marks(const struct list *list)
{
	GArray *ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
	GHashTableIter iter;
	void *id;

	g_hash_table_iter_init(&iter, list->marks);
	while (g_hash_table_iter_next(&iter, &id, NULL))
		g_array_append_vals(ids, id, 1);
	g_array_sort(ids, compare_ids);
	return ids;
}
