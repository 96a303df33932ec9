/* Dialogs: a frame round words, a menu, a form, a choice or a page. */
#include "ui/dialog.h"

#include "base/bounds.h"
#include "base/lang.h"

#define PICK_SHOWN 14 /* rows of a list to choose from */
#define FORM_COLS 64
#define WORDS_COLS 60 /* prose is read best at such a width */

struct dialog *dialog_new(enum dialog_kind kind, const char *title, const char *words)
{
	struct dialog *dialog = g_new0(struct dialog, 1);

	dialog->kind = kind;
	dialog->title = g_strdup(title);
	page_init(&dialog->words);
	menu_init(&dialog->menu);
	form_init(&dialog->form);
	pick_init(&dialog->pick, _("type words, initials or English"));
	if (words)
		page_add(&dialog->words, STYLE_MENU, words);
	return dialog;
}

struct dialog *dialog_ask(const char *title, const char *words, const char *yes, const char *no)
{
	struct dialog *dialog = dialog_new(DIALOG_MENU, title, words);

	menu_add(&dialog->menu, 1, yes, NULL, NULL);
	menu_add(&dialog->menu, 0, no, NULL, NULL);
	menu_go(&dialog->menu, 0);
	return dialog;
}

void dialog_free(struct dialog *dialog)
{
	if (!dialog)
		return;
	g_free(dialog->title);
	page_clear(&dialog->words);
	menu_clear(&dialog->menu);
	form_clear(&dialog->form);
	pick_clear(&dialog->pick);
	g_free(dialog);
}

static bool is_plain(const struct key_event *event, uint32_t code)
{
	return event->kind == KEY_EVENT_KEY && event->key.mods == 0 && event->key.code == code;
}

/* A page to read or words to confirm: Esc and q leave, Enter is "read". */
static enum widget_answer reading_key(struct dialog *dialog, const struct key_event *event)
{
	if (is_plain(event, KEYCODE_ESC) || is_plain(event, 'q'))
		return dialog->kind == DIALOG_WARN ? WIDGET_DONE : WIDGET_CANCELLED;
	if (is_plain(event, KEYCODE_ENTER))
		return WIDGET_DONE;
	return page_key(&dialog->words, event);
}

enum widget_answer dialog_key(struct dialog *dialog, const struct key_event *event)
{
	enum widget_answer answer;

	switch (dialog->kind) {
	case DIALOG_MENU:
		answer = menu_key(&dialog->menu, event);
		if (answer == WIDGET_PASS) /* PgUp PgDn: words that are longer than their room */
			answer = page_key(&dialog->words, event);
		break;
	case DIALOG_FORM:
		answer = form_key(&dialog->form, event);
		break;
	case DIALOG_PICK:
		answer = pick_key(&dialog->pick, event);
		break;
	default:
		answer = reading_key(dialog, event);
	}
	return answer == WIDGET_PASS ? WIDGET_TAKEN : answer;
}

/* Rows that the words take in COLS columns. */
static int words_rows(struct dialog *dialog, const struct canvas *canvas, int cols)
{
	/* a page that was shown keeps its height here: a greater one would scroll it back */
	int height = dialog->words.height > 0 ? dialog->words.height : BOUND_SCREEN_ROWS;

	page_fit(&dialog->words, canvas->width, height, cols);
	return (int)dialog->words.rows->len;
}

/* Size of what is below the words, as it would like it. */
static void body_size(struct dialog *dialog, const struct canvas *canvas, int rows, int cols,
    int *want_rows, int *want_cols)
{
	*want_rows = *want_cols = 0;
	switch (dialog->kind) {
	case DIALOG_MENU:
		menu_size(&dialog->menu, canvas, want_rows, want_cols);
		break;
	case DIALOG_FORM:
		*want_cols = MIN(FORM_COLS, cols);
		form_fit(&dialog->form, canvas, rows, *want_cols);
		*want_rows = dialog->form.rows;
		break;
	case DIALOG_PICK:
		*want_rows = MIN((int)dialog->pick.rows->len, PICK_SHOWN) + 2;
		*want_cols = MAX(pick_cols(&dialog->pick, canvas) + 2, 36);
		break;
	case DIALOG_SHOW:
		*want_cols = cols;
		break;
	default:
		break;
	}
}

