/* The text under edit: a piece table over blocks that are only ever added to. */
#include "text/piece.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "text/piece_tree.h"
#include "text/utf8.h"

#define CHAR_BYTES 4 /* the longest character: no block is smaller */

struct piece_table {
	struct piece_node *root;
	GPtrArray *blocks; /* the newest last: the only one that grows */
	size_t block_bytes;
	size_t stored_bytes; /* in all blocks */
	uint64_t version;
	uint32_t random;
	piece_watch *watch;
	void *watch_context;
};

static void block_free(void *block)
{
	struct piece_block *b = block;

	g_free(b->bytes);
	g_array_free(b->newlines, TRUE);
	g_free(b);
}

struct piece_table *piece_table_new(size_t block_bytes)
{
	struct piece_table *table = g_new0(struct piece_table, 1);

	table->blocks = g_ptr_array_new_with_free_func(block_free);
	table->block_bytes = MAX(block_bytes == 0 ? PIECE_BLOCK_BYTES : block_bytes, CHAR_BYTES);
	table->random = 0x9E3779B9u;
	return table;
}

void piece_table_free(struct piece_table *table)
{
	if (table == NULL)
		return;
	piece_tree_free(table->root);
	g_ptr_array_free(table->blocks, TRUE);
	g_free(table);
}

size_t piece_len(const struct piece_table *table)
{
	return piece_tree_bytes(table->root);
}

const struct piece_node *piece_root(const struct piece_table *table)
{
	return table->root;
}

uint64_t piece_version(const struct piece_table *table)
{
	return table->version;
}

/* The block to add to: the newest, or a new one when that has no room for a character. */
static struct piece_block *block_with_room(struct piece_table *table, struct err *err)
{
	struct piece_block *block = NULL;
	char *bytes;

	if (table->blocks->len > 0)
		block = g_ptr_array_index(table->blocks, table->blocks->len - 1);
	if (block != NULL && block->room - block->len >= CHAR_BYTES)
		return block;
	bytes = g_try_malloc(table->block_bytes);
	if (bytes == NULL) {
		err_fail(err, ERR_FULL, _("not enough memory for a text of %zu bytes"),
		    table->block_bytes);
		return NULL;
	}
	block = g_new0(struct piece_block, 1);
	block->bytes = bytes;
	block->room = (uint32_t)table->block_bytes;
	block->newlines = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_ptr_array_add(table->blocks, block);
	return block;
}

/* Put TEXT at the end of the blocks and list the runs that it became. */
static bool store(
    struct piece_table *table, const char *text, size_t len, GArray *runs, struct err *err)
{
	while (len > 0) {
		struct piece_block *block = block_with_room(table, err);
		struct piece_run run;
		size_t take;

		if (block == NULL)
			return false;
		take = MIN(len, (size_t)(block->room - block->len));
		while (take < len && take > 1 && !utf8_is_lead(text[take]))
			take--;
		run = (struct piece_run){block, block->len, (uint32_t)take};
		memcpy(block->bytes + block->len, text, take);
		for (const char *p = text; (p = memchr(p, '\n', (size_t)(text + take - p)));) {
			uint32_t at = block->len + (uint32_t)(p++ - text);

			g_array_append_val(block->newlines, at);
		}
		block->len += (uint32_t)take;
		table->stored_bytes += take;
		g_array_append_val(runs, run);
		text += take;
		len -= take;
	}
	return true;
}

/* Exchange REMOVE bytes at AT for runs; those that went out are appended to OUT, if it is there. */
static void exchange(
    struct piece_table *table, size_t at, size_t remove, const GArray *in, GArray *out)
{
	const struct piece_run *runs = in == NULL
					   ? NULL
					   : (const struct piece_run *)(const void *)in->data;
	size_t count = in == NULL ? 0 : in->len, len = piece_len(table);
	struct piece_node *before, *rest, *gone, *after;

