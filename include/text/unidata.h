/* What Unicode says of a character: width, clusters, lines. Version in unidata.c. */
#ifndef TEXT_UNIDATA_H
#define TEXT_UNIDATA_H

#include "base/attr.h"

/* The order of these lists is that of make-unidata. */
enum uni_width {
	UNI_ZERO, /* drawn onto the character before it */
	UNI_ONE,
	UNI_TWO,
	UNI_AMBIGUOUS, /* one or two, as the terminal has it */
	UNI_STAND_IN, /* controls and invisible marks: never sent to a terminal */
};

enum uni_cluster {
	GCB_OTHER,
	GCB_CR,
	GCB_LF,
	GCB_CONTROL,
	GCB_EXTEND,
	GCB_ZWJ,
	GCB_REGIONAL,
	GCB_PREPEND,
	GCB_SPACING,
	GCB_L,
	GCB_V,
	GCB_T,
	GCB_LV,
	GCB_LVT,
};

/* Classes of UAX #14 after its rule LB1: AI, SG and XX are AL, CJ is NS, SA is AL or CM. */
enum uni_line {
	LB_AL,
	LB_B2,
	LB_BA,
	LB_BB,
	LB_BK,
	LB_CB,
	LB_CL,
	LB_CM,
	LB_CP,
	LB_CR,
	LB_EB,
	LB_EM,
	LB_EX,
	LB_GL,
	LB_H2,
	LB_H3,
	LB_HL,
	LB_HY,
	LB_ID,
	LB_IN,
	LB_IS,
	LB_JL,
	LB_JT,
	LB_JV,
	LB_LF,
	LB_NL,
	LB_NS,
	LB_NU,
	LB_OP,
	LB_PO,
	LB_PR,
	LB_QU,
	LB_RI,
	LB_SP,
	LB_SY,
	LB_WJ,
	LB_ZW,
	LB_ZWJ,
};

enum uni_flag {
	UNI_PICTOGRAPHIC = 1, /* emoji and what may become one */
	UNI_UNASSIGNED_PICTOGRAPHIC = 2, /* kept for emoji to come (LB30b) */
	UNI_EAST_ASIAN = 4, /* East Asian Width F, W or H */
	UNI_QUOTE_OPENS = 8, /* “ ‘ « and their kin */
	UNI_QUOTE_CLOSES = 16,
};

struct unidata {
	uint8_t width; /* enum uni_width */
	uint8_t cluster; /* enum uni_cluster */
	uint8_t line; /* enum uni_line */
	uint8_t flags; /* enum uni_flag */
};

#define UNIDATA_BLOCK 128
extern const struct unidata unidata_rows[97];
extern const uint8_t unidata_top[8704];
extern const uint8_t unidata_blocks[28288];

/*
 * The row of a character. Owns: static storage. Errors: none; past U+10FFFF the row of U+FFFD.
 * Source: Unicode Character Database: EastAsianWidth, GraphemeBreakProperty, LineBreak, emoji-data.
 */
static inline const struct unidata *unidata(uint32_t c)
{
	if (c > 0x10FFFF)
		c = 0xFFFD;
	return &unidata_rows[unidata_blocks[unidata_top[c / UNIDATA_BLOCK] * UNIDATA_BLOCK +
					    c % UNIDATA_BLOCK]];
}

#endif
