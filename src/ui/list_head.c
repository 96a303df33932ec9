/* Lists that stand one below the other in one: the line of words over the first row of each. */
#include "ui/list.h"

#include "base/err.h"

bool list_set_head(struct list *list, int part, const char *words)
{
	if (g_strcmp0(list->heads[part], words) == 0)
		return false;
	g_free(list->heads[part]);
	list->heads[part] = g_strdup(words);
	return true;
}

static int part_of(const struct list *list, int i)
{
	const struct list_row *row = g_ptr_array_index(list->rows, (guint)i);

	return row->part;
}

static bool has_heads(const struct list *list)
{
	int tall = list_is_tall(list) ? 2 : 1;

	for (int part = 0; part < LIST_PARTS; part++) {
		if (list->heads[part])
			return list->height > tall; /* else the row itself would have no room */
	}
	return false;
}

bool list_has_head(const struct list *list, int i)
{
	if (!has_heads(list) || !list->heads[part_of(list, i)])
		return false;
	return i > 0 ? part_of(list, i - 1) != part_of(list, i) : !list->more_before;
}

int list_lines(const struct list *list, int first, int last)
{
	int lines = (last - first) * (list_is_tall(list) ? 2 : 1);

	for (int i = first; has_heads(list) && i < last; i++)
		lines += list_has_head(list, i);
	return lines;
}
