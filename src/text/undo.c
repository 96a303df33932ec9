/* What was done to a text and how to take it back: a tree of points, no branch lost. */
#include "text/undo.h"

struct point {
	uint64_t number;
	struct point *parent;
	struct point *oldest_child, *next_sibling;
	struct point *redo; /* the child that was left last */
	GArray *changes; /* of struct piece_change: the step from the parent to here */
	enum undo_kind kind; /* of that step */
	size_t caret_before, caret_after;
	int64_t time_ms; /* of the last change */
};

struct undo {
	struct piece_table *table; /* borrowed */
	struct point *root, *here;
	struct point *saved; /* NULL: no point that is kept */
	GHashTable *points; /* number -> struct point */
	size_t bound;
	uint64_t last_number;
	bool sealed;
	/* The open step. */
	bool joining; /* the present point takes the next change */
	size_t had; /* changes of the step that is joined, before */
	enum undo_kind kind;
	size_t caret;
	int64_t now_ms;
};

static void change_clear(void *change)
{
	piece_change_clear(change);
}

static struct point *point_new(struct undo *undo, struct point *parent)
{
	struct point *point = g_new0(struct point, 1);
	struct point **link;

	point->number = ++undo->last_number;
	point->parent = parent;
	if (parent != NULL) {
		for (link = &parent->oldest_child; *link != NULL; link = &(*link)->next_sibling)
			;
		*link = point;
		point->changes = g_array_new(FALSE, FALSE, sizeof(struct piece_change));
		g_array_set_clear_func(point->changes, change_clear);
	}
	g_hash_table_insert(undo->points, &point->number, point);
	return point;
}

static void point_forget(struct undo *undo, struct point *point)
{
	if (undo->saved == point)
		undo->saved = NULL;
	g_hash_table_remove(undo->points, &point->number);
	if (point->changes != NULL)
		g_array_free(point->changes, TRUE);
	g_free(point);
}

/* Forget a point and all below it. A loop: a day's typing is deeper than the stack. */
static void branch_forget(struct undo *undo, struct point *top)
{
	struct point *point = top;

	for (;;) {
		struct point *parent = point->parent;

		if (point->oldest_child != NULL) {
			point = point->oldest_child;
			continue;
		}
		if (point != top)
			parent->oldest_child = point->next_sibling;
		point_forget(undo, point);
		if (point == top)
			return;
		point = parent;
	}
}

struct undo *undo_new(struct piece_table *table, size_t bound)
{
	struct undo *undo = g_new0(struct undo, 1);

	undo->table = table;
	undo->bound = MAX(bound, 2);
	undo->points = g_hash_table_new(g_int64_hash, g_int64_equal);
	undo->root = undo->here = undo->saved = point_new(undo, NULL);
	return undo;
}

void undo_free(struct undo *undo)
{
	if (undo == NULL)
		return;
	branch_forget(undo, undo->root);
	g_hash_table_destroy(undo->points);
	g_free(undo);
}

static void unlink_child(struct point *child)
{
	struct point *parent = child->parent, **link = &parent->oldest_child;

	while (*link != child)
		link = &(*link)->next_sibling;
	*link = child->next_sibling;
	child->next_sibling = NULL;
	if (parent->redo == child)
		parent->redo = NULL;
}

/* Make the only child of the root that is left the root. */
static void root_forget(struct undo *undo, struct point *child)
{
	struct point *root = undo->root;

	unlink_child(child);
	child->parent = NULL;
	g_array_free(child->changes, TRUE);
	child->changes = NULL;
	undo->root = child;
	point_forget(undo, root);
}

/* Past the bound the oldest go: first old branches at the root, then the root itself. */
static void trim(struct undo *undo)
{
	g_autoptr(GPtrArray) way = NULL;
	size_t wanted = undo->bound - undo->bound / 8; /* an eighth at once: the way is long */

	if (g_hash_table_size(undo->points) <= undo->bound)
		return;
	way = g_ptr_array_new();
	for (struct point *point = undo->here; point != undo->root; point = point->parent)
		g_ptr_array_add(way, point);
	while (g_hash_table_size(undo->points) > wanted) {
		struct point *child = undo->root->oldest_child;
		struct point *keep = way->len == 0 ? NULL : g_ptr_array_index(way, way->len - 1);

		if (child == NULL)
			return; /* nothing but the root is left */
		if (child == keep && child->next_sibling != NULL)
			child = child->next_sibling;
		if (child != keep) {
			unlink_child(child);
			branch_forget(undo, child);
		} else {
			root_forget(undo, keep);
			g_ptr_array_set_size(way, (int)way->len - 1);
		}
	}
}

static bool may_join(const struct undo *undo)
{
	const struct point *here = undo->here;

	return undo->kind != UNDO_ALONE && !undo->sealed && here->changes != NULL &&
	       here->kind == undo->kind && here->oldest_child == NULL &&
	       here->caret_after == undo->caret && undo->now_ms - here->time_ms < UNDO_PAUSE_MS;
}

