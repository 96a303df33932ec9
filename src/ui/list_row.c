/* One row of a list. */
#include "ui/list.h"

struct list_row *list_row_new(int64_t id, const char *key, int count)
{
	struct list_row *row = g_malloc0(
	    sizeof(struct list_row) + (size_t)count * sizeof(struct list_cell));

	row->id = id;
	row->key = g_strdup(key);
	row->count = count;
	return row;
}

void list_row_free(struct list_row *row)
{
	if (!row)
		return;
	for (int i = 0; i < row->count; i++)
		g_free(row->cells[i].text);
	g_free(row->key);
	g_free(row);
}

void list_row_set(struct list_row *row, int i, const char *text, enum style style)
{
	g_free(row->cells[i].text);
	row->cells[i] = (struct list_cell){g_strdup(text), style};
}
