/* Several fields under each other: lines, words, one of a few, one of many. */
#ifndef UI_FORM_H
#define UI_FORM_H

#include "ui/area.h"
#include "ui/field.h"
#include "ui/pick.h"

enum form_kind {
	FORM_LINE,
	FORM_AREA, /* several lines of words */
	FORM_CHOICE, /* one of a few: Left, Right, or its digit */
	FORM_PICK, /* one of many, by typing */
};

struct form_field {
	enum form_kind kind;
	int id; /* what the owner knows it by */
	char *label;
	bool required;
	struct field line;
	struct area area;
	struct pick pick;
	GPtrArray *choices; /* of char * */
	int choice; /* FORM_CHOICE: which */
	int64_t picked; /* FORM_PICK: id of the row chosen, 0 for none */
	int fills; /* FORM_PICK: id of the area that takes the template; -1 for none */
	GPtrArray *templates; /* of char *, beside the rows of pick; NULL entries for none */
	struct rect box; /* by form_fit, relative to the form */
};

struct form {
	GPtrArray *fields; /* of struct form_field */
	int focus;
	const char *complaint; /* why it was not finished; NULL when nothing is wrong */
	int rows; /* by form_fit */
};

/* A form without fields. */
void form_init(struct form *form);
void form_clear(struct form *form);

/* Add a field of each kind. LABEL and contents are copied. Owns: the form keeps the field. */
struct form_field *form_add_line(struct form *form, int id, const char *label, const char *text);
/* A line that shows stars. */
struct form_field *form_add_secret(struct form *form, int id, const char *label);
struct form_field *form_add_area(struct form *form, int id, const char *label, const char *text);
struct form_field *form_add_choice(
    struct form *form, int id, const char *label, const char *const *choices, int choice);
/* FILLS is the id of an area that the row's template goes into while nobody typed there; or -1. */
struct form_field *form_add_pick(struct form *form, int id, const char *label, int fills);
/* A row of a picking field, with its template (may be NULL). */
void form_add_row(struct form_field *field, const struct pick_row *row, const char *template);
/* The same row chosen as if by hand. */
void form_pick(struct form *form, struct form_field *field, int64_t row);

/* The field called ID, NULL when there is none; and what a line or area holds. Borrowed. */
struct form_field *form_find(const struct form *form, int id);
const char *form_text(const struct form *form, int id);

/*
 * Tab and Shift-Tab, and Up and Down where a field does not want them, go between fields. Enter
 * goes on, in the last field it finishes; Ctrl-S and F2 finish at once. A required field that is
 * empty is gone to and complained about instead. Esc gives up.
 */
enum widget_answer form_key(struct form *form, const struct key_event *event);

/* Work out where the fields stand in COLS columns. Units: rows the form takes at most. */
void form_fit(struct form *form, const struct canvas *canvas, int rows, int cols);
void form_draw(const struct form *form, struct canvas *canvas, struct rect rect);
bool form_place(
    const struct form *form, const struct canvas *canvas, struct rect rect, int *row, int *col);

#endif
