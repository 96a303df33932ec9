/* Lists that stand one below the other in one: the line of words over the first row of each. */
#include "ui/list.h"

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
	bool any = false;

	for (int part = 0; part < LIST_PARTS; part++)
		any = any || list->heads[part];
	/* else the row itself would have no room */
	return any && list->height > (list_is_tall(list) ? 2 : 1);
}

static bool begins_part(const struct list *list, int i)
{
	if (!list->heads[part_of(list, i)])
		return false;
	return i > 0 ? part_of(list, i - 1) != part_of(list, i) : !list->more_before;
}

bool list_has_head(const struct list *list, int i)
{
	return has_heads(list) && begins_part(list, i);
}

int list_lines(const struct list *list, int first, int last)
{
	int lines = (last - first) * (list_is_tall(list) ? 2 : 1);
	bool heads = has_heads(list);

	for (int i = first; heads && i < last; i++)
		lines += begins_part(list, i);
	return lines;
}