	if (remove > 0 || count != 1 || !piece_tree_extend(table->root, at, &runs[0])) {
		piece_tree_split(table->root, at, &before, &rest, &table->random);
		piece_tree_split(rest, remove, &gone, &after, &table->random);
		if (out != NULL)
			piece_tree_runs(gone, out);
		piece_tree_free(gone);
		before = piece_tree_join(before, piece_tree_of(runs, count, &table->random));
		table->root = piece_tree_join(before, after);
	}
	table->version++;
	if (table->watch != NULL)
		table->watch(table->watch_context, at, remove, piece_len(table) + remove - len);
}

bool piece_replace(struct piece_table *table, size_t at, size_t remove, const char *text,
    size_t len, struct piece_change *change, struct err *err)
{
	struct piece_change made = {.at = at, .removed_len = remove, .inserted_len = len};

	if (len > BOUND_BODY_BYTES || piece_len(table) - remove + len > BOUND_BODY_BYTES)
		return err_fail(err, ERR_FULL, _("the text would be longer than %u MiB"),
		    BOUND_BODY_BYTES >> 20);
	if (table->stored_bytes + len > BOUND_DRAFT_BYTES)
		return err_fail(err, ERR_FULL,
		    _("too much was typed and taken back here: save the text and open it again"));
	if (len > 0) {
		made.inserted = g_array_new(FALSE, FALSE, sizeof(struct piece_run));
		if (!store(table, text, len, made.inserted, err)) {
			piece_change_clear(&made);
			return false;
		}
	}
	if (remove > 0)
		made.removed = g_array_new(FALSE, FALSE, sizeof(struct piece_run));
	exchange(table, at, remove, made.inserted, made.removed);
	if (change != NULL)
		*change = made;
	else
		piece_change_clear(&made);
	return true;
}

void piece_redo(struct piece_table *table, const struct piece_change *change)
{
	exchange(table, change->at, change->removed_len, change->inserted, NULL);
}

void piece_undo(struct piece_table *table, const struct piece_change *change)
{
	exchange(table, change->at, change->inserted_len, change->removed, NULL);
}

bool piece_change_join(struct piece_change *change, struct piece_change *more)
{
	if (change->removed_len > 0 || more->removed_len > 0 || change->inserted == NULL ||
	    more->inserted == NULL || change->at + change->inserted_len != more->at)
		return false;
	for (guint i = 0; i < more->inserted->len; i++) {
		const struct piece_run *run = &g_array_index(more->inserted, struct piece_run, i);
		struct piece_run *last = &g_array_index(
		    change->inserted, struct piece_run, change->inserted->len - 1);

		if (last->block == run->block && last->start + last->len == run->start)
			last->len += run->len;
		else
			g_array_append_val(change->inserted, *run);
	}
	change->inserted_len += more->inserted_len;
	piece_change_clear(more);
	return true;
}

void piece_change_clear(struct piece_change *change)
{
	if (change->removed != NULL)
		g_array_free(change->removed, TRUE);
	if (change->inserted != NULL)
		g_array_free(change->inserted, TRUE);
	*change = (struct piece_change){0};
}

const char *piece_span(const struct piece_table *table, size_t at, size_t *len)
{
	size_t start;
	const struct piece_node *node = piece_tree_find(table->root, at, &start);

	if (node == NULL) {
		*len = 0;
		return "";
	}
	*len = start + node->run.len - at;
	return node->run.block->bytes + node->run.start + (at - start);
}

void piece_copy(const struct piece_table *table, size_t at, size_t len, GString *out)
{
	while (len > 0) {
		size_t here;
		const char *bytes = piece_span(table, at, &here);

		if (here == 0)
			break;
		here = MIN(here, len);
		g_string_append_len(out, bytes, (gssize)here);
		at += here;
		len -= here;
	}
}

void piece_table_watch(struct piece_table *table, piece_watch *watch, void *context)
{
	table->watch = watch;
	table->watch_context = context;
}
