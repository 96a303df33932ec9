/* Grapheme clusters by the rules of UAX #29, with a short way for Han and ASCII. */
#include "text/cluster.h"

#include "text/unidata.h"
#include "text/utf8.h"

/* What the rules must remember of the characters before: each is about one stretch only. */
struct walk {
	enum uni_cluster last;
	bool odd_regional; /* an odd number of regional indicators ends here (GB12, GB13) */
	bool after_picture; /* a picture and its extenders end here */
	bool picture_and_zwj; /* ... and then a joiner (GB11) */
};

static void walk_on(struct walk *walk, const struct unidata *row)
{
	bool picture = (row->flags & UNI_PICTOGRAPHIC) != 0;

	walk->picture_and_zwj = walk->after_picture && row->cluster == GCB_ZWJ;
	walk->after_picture = picture || (walk->after_picture && row->cluster == GCB_EXTEND);
	walk->odd_regional = row->cluster == GCB_REGIONAL && !walk->odd_regional;
	walk->last = row->cluster;
}

/* Rules GB3 to GB9b and GB999: those that look at two characters only. */
static bool pair_breaks(enum uni_cluster before, enum uni_cluster after)
{
	if (before == GCB_CR && after == GCB_LF)
		return false;
	if (before <= GCB_CONTROL && before != GCB_OTHER)
		return true;
	switch (after) {
	case GCB_CR:
	case GCB_LF:
	case GCB_CONTROL:
		return true;
	case GCB_EXTEND:
	case GCB_ZWJ:
	case GCB_SPACING:
		return false;
	case GCB_L:
	case GCB_LV:
	case GCB_LVT:
		if (before == GCB_L)
			return false;
		break;
	case GCB_V:
		if (before == GCB_L || before == GCB_LV || before == GCB_V)
			return false;
		break;
	case GCB_T:
		if (before == GCB_LV || before == GCB_V || before == GCB_LVT || before == GCB_T)
			return false;
		break;
	default:
		break;
	}
	return before != GCB_PREPEND;
}

static bool walk_breaks(const struct walk *walk, const struct unidata *next)
{
	if (walk->picture_and_zwj && (next->flags & UNI_PICTOGRAPHIC))
		return false;
	if (walk->odd_regional && next->cluster == GCB_REGIONAL)
		return false;
	return pair_breaks(walk->last, next->cluster);
}

size_t cluster_next(const char *text, size_t len, size_t at)
{
	struct walk walk = {0};
	size_t plain;

	if (at >= len)
		return len;
	plain = cluster_plain(text, len, at);
	if (plain > 0)
		return at + plain;
	walk_on(&walk, unidata(utf8_next(text, len, &at)));
	while (at < len) {
		size_t after = at;
		const struct unidata *row = unidata(utf8_next(text, len, &after));

		if (walk_breaks(&walk, row))
			break;
		walk_on(&walk, row);
		at = after;
	}
	return at;
}

/* Whether a cluster begins between the two whatever stands before them. */
static bool surely_breaks(const struct unidata *before, const struct unidata *after)
{
	if (before->cluster == GCB_REGIONAL && after->cluster == GCB_REGIONAL)
		return false;
	if (before->cluster == GCB_ZWJ && (after->flags & UNI_PICTOGRAPHIC))
		return false;
	return pair_breaks(before->cluster, after->cluster);
}

/* The beginning of the character that AT is at or inside. */
static size_t char_floor(const char *text, size_t len, size_t at)
{
	for (size_t back = 0; back < 4 && back <= at; back++) {
		size_t end = at - back;

		if (!utf8_is_lead(text[end]))
			continue;
		utf8_next(text, len, &end);
		return end > at ? at - back : at;
	}
	return at;
}

size_t cluster_anchor(const char *text, size_t len, size_t at)
{
	const struct unidata *after;
	size_t ahead;

	if (at >= len)
		at = len;
	if (at == len) {
		if (at == 0)
			return 0;
		utf8_prev(text, &at);
	}
	at = char_floor(text, len, at);
	ahead = at;
	after = unidata(utf8_next(text, len, &ahead));
	while (at > 0) {
		size_t before = at;
		const struct unidata *row = unidata(utf8_prev(text, &before));

		if (surely_breaks(row, after))
			break;
		at = before;
		after = row;
	}
	return at;
}

size_t cluster_floor(const char *text, size_t len, size_t at)
{
	size_t start, next;

	if (at == 0 || at >= len)
		return MIN(at, len);
	start = cluster_anchor(text, len, at);
	while (start < at) {
		next = cluster_next(text, len, start);
		if (next > at)
			break;
		start = next;
	}
	return start;
}

size_t cluster_prev(const char *text, size_t len, size_t at)
{
	if (at > len)
		at = len;
	if (at == 0)
		return 0;
	return cluster_floor(text, len, at - 1);
}
