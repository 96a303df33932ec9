/* The fields of a form, and the keys that go to them. */
#include "ui/form.h"

#include "base/bounds.h"
#include "base/lang.h"

#define SECRET_BYTES 500

static void field_free(void *data)
{
	struct form_field *field = data;

	g_free(field->label);
	field_clear(&field->line);
	area_clear(&field->area);
	pick_clear(&field->pick);
	if (field->choices)
		g_ptr_array_free(field->choices, TRUE);
	if (field->templates)
		g_ptr_array_free(field->templates, TRUE);
	g_free(field);
}

void form_init(struct form *form)
{
	*form = (struct form){.fields = g_ptr_array_new_with_free_func(field_free)};
}

void form_clear(struct form *form)
{
	if (form->fields)
		g_ptr_array_free(form->fields, TRUE);
	*form = (struct form){0};
}

static struct form_field *add(struct form *form, enum form_kind kind, int id, const char *label)
{
	struct form_field *field = g_new0(struct form_field, 1);

	field->kind = kind;
	field->id = id;
	field->label = g_strdup(label);
	field->fills = -1;
	g_ptr_array_add(form->fields, field);
	return field;
}

struct form_field *form_add_line(struct form *form, int id, const char *label, const char *text)
{
	struct form_field *field = add(form, FORM_LINE, id, label);

	field_init(&field->line, BOUND_FIELD_BYTES, false);
	field_set(&field->line, text ? text : "");
	return field;
}

struct form_field *form_add_secret(struct form *form, int id, const char *label)
{
	struct form_field *field = add(form, FORM_LINE, id, label);

	field_init(&field->line, SECRET_BYTES, false);
	/* As large as it gets, so that it is never copied on its way. */
	g_string_free(field->line.entry.text, TRUE);
	field->line.entry.text = g_string_sized_new(SECRET_BYTES + 1);
	field->line.secret = true;
	return field;
}

struct form_field *form_add_area(struct form *form, int id, const char *label, const char *text)
{
	struct form_field *field = add(form, FORM_AREA, id, label);

	area_init(&field->area, BOUND_WORDS_BYTES);
	area_set(&field->area, text ? text : "");
	return field;
}

struct form_field *form_add_choice(
    struct form *form, int id, const char *label, const char *const *choices, int choice)
{
	struct form_field *field = add(form, FORM_CHOICE, id, label);

	field->choices = g_ptr_array_new_with_free_func(g_free);
	for (int i = 0; choices[i]; i++)
		g_ptr_array_add(field->choices, g_strdup(choices[i]));
	field->choice = CLAMP(choice, 0, MAX((int)field->choices->len - 1, 0));
	return field;
}

struct form_field *form_add_pick(struct form *form, int id, const char *label, int fills)
{
	struct form_field *field = add(form, FORM_PICK, id, label);

	pick_init(&field->pick, _("type a number, words or initials"));
	field->pick.quick = true;
	field->fills = fills;
	field->templates = g_ptr_array_new_with_free_func(g_free);
	return field;
}

void form_add_row(struct form_field *field, const struct pick_row *row, const char *template)
{
	pick_add(&field->pick, row);
	g_ptr_array_add(field->templates, g_strdup(template));
}

struct form_field *form_find(const struct form *form, int id)
{
	for (guint i = 0; i < form->fields->len; i++) {
		struct form_field *field = form->fields->pdata[i];

		if (field->id == id)
			return field;
	}
	return NULL;
}

const char *form_text(const struct form *form, int id)
{
	const struct form_field *field = form_find(form, id);

	if (!field || field->kind == FORM_CHOICE || field->kind == FORM_PICK)
		return "";
	return field->kind == FORM_AREA ? area_text(&field->area) : field_text(&field->line);
}

void form_pick(struct form *form, struct form_field *field, int64_t id)
{
	struct form_field *area = field->fills < 0 ? NULL : form_find(form, field->fills);

	for (guint i = 0; i < field->pick.rows->len; i++) {
		const struct pick_row *row = &g_array_index(field->pick.rows, struct pick_row, i);
		const char *template = field->templates->pdata[i];

		if (row->id != id)
			continue;
		field->picked = id;
		field_set(&field->pick.filter, row->label);
		/* words that somebody typed are never replaced */
		if (area && template && !area->area.entry.touched)
			area_set(&area->area, template);
	}
}

static bool is_empty(const struct form_field *field)
{
	switch (field->kind) {
	case FORM_LINE:
		return strspn(field_text(&field->line), " ") == field->line.entry.text->len;
	case FORM_AREA:
		return strspn(area_text(&field->area), " \n") == field->area.entry.text->len;
	case FORM_PICK:
		return field->picked == 0;
	default:
		return false;
	}
}

static struct form_field *focused(const struct form *form)
{
	return form->fields->pdata[form->focus];
}