void undo_begin(struct undo *undo, enum undo_kind kind, size_t caret, int64_t now_ms)
{
	undo->kind = kind;
	undo->caret = caret;
	undo->now_ms = now_ms;
	undo->joining = may_join(undo);
	undo->had = undo->joining ? undo->here->changes->len : 0;
}

/* The point that the open step leads to, made with its first change. */
static struct point *open_point(struct undo *undo)
{
	struct point *parent = undo->here;

	if (undo->joining)
		return undo->here;
	undo->here = point_new(undo, parent);
	undo->here->caret_before = undo->caret;
	undo->here->kind = undo->kind;
	parent->redo = undo->here;
	undo->joining = true;
	return undo->here;
}

bool undo_replace(
    struct undo *undo, size_t at, size_t remove, const char *text, size_t len, struct err *err)
{
	struct piece_change change;
	struct point *point;

	if (remove == 0 && len == 0)
		return true;
	if (!piece_replace(undo->table, at, remove, text, len, &change, err))
		return false;
	point = open_point(undo);
	point->time_ms = undo->now_ms;
	if (point->changes->len > 0 &&
	    piece_change_join(
		&g_array_index(point->changes, struct piece_change, point->changes->len - 1),
		&change))
		return true;
	g_array_append_val(point->changes, change);
	return true;
}

void undo_end(struct undo *undo, size_t caret)
{
	bool changed = undo->joining;

	undo->joining = false;
	if (!changed)
		return;
	undo->here->caret_after = caret;
	undo->sealed = undo->kind == UNDO_ALONE;
	trim(undo);
}

static void take_back(struct undo *undo, struct point *point, guint from)
{
	for (guint i = point->changes->len; i > from; i--)
		piece_undo(undo->table, &g_array_index(point->changes, struct piece_change, i - 1));
}

void undo_cancel(struct undo *undo)
{
	struct point *point = undo->here;

	if (undo->joining && undo->had == 0) {
		take_back(undo, point, 0);
		undo->here = point->parent;
		unlink_child(point);
		point_forget(undo, point);
	}
	undo->joining = false;
}

void undo_seal(struct undo *undo)
{
	undo->sealed = true;
}

bool undo_has_forward(const struct undo *undo)
{
	return undo->here->redo != NULL;
}

bool undo_back(struct undo *undo, size_t *caret)
{
	struct point *point = undo->here;

	if (point->parent == NULL)
		return false;
	take_back(undo, point, 0);
	point->parent->redo = point;
	undo->here = point->parent;
	undo->sealed = true;
	*caret = point->caret_before;
	return true;
}

bool undo_forward(struct undo *undo, size_t *caret)
{
	struct point *point = undo->here->redo;

	if (point == NULL)
		return false;
	for (guint i = 0; i < point->changes->len; i++)
		piece_redo(undo->table, &g_array_index(point->changes, struct piece_change, i));
	undo->here = point;
	undo->sealed = true;
	*caret = point->caret_after;
	return true;
}

bool undo_go(struct undo *undo, uint64_t number, size_t *caret)
{
	struct point *goal = g_hash_table_lookup(undo->points, &number);
	g_autoptr(GHashTable) above = g_hash_table_new(NULL, NULL);

	if (goal == NULL)
		return false;
	*caret = undo->here->caret_after;
	/* Mark the way down from the root to the goal; go back until on it, then along it. */
	for (struct point *point = goal; point != NULL; point = point->parent) {
		g_hash_table_add(above, point);
		if (point->parent != NULL)
			point->parent->redo = point;
	}
	while (!g_hash_table_contains(above, undo->here)) {
		struct point *redo = undo->here->parent->redo;

		undo_back(undo, caret);
		if (redo != NULL && g_hash_table_contains(above, redo))
			undo->here->redo = redo;
	}
	while (undo->here != goal)
		undo_forward(undo, caret);
	undo->sealed = true;
	return true;
}

void undo_mark_saved(struct undo *undo)
{
	undo->saved = undo->here;
	undo->sealed = true;
}

bool undo_is_saved(const struct undo *undo)
{
	return undo->saved == undo->here;
}

uint64_t undo_here(const struct undo *undo)
{
	return undo->here->number;
}

static int by_number(const void *a, const void *b)
{
	const struct undo_point_view *x = a, *y = b;

	return (x->point > y->point) - (x->point < y->point);
}

GArray *undo_points(const struct undo *undo)
{
	GArray *out = g_array_new(FALSE, FALSE, sizeof(struct undo_point_view));
	GHashTableIter iter;
	void *value;

	g_hash_table_iter_init(&iter, undo->points);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct point *point = value;
		struct undo_point_view view = {point->number,
		    point->parent == NULL ? point->number : point->parent->number, point->time_ms};

		g_array_append_val(out, view);
	}
	g_array_sort(out, by_number);
	return out;
}