void dialog_fit(struct dialog *dialog, const struct canvas *canvas, struct rect around)
{
	int most_rows = MAX(around.rows - 2, 1), most_cols = MAX(around.cols - 4, 1);
	int rows, cols, title = canvas_width(canvas, dialog->title) + 4, longest = 0;

	for (const char *line = dialog->words.text->str; *line;) {
		size_t len = strcspn(line, "\n");

		longest = MAX(longest, (int)width_of(&canvas->width, line, len));
		line += len + (line[len] == '\n');
	}
	body_size(dialog, canvas, most_rows, most_cols, &rows, &cols);
	cols = MAX(MAX(cols, title), MIN(longest, WORDS_COLS));
	cols = MIN(cols, most_cols);
	dialog->words_rows = words_rows(dialog, canvas, cols);
	/* a blank line between what is said and what is asked, where there is room */
	if (rows > 0 && dialog->words_rows > 0 && rows + dialog->words_rows < most_rows)
		dialog->words_rows++;
	/* the choices come first when room is short; words scroll above them */
	dialog->words_rows = MIN(dialog->words_rows, MAX(most_rows - rows, rows > 0 ? 0 : 1));
	rows = MIN(rows + dialog->words_rows, most_rows);
	dialog->box = rect_centre(around, rows + 2, cols + 4);
	dialog->inner = rect_shrink(dialog->box, 1);
	dialog->inner.col++;
	dialog->inner.cols = MAX(dialog->inner.cols - 2, 0);
	page_fit(&dialog->words, canvas->width, dialog->words_rows, cols);
	menu_fit(&dialog->menu, dialog->inner.rows - dialog->words_rows);
	pick_fit(&dialog->pick, dialog->inner.rows - dialog->words_rows - 2);
}

/* What is left below the words. */
static struct rect below(const struct dialog *dialog)
{
	struct rect rect = dialog->inner;

	rect.row += dialog->words_rows;
	rect.rows = MAX(rect.rows - dialog->words_rows, 0);
	return rect;
}

void dialog_draw(const struct dialog *dialog, struct canvas *canvas)
{
	struct rect words = dialog->inner, rest = below(dialog);

	words.rows = MIN(dialog->words_rows, words.rows);
	canvas_fill(canvas, dialog->box, STYLE_MENU);
	canvas_frame(canvas, dialog->box, dialog->title, STYLE_MENU_BORDER, STYLE_MENU_TITLE);
	page_draw(&dialog->words, canvas, words, true);
	if (dialog->kind != DIALOG_SHOW) /* prose in the menu's colours */
		canvas_restyle(canvas, words, STYLE_MENU);
	if (dialog->kind == DIALOG_MENU)
		menu_draw(&dialog->menu, canvas, rest);
	else if (dialog->kind == DIALOG_FORM)
		form_draw(&dialog->form, canvas, rest);
	else if (dialog->kind == DIALOG_PICK)
		pick_draw(&dialog->pick, canvas, rest, true);
}

bool dialog_place(const struct dialog *dialog, const struct canvas *canvas, int *row, int *col)
{
	struct rect rest = below(dialog);

	switch (dialog->kind) {
	case DIALOG_MENU:
		return menu_place(&dialog->menu, rest, row, col);
	case DIALOG_FORM:
		return form_place(&dialog->form, canvas, rest, row, col);
	case DIALOG_PICK:
		*row = rest.row;
		*col = pick_place(&dialog->pick, canvas, rest);
		return true;
	default:
		*row = dialog->inner.row;
		*col = dialog->inner.col;
		return true;
	}
}

static const struct {
	enum dialog_kind kind;
	struct key key;
	const char *words;
} answer_keys[] = {
    {DIALOG_MENU, {KEYCODE_DOWN, 0}, N_("choose")},
    {DIALOG_MENU, {KEYCODE_ENTER, 0}, N_("do it")},
    {DIALOG_MENU, {KEYCODE_ESC, 0}, N_("give up")},
    {DIALOG_FORM, {KEYCODE_ENTER, 0}, N_("next or done")},
    {DIALOG_FORM, {'s', KEY_CTRL}, N_("all done")},
    {DIALOG_FORM, {KEYCODE_ESC, 0}, N_("give up")},
    {DIALOG_FORM, {KEYCODE_TAB, 0}, N_("next field")},
    {DIALOG_PICK, {KEYCODE_DOWN, 0}, N_("choose")},
    {DIALOG_PICK, {KEYCODE_ENTER, 0}, N_("do it")},
    {DIALOG_PICK, {KEYCODE_ESC, 0}, N_("give up")},
    {DIALOG_SHOW, {KEYCODE_PGDN, 0}, N_("page down")},
    {DIALOG_SHOW, {KEYCODE_ESC, 0}, N_("close it")},
    {DIALOG_WARN, {KEYCODE_ENTER, 0}, N_("read")},
};

int dialog_keys(const struct dialog *dialog, struct bar_key *keys, int most)
{
	int count = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(answer_keys) && count < most; i++) {
		if (answer_keys[i].kind == dialog->kind)
			keys[count++] = (struct bar_key){
			    .key = key_words(answer_keys[i].key), .words = _(answer_keys[i].words)};
	}
	return count;
}