/* Left with Tab, what was typed into a picking field means the one row that it leaves. */
static void settle_typed(struct form *form)
{
	struct form_field *field = focused(form);
	const struct pick *pick = &field->pick;
	const struct pick_row *row;

	if (field->kind != FORM_PICK)
		return;
	if (field_text(&pick->filter)[0] == '\0' || !pick->filter.entry.touched) {
		form_pick(form, field, field->picked); /* its label stands there again */
		return;
	}
	row = pick->shown->len == 1 ? pick_chosen(pick) : NULL;
	if (row && !row->reason)
		form_pick(form, field, row->id);
	else
		field->picked = 0;
}

static void go(struct form *form, int by)
{
	int count = (int)form->fields->len;
	struct form_field *field;

	settle_typed(form);
	form->focus = (form->focus + by + count) % count;
	field = focused(form);
	/* what was picked is typed over, not added to */
	if (field->kind == FORM_PICK) {
		pick_restart(&field->pick);
		pick_go(&field->pick, field->picked);
	}
}

static enum widget_answer finish(struct form *form)
{
	settle_typed(form);
	for (guint i = 0; i < form->fields->len; i++) {
		struct form_field *field = form->fields->pdata[i];

		if (field->required && is_empty(field)) {
			form->focus = (int)i;
			form->complaint = _("this must be filled in");
			return WIDGET_TAKEN;
		}
	}
	return WIDGET_DONE;
}

static enum widget_answer choice_key(struct form_field *field, const struct key_event *event)
{
	int count = (int)field->choices->len;
	struct key key = key_folded(event->key);

	if (event->kind != KEY_EVENT_KEY || key.mods || count == 0)
		return WIDGET_PASS;
	if (key.code == KEYCODE_LEFT)
		field->choice = (field->choice + count - 1) % count;
	else if (key.code == KEYCODE_RIGHT || key.code == KEYCODE_SPACE)
		field->choice = (field->choice + 1) % count;
	else if (key.code >= '1' && key.code < '1' + (uint32_t)count)
		field->choice = (int)(key.code - '1');
	else
		return WIDGET_PASS;
	return WIDGET_TAKEN;
}

/* A row was chosen: it stands in the field, and the next field is gone to. */
static enum widget_answer pick_field_key(
    struct form *form, struct form_field *field, const struct key_event *event)
{
	bool plain = event->kind == KEY_EVENT_KEY && event->key.mods == 0;
	enum widget_answer answer;

	if (plain && event->key.code == KEYCODE_ENTER && field->picked != 0 &&
	    field_text(&field->pick.filter)[0] == '\0')
		return WIDGET_PASS;
	answer = pick_key(&field->pick, event);
	if (answer != WIDGET_DONE)
		return answer;
	form_pick(form, field, pick_chosen(&field->pick)->id);
	if (form->focus + 1 < (int)form->fields->len) {
		form->focus++;
		return WIDGET_TAKEN;
	}
	return finish(form);
}

static enum widget_answer field_of_kind(
    struct form *form, struct form_field *field, const struct key_event *event)
{
	switch (field->kind) {
	case FORM_LINE:
		return field_key(&field->line, event);
	case FORM_AREA:
		return area_key(&field->area, event);
	case FORM_CHOICE:
		return choice_key(field, event);
	default:
		return pick_field_key(form, field, event);
	}
}

static enum widget_answer own_key(struct form *form, struct key key)
{
	bool last = form->focus + 1 == (int)form->fields->len;

	if ((key.code == 's' && key.mods == KEY_CTRL) ||
	    (key.code == KEYCODE_F1 + 1 && key.mods == 0))
		return finish(form);
	if (key.code == KEYCODE_TAB && (key.mods & ~(unsigned)KEY_SHIFT) == 0) {
		go(form, key.mods ? -1 : 1);
		return WIDGET_TAKEN;
	}
	if (key.mods)
		return WIDGET_PASS;
	switch (key.code) {
	case KEYCODE_ESC:
		return WIDGET_CANCELLED;
	case KEYCODE_ENTER:
		if (last)
			return finish(form);
		go(form, 1);
		return WIDGET_TAKEN;
	case KEYCODE_UP:
	case KEYCODE_DOWN:
		go(form, key.code == KEYCODE_UP ? -1 : 1);
		return WIDGET_TAKEN;
	default:
		return WIDGET_PASS;
	}
}

enum widget_answer form_key(struct form *form, const struct key_event *event)
{
	enum widget_answer answer;

	form->complaint = NULL;
	if (form->fields->len == 0)
		return WIDGET_PASS;
	answer = field_of_kind(form, focused(form), event);
	if (answer == WIDGET_PASS && event->kind == KEY_EVENT_KEY)
		answer = own_key(form, event->key);
	return answer;
}
