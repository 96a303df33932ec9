/* The query as a value; what its names are. */
#include "mirror/query.h"

#include "base/lang.h"

struct named {
	const char *name;
	const char *words;
};

static const struct named views[VIEW_COUNT] = {
#define VIEW(id, name, words) {name, words},
#include "mirror/views.def"
#undef VIEW
};

static const struct named sorts[SORT_COUNT] = {
#define SORT(id, name, words, index, a, b, c) {name, words},
#include "mirror/sorts.def"
#undef SORT
};

struct query_term *term_new(enum query_field field)
{
	struct query_term *term = g_new0(struct query_term, 1);

	term->field = field;
	term->texts = g_ptr_array_new_with_free_func(g_free);
	return term;
}

void term_free(struct query_term *term)
{
	if (!term)
		return;
	g_ptr_array_free(term->texts, TRUE);
	g_free(term);
}

static struct query_term *term_copy(const struct query_term *from)
{
	struct query_term *to = term_new(from->field);
	GPtrArray *texts = to->texts;

	*to = *from;
	to->texts = texts;
	for (guint i = 0; i < from->texts->len; i++)
		g_ptr_array_add(texts, g_strdup(g_ptr_array_index(from->texts, i)));
	return to;
}

GPtrArray *terms_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)term_free);
}

void query_init(struct query *query)
{
	*query = (struct query){.terms = terms_new()};
}

void query_clear(struct query *query)
{
	if (query->terms)
		g_ptr_array_free(query->terms, TRUE);
	*query = (struct query){0};
}

void query_copy(const struct query *from, struct query *to)
{
	*to = *from;
	to->terms = terms_new();
	for (guint i = 0; from->terms && i < from->terms->len; i++)
		g_ptr_array_add(to->terms, term_copy(g_ptr_array_index(from->terms, i)));
}

static int find(const struct named *table, int count, const char *name)
{
	for (int i = 0; i < count; i++) {
		if (strcmp(table[i].name, name) == 0 || strcmp(_(table[i].words), name) == 0)
			return i;
	}
	return -1;
}

const char *view_name(enum query_view view)
{
	return views[view].name;
}

const char *view_words(enum query_view view)
{
	return _(views[view].words);
}

bool view_parse(const char *name, enum query_view *view)
{
	int at = find(views, VIEW_COUNT, name);

	if (at >= 0)
		*view = (enum query_view)at;
	return at >= 0;
}

const char *sort_name(enum query_sort sort)
{
	return sorts[sort].name;
}

const char *sort_words(enum query_sort sort)
{
	return _(sorts[sort].words);
}

bool sort_parse(const char *name, enum query_sort *sort)
{
	int at = find(sorts, SORT_COUNT, name);

	if (at >= 0)
		*sort = (enum query_sort)at;
	return at >= 0;
}
