/* Characters that a search may take for the same: width, punctuation, case. */
#include "text/fold.h"

#include "text/utf8.h"

/* Marks that a typist, an input method or a converter puts for each other. Ascending. */
static const struct {
	uint16_t from, to;
} marks[] = {
    {0x00AB, '"'}, /* « */
    {0x00B7, 0xB7}, /* · */
    {0x00BB, '"'}, /* » */
    {0x2010, '-'}, /* ‐ */
    {0x2011, '-'}, /* ‑ */
    {0x2012, '-'}, /* ‒ */
    {0x2013, '-'}, /* – */
    {0x2014, '-'}, /* — */
    {0x2015, '-'}, /* ― */
    {0x2018, '\''}, /* ‘ */
    {0x2019, '\''}, /* ’ */
    {0x201C, '"'}, /* “ */
    {0x201D, '"'}, /* ” */
    {0x2022, 0xB7}, /* • */
    {0x2027, 0xB7}, /* ‧ */
    {0x2212, '-'}, /* − */
    {0x22EF, 0x2026}, /* ⋯ */
    {0x3001, ','}, /* 、 */
    {0x3002, '.'}, /* 。 */
    {0x3008, '<'}, /* 〈 */
    {0x3009, '>'}, /* 〉 */
    {0x300A, '<'}, /* 《 */
    {0x300B, '>'}, /* 》 */
    {0x300C, '"'}, /* 「 */
    {0x300D, '"'}, /* 」 */
    {0x300E, '"'}, /* 『 */
    {0x300F, '"'}, /* 』 */
    {0x3010, '['}, /* 【 */
    {0x3011, ']'}, /* 】 */
    {0x3014, '['}, /* 〔 */
    {0x3015, ']'}, /* 〕 */
    {0x3016, '['}, /* 〖 */
    {0x3017, ']'}, /* 〗 */
    {0x301C, '~'}, /* 〜 */
    {0x30FB, 0xB7}, /* ・ */
    {0xFF01, '!'}, /* ！ */
    {0xFF02, '"'}, /* ＂ */
    {0xFF07, '\''}, /* ＇ */
    {0xFF08, '('}, /* （ */
    {0xFF09, ')'}, /* ） */
    {0xFF0C, ','}, /* ， */
    {0xFF0D, '-'}, /* － */
    {0xFF0E, '.'}, /* ． */
    {0xFF1A, ':'}, /* ： */
    {0xFF1B, ';'}, /* ； */
    {0xFF1F, '?'}, /* ？ */
    {0xFF5E, '~'}, /* ～ */
    {0xFF61, '.'}, /* ｡ */
    {0xFF64, ','}, /* ､ */
};

static uint32_t fold_mark(uint32_t c)
{
	size_t low = 0, high = G_N_ELEMENTS(marks);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (marks[middle].from == c)
			return marks[middle].to;
		if (marks[middle].from < c)
			low = middle + 1;
		else
			high = middle;
	}
	return c;
}

static bool may_be_mark(uint32_t c)
{
	return (c >= 0xAB && c <= 0xBB) || (c >= 0x2010 && c <= 0x22EF) ||
	       (c >= 0x3001 && c <= 0x30FB) || (c >= 0xFF01 && c <= 0xFF64);
}

uint32_t fold_char(uint32_t c, unsigned folds)
{
	if ((folds & FOLD_MARKS) && may_be_mark(c))
		c = fold_mark(c);
	if (folds & FOLD_WIDTH) {
		if (c >= 0xFF01 && c <= 0xFF5E)
			c -= 0xFEE0;
		else if (c == 0x3000)
			c = ' ';
		else if (c == 0xFFE5)
			c = 0xA5; /* ￥ */
	}
	if (folds & FOLD_CASE)
		c = c < 0x80 ? (uint32_t)g_ascii_tolower((char)c) : g_unichar_tolower(c);
	return c;
}
