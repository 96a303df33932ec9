/* The head form: into the open text where one is written on, else as an event of its own. */
#include "app/head.h"

#include "app/acts.h"
#include "base/lang.h"
#include "share/init.h"
#include "text/mask.h"

enum head_field {
	HEAD_TITLE = 1,
	HEAD_WRITERS,
	HEAD_LINK,
	HEAD_UNIT,
	HEAD_CONTACT,
	HEAD_CATEGORY,
	HEAD_TO,
	HEAD_COPIES,
	HEAD_URGENCY,
	HEAD_WHY,
	HEAD_LIMIT,
};

static const struct writer *namesake(const struct desk *desk, const struct revision *text)
{
	for (guint i = 0; i < text->writers->len; i++) {
		const struct writer *writer = g_ptr_array_index(text->writers, i);
		const struct person *person = person_by_name(desk->session.people, writer->name);

		if (person && !person->retired)
			return writer;
	}
	return NULL;
}

bool head_has_namesake(const struct desk *desk, const struct revision *text)
{
	const struct writer *writer = namesake(desk, text);

	return writer && writer->link == WRITER_UNLINKED;
}

static char *limit_text(int64_t ms)
{
	int year, month, day;

	if (!ms)
		return g_strdup("");
	clock_date(ms, OFFICE_ZONE, &year, &month, &day);
	return g_strdup_printf("%04d-%02d-%02d", year, month, day);
}

/* WITH_LIMIT: the report's own limit is no part of a revision, so it is not set while one is
 * written. WHY: what was said for the urgency before; may be NULL. */
static void add_fields(const struct desk *desk, struct form *form, const struct revision *text,
    bool with_limit, const char *why)
{
	const char *const urgencies[] = {urgency_words(URGENCY_PLAIN),
	    urgency_words(URGENCY_URGENT), urgency_words(URGENCY_EXTRA), NULL};
	const struct writer *writer = namesake(desk, text);
	g_autofree char *writers = revision_writers(text);
	g_autofree char *limit = limit_text(desk->dossier.report->limit_ms);
	g_autofree char *contact = desk_numbers(desk, text->contact);

	form_add_line(form, HEAD_TITLE, _("Title"), text->title)->required = true;
	form_add_line(form, HEAD_WRITERS, _("Writers"), writers);
	if (writer) {
		const char *const links[] = {
		    _("not said"), _("the colleague"), _("somebody outside"), NULL};
		g_autofree char *label = g_strdup_printf(_("%s is"), writer->name);

		form_add_choice(form, HEAD_LINK, label, links, (int)writer->link);
	}
	form_add_line(form, HEAD_UNIT, _("Unit"), text->unit);
	form_add_line(form, HEAD_CONTACT, _("Contact"), contact);
	form_add_line(form, HEAD_CATEGORY, _("Category"), text->category);
	form_add_line(form, HEAD_TO, _("To"), text->addressees);
	form_add_line(form, HEAD_COPIES, _("Copies"), text->copies);
	form_add_choice(form, HEAD_URGENCY, _("Urgency"), urgencies, (int)text->urgency);
	form_add_line(form, HEAD_WHY, _("Why other urgency"), why ? why : "");
	if (with_limit)
		form_add_line(form, HEAD_LIMIT, _("Limit (2026-11-24)"), limit);
}

/* Names keep the links they had; one that is new has none. */
static void take_writers(const struct desk *desk, const struct form *form,
    const struct revision *old, struct revision *text)
{
	g_auto(GStrv) names = g_strsplit(form_text(form, HEAD_WRITERS), "、", -1);
	const struct form_field *link = form_find(form, HEAD_LINK);
	const struct writer *asked = namesake(desk, old);

	g_ptr_array_set_size(text->writers, 0);
	for (char **name = names; *name; name++) {
		enum writer_link how = WRITER_UNLINKED;
		int64_t person = 0;

		if (!*g_strstrip(*name))
			continue;
		for (guint i = 0; i < old->writers->len; i++) {
			const struct writer *writer = g_ptr_array_index(old->writers, i);

			if (strcmp(writer->name, *name) == 0) {
				how = writer->link;
				person = writer->person;
			}
		}
		if (link && asked && strcmp(asked->name, *name) == 0) {
			const struct person *same = person_by_name(desk->session.people, *name);

			how = (enum writer_link)link->choice;
			person = same ? same->id : 0;
		}
		revision_add_writer(text, *name, how, person);
	}
}

