/* Colours: parsing, distance, contrast and the numbers that terminals take. */
#include "ui/color.h"

static const struct {
	const char *name;
	uint8_t r, g, b;
} basic[16] = {
    /* as xterm draws them; most terminals are near enough for a contrast of 4.5 to hold */
    {"black", 0, 0, 0},
    {"red", 205, 0, 0},
    {"green", 0, 205, 0},
    {"yellow", 205, 205, 0},
    {"blue", 0, 0, 238},
    {"magenta", 205, 0, 205},
    {"cyan", 0, 205, 205},
    {"white", 229, 229, 229},
    {"brightblack", 127, 127, 127},
    {"brightred", 255, 0, 0},
    {"brightgreen", 0, 255, 0},
    {"brightyellow", 255, 255, 0},
    {"brightblue", 92, 92, 255},
    {"brightmagenta", 255, 0, 255},
    {"brightcyan", 0, 255, 255},
    {"brightwhite", 255, 255, 255},
};

static const uint8_t cube[6] = {0, 95, 135, 175, 215, 255};

static struct color rgb(int r, int g, int b)
{
	return (struct color){COLOR_RGB, 0, (uint8_t)r, (uint8_t)g, (uint8_t)b};
}

/* The colour as red, green and blue, whatever way it was named. */
static struct color solid(struct color color)
{
	if (color.kind == COLOR_BASIC)
		return rgb(basic[color.index & 15].r, basic[color.index & 15].g,
		    basic[color.index & 15].b);
	return color;
}

bool color_parse(const char *text, struct color *color)
{
	if (strcmp(text, "default") == 0) {
		*color = (struct color){.kind = COLOR_DEFAULT};
		return true;
	}
	for (int i = 0; i < 16; i++) {
		if (strcmp(text, basic[i].name) == 0) {
			*color = (struct color){.kind = COLOR_BASIC, .index = (uint8_t)i};
			return true;
		}
	}
	if (text[0] != '#' || strlen(text) != 7)
		return false;
	int digit[6];
	for (int i = 0; i < 6; i++) {
		digit[i] = g_ascii_xdigit_value(text[i + 1]);
		if (digit[i] < 0)
			return false;
	}
	*color = rgb(digit[0] * 16 + digit[1], digit[2] * 16 + digit[3], digit[4] * 16 + digit[5]);
	return true;
}

/* c to the power 2.4, by Newton's way to the fifth root: one line, and no libm at every start. */
static double power_2_4(double c)
{
	double root = 1;

	for (int i = 0; i < 12; i++)
		root -= (root - c * c / (root * root * root * root)) / 5;
	return c * c * root;
}

static double linear(uint8_t part)
{
	double c = part / 255.0;

	return c <= 0.04045 ? c / 12.92 : power_2_4((c + 0.055) / 1.055);
}

static double luminance(struct color color)
{
	color = solid(color);
	return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

double color_contrast(struct color a, struct color b)
{
	double one = luminance(a), two = luminance(b);

	return one > two ? (one + 0.05) / (two + 0.05) : (two + 0.05) / (one + 0.05);
}

/* Squared distance, weighted as the eye weighs the three. */
static int distance(struct color a, struct color b)
{
	int r = a.r - b.r, g = a.g - b.g, bl = a.b - b.b;

	return 3 * r * r + 6 * g * g + bl * bl;
}

int color_to_basic(struct color color, int count)
{
	if (color.kind == COLOR_BASIC)
		return color.index % count;
	int best = 0;
	for (int i = 1; i < count; i++) {
		if (distance(color, rgb(basic[i].r, basic[i].g, basic[i].b)) <
		    distance(color, rgb(basic[best].r, basic[best].g, basic[best].b)))
			best = i;
	}
	return best;
}

/* What stands at INDEX of the 256 colours. */
static struct color color_of_256(int index)
{
	if (index < 16)
		return (struct color){.kind = COLOR_BASIC, .index = (uint8_t)index};
	if (index < 232) {
		index -= 16;
		return rgb(cube[index / 36], cube[index / 6 % 6], cube[index % 6]);
	}
	return rgb(8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232));
}

int color_to_256(struct color color)
{
	if (color.kind == COLOR_BASIC)
		return color.index;
	/* the first 16 are the person's own palette: a hex colour must not land on them */
	int best = 16;
	for (int i = 17; i < 256; i++) {
		if (distance(color, color_of_256(i)) < distance(color, color_of_256(best)))
			best = i;
	}
	return best;
}

struct color color_at(struct color color, enum color_depth depth)
{
	if (color.kind != COLOR_RGB || depth == COLOR_DEPTH_TRUE || depth == COLOR_DEPTH_MONO)
		return color;
	if (depth == COLOR_DEPTH_256)
		return color_of_256(color_to_256(color));
	return (struct color){.kind = COLOR_BASIC,
	    .index = (uint8_t)color_to_basic(color, depth == COLOR_DEPTH_8 ? 8 : 16)};
}

void color_sgr(GString *out, struct color color, enum color_depth depth, bool back)
{
	int base = back ? 40 : 30, number;

	if (depth == COLOR_DEPTH_MONO)
		return;
	if (color.kind == COLOR_DEFAULT) {
		g_string_append_printf(out, "%d", base + 9);
		return;
	}
	if (color.kind == COLOR_RGB && depth == COLOR_DEPTH_TRUE) {
		g_string_append_printf(out, "%d;2;%d;%d;%d", base + 8, color.r, color.g, color.b);
		return;
	}
	if (color.kind == COLOR_RGB && depth == COLOR_DEPTH_256) {
		g_string_append_printf(out, "%d;5;%d", base + 8, color_to_256(color));
		return;
	}
	number = color_to_basic(color, depth == COLOR_DEPTH_8 ? 8 : 16);
	g_string_append_printf(out, "%d", number < 8 ? base + number : base + 60 + number - 8);
}
