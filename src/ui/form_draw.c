/* Where the fields of a form stand, and how they look. */
#include "ui/form.h"

#include "base/lang.h"

#define AREA_ROWS 5 /* words of a reason; they scroll */
#define PICK_ROWS 6 /* rows below the filter of the field with the focus */

static int label_cols(const struct form *form, const struct canvas *canvas)
{
	int most = 0;

	for (guint i = 0; i < form->fields->len; i++) {
		const struct form_field *field = form->fields->pdata[i];

		most = MAX(most, canvas_width(canvas, field->label));
	}
	return most + 2;
}

/* Rows that a field wants. */
static int wanted(const struct form *form, int i, int area_rows, int pick_rows)
{
	const struct form_field *field = form->fields->pdata[i];

	if (field->kind == FORM_AREA)
		return area_rows;
	if (field->kind == FORM_PICK && i == form->focus)
		return 1 + pick_rows;
	return 1;
}

static int total(const struct form *form, int area_rows, int pick_rows)
{
	int rows = 0;

	for (int i = 0; i < (int)form->fields->len; i++)
		rows += wanted(form, i, area_rows, pick_rows);
	return rows;
}

void form_fit(struct form *form, const struct canvas *canvas, int rows, int cols)
{
	int labels = MIN(label_cols(form, canvas), cols / 2), row = 0;
	int area_rows = AREA_ROWS, pick_rows = PICK_ROWS;

	/* the last line is for what is missing */
	while (total(form, area_rows, pick_rows) + 1 > rows && (area_rows > 1 || pick_rows > 1)) {
		area_rows = MAX(area_rows - 1, 1);
		pick_rows = MAX(pick_rows - 1, 1);
	}
	for (int i = 0; i < (int)form->fields->len; i++) {
		struct form_field *field = form->fields->pdata[i];
		int height = wanted(form, i, area_rows, pick_rows);

		field->box = (struct rect){row, labels, height, MAX(cols - labels, 1)};
		row += height;
		if (field->kind == FORM_AREA)
			area_fit(&field->area, canvas->width, height, field->box.cols);
		if (field->kind == FORM_PICK)
			pick_fit(&field->pick, pick_rows);
	}
	form->rows = row + 1;
}

static void draw_choice(
    const struct form_field *field, struct canvas *canvas, struct rect box, bool focused)
{
	int col = box.col, end = box.col + box.cols;

	canvas_fill(canvas, box, STYLE_MENU);
	for (int i = 0; i < (int)field->choices->len && col < end; i++) {
		bool chosen = i == field->choice;
		/* brackets say which, not only colour */
		g_autofree char *text = g_strdup_printf(
		    chosen ? "[%d %s]" : " %d %s ", i + 1, (const char *)field->choices->pdata[i]);

		col += canvas_put(canvas, box.row, col, end - col, text, -1,
		    chosen && focused ? STYLE_MENU_HERE
		    : chosen          ? STYLE_MENU_TITLE
				      : STYLE_MENU);
	}
}

static void draw_field(
    const struct form_field *field, struct canvas *canvas, struct rect box, bool focused)
{
	switch (field->kind) {
	case FORM_LINE:
		field_draw(&field->line, canvas, box, focused);
		break;
	case FORM_AREA:
		area_draw(&field->area, canvas, box, focused);
		break;
	case FORM_CHOICE:
		draw_choice(field, canvas, box, focused);
		break;
	default:
		if (focused)
			pick_draw(&field->pick, canvas, box, true);
		else
			field_draw(&field->pick.filter, canvas, box, false);
	}
}

static struct rect moved(struct rect box, struct rect by)
{
	return (struct rect){box.row + by.row, box.col + by.col, box.rows, box.cols};
}

void form_draw(const struct form *form, struct canvas *canvas, struct rect rect)
{
	struct rect clip = canvas_clip(canvas, rect);

	canvas_fill(canvas, rect, STYLE_MENU);
	for (int i = 0; i < (int)form->fields->len; i++) {
		const struct form_field *field = form->fields->pdata[i];
		struct rect box = moved(field->box, rect);
		bool focused = i == form->focus;

		canvas_put_fit(canvas, box.row, rect.col, field->box.col - 1, field->label,
		    focused ? STYLE_MENU_TITLE : STYLE_MENU);
		if (field->required)
			canvas_put(canvas, box.row, box.col - 1, 1, "*", 1, STYLE_MENU_KEY);
		draw_field(field, canvas, box, focused);
	}
	if (form->complaint)
		canvas_put_fit(canvas, rect.row + MIN(form->rows, rect.rows) - 1, rect.col,
		    rect.cols, form->complaint, STYLE_MENU_TITLE);
	canvas->clip = clip;
}

bool form_place(
    const struct form *form, const struct canvas *canvas, struct rect rect, int *row, int *col)
{
	const struct form_field *field;
	struct rect box;

	if (form->fields->len == 0)
		return false;
	field = form->fields->pdata[form->focus];
	box = moved(field->box, rect);
	*row = box.row;
	*col = box.col;
	if (field->kind == FORM_AREA)
		area_place(&field->area, box, row, col);
	else if (field->kind == FORM_LINE)
		*col = field_place(&field->line, canvas, box);
	else if (field->kind == FORM_PICK)
		*col = pick_place(&field->pick, canvas, box);
	return true;
}
