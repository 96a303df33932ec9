/* Where a line may be broken: UAX #14, with what Chinese printing wants besides. */
#include "text/linebreak.h"

#include "text/cluster.h"
#include "text/unidata.h"
#include "text/utf8.h"

#define MIDDLE_DOT 0x00B7u
#define HYPHENATION_POINT 0x2027u
#define AHEAD_MARKS 4 /* combining marks passed over when looking ahead */

#define BIT(class) (UINT64_C(1) << (class))
#define IS(class, set) ((BIT(class) & (set)) != 0)

#define LETTERS (BIT(LB_AL) | BIT(LB_HL))
#define HARD_ENDS (BIT(LB_BK) | BIT(LB_CR) | BIT(LB_LF) | BIT(LB_NL))
#define PICTURES (BIT(LB_ID) | BIT(LB_EB) | BIT(LB_EM))
#define SYLLABLES (BIT(LB_JL) | BIT(LB_JV) | BIT(LB_JT) | BIT(LB_H2) | BIT(LB_H3))
#define NEVER_FIRST (BIT(LB_CL) | BIT(LB_CP) | BIT(LB_EX) | BIT(LB_IS) | BIT(LB_SY))

/* Class of the next character that is no combining mark; SP at the end. */
static enum uni_line class_ahead(const char *text, size_t len, size_t at)
{
	for (int marks = 0; at < len && marks <= AHEAD_MARKS; marks++) {
		enum uni_line class = unidata(utf8_next(text, len, &at))->line;

		if (class != LB_CM && class != LB_ZWJ)
			return class;
	}
	return LB_SP;
}

static bool is_latin(enum uni_line class, unsigned flags)
{
	return IS(class, LETTERS | BIT(LB_NU)) && !(flags & UNI_EAST_ASIAN);
}

/* The class of a character among Chinese; *FLAGS may change with it. */
static enum uni_line chinese_class(const struct line_breaker *breaker, const char *text, size_t len,
    size_t after, uint32_t c, unsigned *flags)
{
	const struct unidata *row = unidata(c);
	bool latin_before = breaker->started && !breaker->spaces &&
			    is_latin(breaker->last, breaker->last_flags);

	if (breaker->plain)
		return row->line;
	if (*flags & (UNI_QUOTE_OPENS | UNI_QUOTE_CLOSES)) {
		if (latin_before && is_latin(class_ahead(text, len, after), 0))
			return row->line;
		*flags |= UNI_EAST_ASIAN;
		return (*flags & UNI_QUOTE_OPENS) ? LB_OP : LB_CL;
	}
	if ((c == MIDDLE_DOT || c == HYPHENATION_POINT) && (breaker->last_flags & UNI_EAST_ASIAN))
		return LB_NS;
	return row->line;
}

/* LB6 to LB18: what holds over blanks, and what blanks allow. -1: the other rules decide. */
static int over_blanks(const struct line_breaker *breaker, enum uni_line class)
{
	enum uni_line last = breaker->last;

	if (IS(class, HARD_ENDS | BIT(LB_SP) | BIT(LB_ZW)))
		return false;
	if (last == LB_ZW)
		return true;
	if (!breaker->spaces && (breaker->joiner || last == LB_WJ || last == LB_GL))
		return false;
	if (class == LB_WJ || IS(class, NEVER_FIRST) || last == LB_OP)
		return false;
	if (class == LB_GL && !breaker->spaces && !IS(last, BIT(LB_BA) | BIT(LB_HY)))
		return false;
	if ((last == LB_QU && class == LB_OP) || (last == LB_B2 && class == LB_B2) ||
	    (IS(last, BIT(LB_CL) | BIT(LB_CP)) && class == LB_NS))
		return false;
	return breaker->spaces ? true : -1;
}

/* LB23 to LB25: letters, figures and what belongs to them. */
static bool holds_figures(const struct line_breaker *breaker, enum uni_line class, bool figure_next)
{
	enum uni_line last = breaker->last;
	const uint64_t signs = BIT(LB_PR) | BIT(LB_PO);

	if (IS(last, LETTERS) && IS(class, BIT(LB_NU) | signs))
		return true;
	if (IS(class, LETTERS) && IS(last, BIT(LB_NU) | signs))
		return true;
	if (last == LB_PR && IS(class, PICTURES | SYLLABLES))
		return true;
	if (class == LB_PO && IS(last, PICTURES | SYLLABLES))
		return true;
	if (class == LB_NU && IS(last, signs | BIT(LB_OP) | BIT(LB_HY)))
		return true;
	if (IS(last, signs) && IS(class, BIT(LB_OP) | BIT(LB_HY)) && figure_next)
		return true;
	if (breaker->number == 1 && IS(class, BIT(LB_NU) | signs))
		return true;
	return breaker->number == 2 && IS(class, signs);
}

