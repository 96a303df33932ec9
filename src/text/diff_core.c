/* Where two rows of numbers differ: anchors that occur once in each, and Myers between them. */
#include "text/diff_core.h"

#define MOST_EDITS 256 /* of one stretch without an anchor: past it nobody reads single ones */
#define FEW 48 /* a stretch of so many is not worth an index */
#define MOST_GRAMS 500000u /* kept in an index: of longer texts every so-manieth */

/* Lengths of the anchors looked for: long ones first, they are never there by chance. */
static const size_t gram_lens[] = {16, 6, 3};

struct work {
	const uint32_t *a, *b;
	GArray *hunks;
	int32_t *trace; /* what each round of Myers reached, to find the way back */
};

/* A stretch of both. */
struct stretch {
	size_t a, a_end, b, b_end;
};

static void emit(struct work *work, size_t a, size_t a_len, size_t b, size_t b_len)
{
	struct diff_hunk hunk = {a, a_len, b, b_len}, *last;

	if (a_len == 0 && b_len == 0)
		return;
	if (work->hunks->len > 0) {
		last = &g_array_index(work->hunks, struct diff_hunk, work->hunks->len - 1);
		if (last->a + last->a_len == a && last->b + last->b_len == b) {
			last->a_len += a_len;
			last->b_len += b_len;
			return;
		}
	}
	g_array_append_val(work->hunks, hunk);
}

/* Round d of Myers reached these, one for each diagonal from -d to d. */
static int32_t *round_of(const struct work *work, int d)
{
	return work->trace + (ptrdiff_t)d * d + d;
}

/* Whether the way to diagonal K in round D came down from K + 1, by a token of b. */
static bool came_down(const int32_t *before, int d, int k)
{
	return k == -d || (k != d && before[k - 1] < before[k + 1]);
}

/* Rounds of Myers until the end is reached; -1 past the bound. */
static int rounds_needed(struct work *work, const struct stretch *s)
{
	const uint32_t *a = work->a + s->a, *b = work->b + s->b;
	int32_t a_len = (int32_t)(s->a_end - s->a), b_len = (int32_t)(s->b_end - s->b);

	for (int d = 0; d <= MOST_EDITS; d++) {
		const int32_t *before = d == 0 ? NULL : round_of(work, d - 1);
		int32_t *now = round_of(work, d);

		for (int k = -d; k <= d; k += 2) {
			int32_t x = 0, y;

			if (d > 0)
				x = came_down(before, d, k) ? before[k + 1] : before[k - 1] + 1;
			y = x - k;
			while (x < a_len && y < b_len && a[x] == b[y]) {
				x++;
				y++;
			}
			now[k] = x;
			if (x >= a_len && y >= b_len)
				return d;
		}
	}
	return -1;
}

/* The shortest way through a stretch; one hunk when that is too long. */
static void myers(struct work *work, const struct stretch *s)
{
	int rounds = rounds_needed(work, s);
	int32_t x = (int32_t)(s->a_end - s->a), y = (int32_t)(s->b_end - s->b);
	struct diff_hunk edits[MOST_EDITS];

	if (rounds < 0) {
		emit(work, s->a, s->a_end - s->a, s->b, s->b_end - s->b);
		return;
	}
	for (int d = rounds; d > 0; d--) {
		const int32_t *before = round_of(work, d - 1);
		bool down = came_down(before, d, x - y);
		int k = down ? x - y + 1 : x - y - 1;

		x = before[k];
		y = x - k;
		edits[d - 1] = (struct diff_hunk){s->a + (size_t)x, !down, s->b + (size_t)y, down};
	}
	for (int d = 0; d < rounds; d++)
		emit(work, edits[d].a, edits[d].a_len, edits[d].b, edits[d].b_len);
}

/* Where a gram stands; GONE when it stands in more than one place. */
struct place {
	uint64_t hash; /* 0: free */
	uint32_t a, b;
};

#define NOT_YET UINT32_MAX
#define GONE (UINT32_MAX - 1)

struct grams {
	struct place *places;
	size_t mask;
	size_t len;
	uint64_t high; /* weight of the token that leaves */
	uint64_t skip; /* of the hashes every so-manieth is kept */
};

#define BASE UINT64_C(0x9E3779B97F4A7C15)

static struct place *place_of(const struct grams *grams, uint64_t hash)
{
	size_t i = (size_t)(hash ^ hash >> 29) & grams->mask;

	while (grams->places[i].hash != 0 && grams->places[i].hash != hash)
		i = (i + 1) & grams->mask;
	return &grams->places[i];
}

/* Note every gram of a side; those of b only where a has them too. */
static void note_grams(
    struct grams *grams, const uint32_t *words, size_t from, size_t to, bool is_b)
{
	uint64_t hash = 0;

	for (size_t i = from; i < to; i++) {
		struct place *place;
		uint64_t key;
		uint32_t *at, start;

		if (i >= from + grams->len)
			hash -= grams->high * (words[i - grams->len] + UINT64_C(1));
		hash = hash * BASE + words[i] + 1;
		if (i + 1 < from + grams->len)
			continue;
		key = (hash ^ hash >> 32) | 1;
		if (key / 2 % grams->skip != 0)
			continue;
		place = place_of(grams, key);
		if (place->hash == 0 && is_b)
			continue;
		if (place->hash == 0)
			*place = (struct place){key, NOT_YET, NOT_YET};
		at = is_b ? &place->b : &place->a;
		start = (uint32_t)(i + 1 - grams->len);
		*at = *at == NOT_YET ? start : GONE;
	}
}