static bool take_fields(const struct desk *desk, const struct form *form, struct revision *text,
    int64_t *limit_ms, struct err *err)
{
	const struct {
		enum head_field id;
		char **to;
	} lines[] = {{HEAD_TITLE, &text->title}, {HEAD_UNIT, &text->unit},
	    {HEAD_CONTACT, &text->contact}, {HEAD_CATEGORY, &text->category},
	    {HEAD_TO, &text->addressees}, {HEAD_COPIES, &text->copies}};
	struct revision *old = revision_copy(text);
	const char *limit = form_text(form, HEAD_LIMIT);

	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		const char *typed = form_text(form, lines[i].id);

		if (!mask_is_of(typed, *lines[i].to)) /* a number copied from where it is masked */
			revision_set(lines[i].to, typed);
	}
	take_writers(desk, form, old, text);
	bool torn = strchr(text->contact, '*') && strcmp(text->contact, old->contact) != 0;
	revision_free(old);
	if (torn) /* one digit changed among stars: the others would be lost */
		return err_fail(err, ERR_INPUT, "%s",
		    _("the number is masked: see it in full first (Alt-R), or type all of it"));
	text->urgency = (enum urgency)form_find(form, HEAD_URGENCY)->choice;
	*limit_ms = form_find(form, HEAD_LIMIT) ? 0 : -1;
	if (*limit && !clock_parse(limit, OFFICE_ZONE, limit_ms))
		return err_fail(err, ERR_INPUT, _("\"%s\" is no date, such as 2026-11-24"), limit);
	return revision_fits(text, err);
}

/* How urgent it is changes with words only (design 3); those of a text in hand go with its save. */
static bool says_why(
    const struct form *form, const struct revision *text, enum urgency before, struct err *err)
{
	g_autofree char *why = g_strdup(form_text(form, HEAD_WHY));

	return text->urgency == before || *g_strstrip(why) ||
	       err_fail(err, ERR_INPUT,
		   _("the urgency changes from %s to %s: say why, in a few words"),
		   urgency_words(before), urgency_words(text->urgency));
}

static void send_set(struct desk *desk, struct revision *text, int64_t limit_ms, const char *why)
{
	struct deed *deed = deed_new(MOVE_SET, desk->session.me->id);

	deed->report = desk->report;
	deed->base = desk->dossier.report->revision;
	deed->limit_ms = limit_ms;
	deed->text = text;
	deed->words = *why ? g_strdup(why) : NULL;
	desk_do(desk, deed, false);
}

static void answered(struct desk *desk, struct question *question)
{
	const struct form *form = &question->dialog->form;
	struct writing *writing = desk->writing;
	bool mine = writing && writing->report == desk->report;
	struct err err = {0};
	int64_t limit_ms;

	if (desk->report != question->number || !desk->session.me || !desk->dossier.current ||
	    mine != (form_find(form, HEAD_LIMIT) == NULL)) {
		desk_say(desk, "%s", _("the report is no longer open here: nothing was changed"));
		return;
	}
	struct revision *text = revision_copy(mine ? writing->head : desk->dossier.current);
	enum urgency before = mine ? writing->standing_urgency : text->urgency;
	if (!take_fields(desk, form, text, &limit_ms, &err) ||
	    !says_why(form, text, before, &err)) {
		desk_say_err(desk, &err);
		revision_free(text);
		question->again = true; /* what was typed is still there to be mended */
	} else if (mine) {
		writing_take_head(writing, text);
		writing_say_why(writing, form_text(form, HEAD_WHY));
		desk->text->pane.dirty = true;
	} else if (revision_is_same(text, desk->dossier.current) &&
		   (limit_ms < 0 || limit_ms == desk->dossier.report->limit_ms)) {
		desk_say(desk, "%s", _("nothing has changed since it was saved"));
		revision_free(text);
	} else {
		send_set(desk, text, limit_ms, form_text(form, HEAD_WHY));
	}
}

void act_head(struct desk *desk)
{
	struct writing *writing = desk->writing;
	bool mine = writing && writing->report == desk->report;
	const struct revision *text = mine ? writing->head : desk->dossier.current;
	struct err err = {0};

	if (!text)
		err_fail(&err, ERR_DENIED, _("this report has no text here"));
	if (!text || !session_actor(&desk->session, &err) ||
	    (!mine && !judge_open(&desk->file, MOVE_SET, &err))) {
		desk_say_err(desk, &err);
		return;
	}
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("Head of the report"), NULL);
	add_fields(desk, &dialog->form, text, !mine, mine ? writing->why : NULL);
	struct question *question = question_new(dialog, answered);
	question->number = desk->report;
	desk_ask(desk, question);
}