/* LB26 to LB30b: syllables, words, brackets at words, flags, emoji. */
static bool holds_words(const struct line_breaker *breaker, enum uni_line class, unsigned flags)
{
	enum uni_line last = breaker->last;

	if (last == LB_JL && IS(class, BIT(LB_JL) | BIT(LB_JV) | BIT(LB_H2) | BIT(LB_H3)))
		return true;
	if (IS(last, BIT(LB_JV) | BIT(LB_H2)) && IS(class, BIT(LB_JV) | BIT(LB_JT)))
		return true;
	if (IS(last, BIT(LB_JT) | BIT(LB_H3)) && class == LB_JT)
		return true;
	if (IS(class, LETTERS) && IS(last, LETTERS | BIT(LB_IS)))
		return true;
	if (class == LB_OP && IS(last, LETTERS | BIT(LB_NU)) && !(flags & UNI_EAST_ASIAN))
		return true;
	if (last == LB_CP && IS(class, LETTERS | BIT(LB_NU)) &&
	    !(breaker->last_flags & UNI_EAST_ASIAN))
		return true;
	if (class == LB_RI && last == LB_RI && breaker->odd_regional)
		return true;
	return class == LB_EM &&
	       (last == LB_EB || (breaker->last_flags & UNI_UNASSIGNED_PICTOGRAPHIC));
}

static bool may_break(
    const struct line_breaker *breaker, enum uni_line class, unsigned flags, bool figure_next)
{
	enum uni_line last = breaker->last;
	int answer = over_blanks(breaker, class);

	if (answer >= 0)
		return answer;
	if (class == LB_QU || last == LB_QU) /* LB19 */
		return false;
	if (class == LB_CB || last == LB_CB) /* LB20 */
		return true;
	/* LB21 to LB22 */
	if (IS(class, BIT(LB_BA) | BIT(LB_HY) | BIT(LB_NS) | BIT(LB_IN)) || last == LB_BB)
		return false;
	if (breaker->hebrew_dash || (last == LB_SY && class == LB_HL))
		return false;
	return !holds_figures(breaker, class, figure_next) && !holds_words(breaker, class, flags);
}

static void walk_on(struct line_breaker *breaker, enum uni_line class, unsigned flags)
{
	bool close = !breaker->spaces && breaker->started;

	if (class == LB_SP) {
		if (!breaker->started || IS(breaker->last, HARD_ENDS))
			breaker->last = LB_SP;
		breaker->spaces = true;
		breaker->joiner = false;
		breaker->number = 0;
		return;
	}
	if (class == LB_NU)
		breaker->number = 1;
	else if (breaker->number == 1 && IS(class, BIT(LB_SY) | BIT(LB_IS)))
		breaker->number = 1;
	else if (breaker->number == 1 && IS(class, BIT(LB_CL) | BIT(LB_CP)))
		breaker->number = 2;
	else
		breaker->number = 0;
	breaker->hebrew_dash = IS(class, BIT(LB_HY) | BIT(LB_BA)) && breaker->last == LB_HL &&
			       close;
	breaker->odd_regional = class == LB_RI &&
				!(close && breaker->last == LB_RI && breaker->odd_regional);
	breaker->last = class;
	breaker->last_flags = (uint8_t)flags;
	breaker->spaces = breaker->joiner = false;
}

bool linebreak_before(struct line_breaker *breaker, const char *text, size_t len, size_t *at)
{
	/* Between two Han a line may always be broken: nearly all of a report is decided here. */
	bool han = cluster_is_han(text, len, *at);
	if (han && breaker->after_han) {
		*at += 3;
		return true;
	}
	breaker->after_han = han;
	uint32_t c = utf8_next(text, len, at);
	unsigned flags = unidata(c)->flags;
	enum uni_line class = chinese_class(breaker, text, len, *at, c, &flags);
	bool joiner = class == LB_ZWJ, breaks = false;
	uint64_t bare = HARD_ENDS | BIT(LB_ZW) | BIT(LB_SP);

	if (class == LB_CM || class == LB_ZWJ) {
		/* LB9: a mark is part of what it stands on; LB10: with nothing there, a letter. */
		if (breaker->started && !breaker->spaces && !IS(breaker->last, bare)) {
			breaker->joiner = joiner;
			return false;
		}
		class = LB_AL;
	}
	if (breaker->started && !breaker->spaces && IS(breaker->last, HARD_ENDS))
		breaks = breaker->last != LB_CR || class != LB_LF;
	else if (breaker->started)
		breaks = may_break(breaker, class, flags,
		    IS(class, BIT(LB_OP) | BIT(LB_HY)) && class_ahead(text, len, *at) == LB_NU);
	walk_on(breaker, class, flags);
	breaker->joiner = joiner;
	breaker->started = true;
	return breaks;
}
