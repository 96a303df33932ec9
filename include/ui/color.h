/* Colours: by name or hex, brought down to what the terminal has, and how well two of them
 * contrast. */
#ifndef UI_COLOR_H
#define UI_COLOR_H

#include "base/attr.h"

enum color_kind {
	COLOR_DEFAULT, /* what the terminal itself uses */
	COLOR_BASIC, /* one of the 16, by number */
	COLOR_RGB,
};

struct color {
	enum color_kind kind;
	uint8_t index; /* of a basic colour */
	uint8_t r, g, b;
};

/* How many colours the terminal shows. */
enum color_depth {
	COLOR_DEPTH_MONO,
	COLOR_DEPTH_8,
	COLOR_DEPTH_16,
	COLOR_DEPTH_256,
	COLOR_DEPTH_TRUE,
};

/* Read "default", "red", "brightred", "#c0ffee". False when TEXT is none of these. */
bool color_parse(const char *text, struct color *color) CHECKED;

/*
 * Contrast of two colours, 1 to 21; basic colours count as xterm draws them. Neither may be
 * COLOR_DEFAULT, which only the terminal knows.
 * Source: WCAG 2.1, "contrast ratio" and "relative luminance".
 */
double color_contrast(struct color a, struct color b);

/* Number of the nearest colour among the first 8 or 16 (xterm's palette). */
int color_to_basic(struct color color, int count);
/* Number of the nearest among the fixed 240 of the 256 colours; basic ones keep their number. */
int color_to_256(struct color color);
/* What COLOR becomes on a terminal of DEPTH; the default stays the default. */
struct color color_at(struct color color, enum color_depth depth);

/*
 * Append the SGR parameters that choose COLOR at DEPTH ("38;5;17", "31"), for the background if
 * BACK. Nothing is appended in monochrome.
 */
void color_sgr(GString *out, struct color color, enum color_depth depth, bool back);

#endif
