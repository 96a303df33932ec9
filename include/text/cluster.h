/* Grapheme clusters: what a person takes for one character, and the cursor steps over at once. */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include "base/attr.h"

/*
 * All offsets are bytes of TEXT, which is UTF-8; an ill-formed byte is a cluster of its own.
 * Source: UAX #29 extended grapheme clusters, version in text/unidata.c.
 */

/* Chinese stops, brackets and full-width signs and figures: U+3001 to U+3029, U+FF01 to U+FF3F. */
static inline bool cluster_is_stop(const unsigned char *p, size_t len)
{
	if (len < 3)
		return false;
	return (p[0] == 0xE3 && p[1] == 0x80 && p[2] > 0x80 && p[2] < 0xAA) ||
	       (p[0] == 0xEF && p[1] == 0xBC && p[2] > 0x80 && p[2] < 0xC0);
}

/*
 * A cluster begins with these bytes unless what is before is a joiner, a prepended mark or the
 * like: ASCII from the blank on, Han of the first plane, stops.
 */
static inline bool cluster_begins_plainly(const unsigned char *p, size_t len)
{
	return (p[0] >= 0x20 && p[0] < 0x7F) || (p[0] >= 0xE4 && p[0] <= 0xE9) ||
	       cluster_is_stop(p, len);
}

/*
 * Length of the character at AT, AT < LEN, where it is a cluster of its own and plain to see as
 * one: ASCII from the blank on in one column, or in two Han from U+4E00 to U+9FFF and stops, with
 * the like or nothing behind it. 0 where cluster_next() must be asked. Most of all text is this,
 * and it is asked of every character that is measured, wrapped or drawn: so it is no call.
 */
static inline size_t cluster_plain(const char *text, size_t len, size_t at)
{
	const unsigned char *p = (const unsigned char *)text + at;
	size_t plain = 0, left = len - at;

	if (p[0] >= 0x20 && p[0] < 0x7F)
		plain = 1;
	/* From U+4E00 on; two continuation bytes must follow for it to be a character at all. */
	else if (p[0] >= 0xE4 && p[0] <= 0xE9 && left >= 3 && (p[0] > 0xE4 || p[1] >= 0xB8) &&
		 (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80)
		plain = 3;
	else if (cluster_is_stop(p, left))
		plain = 3;
	if (plain == 0 || plain == left || cluster_begins_plainly(p + plain, left - plain))
		return plain;
	return 0;
}

/* Whether a Han from U+4E00 to U+9FFF stands at AT, AT < LEN, and is a cluster of its own. */
static inline bool cluster_is_han(const char *text, size_t len, size_t at)
{
	unsigned char lead = (unsigned char)text[at];

	return lead >= 0xE4 && lead <= 0xE9 && cluster_plain(text, len, at) == 3;
}

/* End of the cluster that begins at AT; LEN at the end. */
size_t cluster_next(const char *text, size_t len, size_t at);

/* Beginning of the cluster that ends at AT or has AT inside; 0 at the beginning. */
size_t cluster_prev(const char *text, size_t len, size_t at);

/* AT where a cluster begins there, else the beginning of the cluster that AT is inside. */
size_t cluster_floor(const char *text, size_t len, size_t at);

/*
 * A cluster begins at the result whatever stands further back: the nearest such place at or before
 * AT, or 0. For those who have only a piece of a text and must know where to begin reading.
 */
size_t cluster_anchor(const char *text, size_t len, size_t at);

#endif