static bool grams_init(struct grams *grams, const struct stretch *s, size_t len)
{
	size_t count = s->a_end - s->a, room = 64;

	*grams = (struct grams){.len = len, .high = 1, .skip = 1 + count / MOST_GRAMS};
	for (size_t i = 0; i < len; i++)
		grams->high *= i == 0 ? 1 : BASE;
	while (room < 3 * (count / grams->skip))
		room *= 2;
	grams->mask = room - 1;
	grams->places = g_try_new0(struct place, room);
	return grams->places != NULL;
}

static int by_a(const void *x, const void *y)
{
	const struct place *p = x, *q = y;

	return (p->a > q->a) - (p->a < q->a);
}

/* Keep of the places, ascending in a, the longest row that ascends in b too. */
static void keep_ascending(GArray *places)
{
	struct place *p = (struct place *)(void *)places->data;
	g_autofree uint32_t *ends = g_new(uint32_t, places->len + 1); /* best end of each length */
	g_autofree uint32_t *before = g_new(uint32_t, places->len + 1);
	uint32_t longest = 0, at;

	for (uint32_t i = 0; i < places->len; i++) {
		uint32_t low = 0, high = longest;

		while (low < high) {
			uint32_t middle = low + (high - low) / 2;

			if (p[ends[middle]].b < p[i].b)
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low == 0 ? UINT32_MAX : ends[low - 1];
		ends[low] = i;
		longest = MAX(longest, low + 1);
	}
	if (longest == 0)
		return;
	at = ends[longest - 1];
	for (uint32_t i = longest; i > 0; i--) {
		ends[i - 1] = at;
		at = before[at];
	}
	for (uint32_t i = 0; i < longest; i++)
		p[i] = p[ends[i]];
	g_array_set_size(places, longest);
}

/* Grams of LEN that stand once in each, in an order that is the same in both. NULL: no memory. */
static GArray *anchors_of(const struct work *work, const struct stretch *s, size_t len)
{
	struct grams grams;
	GArray *out;

	if (!grams_init(&grams, s, len))
		return NULL;
	note_grams(&grams, work->a, s->a, s->a_end, false);
	note_grams(&grams, work->b, s->b, s->b_end, true);
	out = g_array_new(FALSE, FALSE, sizeof(struct place));
	for (size_t i = 0; i <= grams.mask; i++) {
		const struct place *place = &grams.places[i];

		if (place->hash != 0 && place->a < GONE && place->b < GONE &&
		    memcmp(work->a + place->a, work->b + place->b, len * sizeof(uint32_t)) == 0)
			g_array_append_val(out, *place);
	}
	g_free(grams.places);
	g_array_sort(out, by_a);
	keep_ascending(out);
	return out;
}

static void solve(struct work *work, struct stretch s, size_t level);

/* Solve what lies between the anchors of this level. False when there is none. */
static bool solve_between(struct work *work, const struct stretch *s, size_t level)
{
	g_autoptr(GArray) anchors = anchors_of(work, s, gram_lens[level]);
	size_t a = s->a, b = s->b;

	if (anchors == NULL || anchors->len == 0)
		return false;
	for (guint i = 0; i < anchors->len; i++) {
		const struct place *place = &g_array_index(anchors, struct place, i);
		size_t a_end = place->a, b_end = place->b;

		if (a_end < a || b_end < b)
			continue; /* inside what the last one grew to */
		while (a_end > a && b_end > b && work->a[a_end - 1] == work->b[b_end - 1]) {
			a_end--;
			b_end--;
		}
		solve(work, (struct stretch){a, a_end, b, b_end}, level + 1);
		a = place->a;
		b = place->b;
		while (a < s->a_end && b < s->b_end && work->a[a] == work->b[b]) {
			a++;
			b++;
		}
	}
	solve(work, (struct stretch){a, s->a_end, b, s->b_end}, level + 1);
	return true;
}

static void solve(struct work *work, struct stretch s, size_t level)
{
	while (s.a < s.a_end && s.b < s.b_end && work->a[s.a] == work->b[s.b]) {
		s.a++;
		s.b++;
	}
	while (s.a < s.a_end && s.b < s.b_end && work->a[s.a_end - 1] == work->b[s.b_end - 1]) {
		s.a_end--;
		s.b_end--;
	}
	if (s.a == s.a_end || s.b == s.b_end) {
		emit(work, s.a, s.a_end - s.a, s.b, s.b_end - s.b);
		return;
	}
	if (s.a_end - s.a + s.b_end - s.b > FEW)
		for (; level < G_N_ELEMENTS(gram_lens); level++)
			if (solve_between(work, &s, level))
				return;
	myers(work, &s);
}

void diff_core(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len, GArray *hunks)
{
	size_t rounds = MOST_EDITS + 1;
	struct work work = {a, b, hunks, g_new(int32_t, rounds * rounds)};

	solve(&work, (struct stretch){0, a_len, 0, b_len}, 0);
	g_free(work.trace);
}
