/* What differs between two texts, in pieces that a person can read. */
#include "text/diff.h"

#include "text/diff_core.h"
#include "text/diff_token.h"

#define CHANCE 4 /* tokens between two changes that may be the same by chance */

static struct diff_hunk *hunk_at(const GArray *hunks, size_t i)
{
	return &g_array_index(hunks, struct diff_hunk, i);
}

/* Whether the tokens between two hunks are too few to be read as unchanged. */
static bool is_chance(
    const struct diff_tokens *a, const struct diff_hunk *before, const struct diff_hunk *after)
{
	size_t from = before->a + before->a_len, same = after->a - from;

	if (same > CHANCE || same > MAX(before->a_len, before->b_len) ||
	    same > MAX(after->a_len, after->b_len))
		return false;
	for (size_t i = from; i < after->a; i++)
		if (diff_token_parts(a, i))
			return false;
	return true;
}

/* Join hunks that only a few tokens keep apart. */
static void join_hunks(const struct diff_tokens *a, GArray *hunks)
{
	size_t kept = 0;

	for (size_t i = 1; i < hunks->len; i++) {
		struct diff_hunk *last = hunk_at(hunks, kept);
		const struct diff_hunk *next = hunk_at(hunks, i);

		if (is_chance(a, last, next)) {
			last->a_len = next->a + next->a_len - last->a;
			last->b_len = next->b + next->b_len - last->b;
		} else {
			*hunk_at(hunks, ++kept) = *next;
		}
	}
	if (hunks->len > 0)
		g_array_set_size(hunks, (guint)kept + 1);
}

/*
 * What was only put in (or taken out) may often stand a little to the left or right with the same
 * result: let it begin and end where reading does. AT is the run in the text that has it, LEFT and
 * RIGHT how many unchanged tokens stand around it.
 */
static ptrdiff_t best_slide(
    const struct diff_tokens *tokens, size_t at, size_t len, size_t left, size_t right)
{
	const uint32_t *words = tokens->words;
	ptrdiff_t best = 0, most = -1, slide = 0;

	while (left > 0 && words[at - 1] == words[at + len - 1]) {
		at--;
		left--;
		right++;
		slide--;
	}
	for (;;) {
		int edge = diff_token_edge(tokens, at) + diff_token_edge(tokens, at + len);

		/* The rightmost of the best: there it was typed, most often. */
		if (edge >= most) {
			most = edge;
			best = slide;
		}
		if (right == 0 || words[at] != words[at + len])
			return best;
		at++;
		right--;
		slide++;
	}
}

static void slide_hunks(const struct diff_tokens *a, const struct diff_tokens *b, GArray *hunks)
{
	size_t a_done = 0;

	for (size_t i = 0; i < hunks->len; i++) {
		struct diff_hunk *hunk = hunk_at(hunks, i);
		size_t next = i + 1 < hunks->len ? hunk_at(hunks, i + 1)->a : a->count;
		size_t left = hunk->a - a_done, right = next - hunk->a - hunk->a_len;
		ptrdiff_t slide = 0;

		/* One token at least stays between two hunks. */
		if (i > 0 && left > 0)
			left--;
		if (i + 1 < hunks->len && right > 0)
			right--;
		if (hunk->a_len == 0)
			slide = best_slide(b, hunk->b, hunk->b_len, left, right);
		else if (hunk->b_len == 0)
			slide = best_slide(a, hunk->a, hunk->a_len, left, right);
		hunk->a = (size_t)((ptrdiff_t)hunk->a + slide);
		hunk->b = (size_t)((ptrdiff_t)hunk->b + slide);
		a_done = hunk->a + hunk->a_len;
	}
}

static void append_run(GArray *runs, enum diff_kind kind, size_t a, size_t b, size_t len)
{
	struct diff_run run = {kind, a, b, len};

	if (len > 0)
		g_array_append_val(runs, run);
}

static GArray *runs_of(
    const struct diff_tokens *a, const struct diff_tokens *b, const GArray *hunks)
{
	GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct diff_run));
	size_t a_at = 0, b_at = 0;

	for (size_t i = 0; i < hunks->len; i++) {
		const struct diff_hunk *hunk = hunk_at(hunks, i);
		size_t a_from = a->at[hunk->a], a_to = a->at[hunk->a + hunk->a_len];
		size_t b_from = b->at[hunk->b], b_to = b->at[hunk->b + hunk->b_len];

		append_run(runs, DIFF_SAME, a_at, b_at, a_from - a_at);
		append_run(runs, DIFF_REMOVED, a_from, b_from, a_to - a_from);
		append_run(runs, DIFF_ADDED, a_to, b_from, b_to - b_from);
		a_at = a_to;
		b_at = b_to;
	}
	append_run(runs, DIFF_SAME, a_at, b_at, a->len - a_at);
	return runs;
}

GArray *diff_texts(const char *a, size_t a_len, const char *b, size_t b_len, struct err *err)
{
	struct diff_words words;
	struct diff_tokens old = {0}, now = {0};
	GArray *runs = NULL;

	diff_words_init(&words);
	if (diff_tokens_init(&old, &words, a, a_len, err) &&
	    diff_tokens_init(&now, &words, b, b_len, err)) {
		g_autoptr(GArray) hunks = g_array_new(FALSE, FALSE, sizeof(struct diff_hunk));

		diff_core(old.words, old.count, now.words, now.count, hunks);
		slide_hunks(&old, &now, hunks);
		join_hunks(&old, hunks);
		slide_hunks(&old, &now, hunks);
		runs = runs_of(&old, &now, hunks);
	}
	diff_tokens_clear(&old);
	diff_tokens_clear(&now);
	diff_words_clear(&words);
	return runs;
}
