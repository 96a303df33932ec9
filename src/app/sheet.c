/* Filling the sheet from trail and texts, and giving the verdict from it. */
#include "app/sheet.h"

#include "app/decide.h"
#include "app/lend.h"
#include "base/lang.h"
#include "model/detail.h"
#include "text/diff.h"

/* How much changed between two bodies. Owns: the caller frees. */
static char *amount_words(const struct revision *old, const struct revision *new)
{
	struct err err = {0};
	g_autoptr(GArray)
	    runs = diff_texts(old->body, strlen(old->body), new->body, strlen(new->body), &err);
	int added = 0;
	int removed = 0;

	for (guint i = 0; runs && i < runs->len; i++) {
		const struct diff_run *run = &g_array_index(runs, struct diff_run, i);

		if (run->kind == DIFF_ADDED)
			added += (int)g_utf8_strlen(new->body + run->b, (gssize)run->len);
		else if (run->kind == DIFF_REMOVED)
			removed += (int)g_utf8_strlen(old->body + run->a, (gssize)run->len);
	}
	if (!runs)
		return g_strdup(err.words);
	if (!added && !removed)
		return g_strdup(_("nothing"));
	return g_strdup_printf(_("%d characters added, %d taken out"), added, removed);
}

static void add_change(struct desk *desk, const char *label, int since)
{
	struct err err = {0};
	const struct revision *now = desk->dossier.current;

	if (since <= 0 || since == now->no)
		return;
	struct revision *old = mirror_revision(desk->session.reader, desk->report, since, &err);
	if (old) {
		g_autofree char *words = amount_words(old, now);
		sheet_pane_fact(desk->sheet, label, words, STYLE_TEXT);
	}
	revision_free(old);
}

/* The revision that stood when the person acted on this report last; 0 when they never did. */
static int seen_before(const struct desk *desk)
{
	const GPtrArray *trail = desk->dossier.trail;

	for (guint i = trail->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (event->person == desk->session.me->id && event->revision)
			return event->revision;
	}
	return 0;
}

static void add_changes(struct desk *desk)
{
	sheet_pane_heading(desk->sheet, _("What changed"));
	add_change(desk, _("since I last acted"), seen_before(desk));
	add_change(desk, _("since it came in"), 1);
	const GPtrArray *revisions = desk->dossier.revisions;
	for (guint i = 1; i < revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(revisions, i);
		g_autofree char *label = g_strdup_printf(_("revision %d"), revision->no);
		g_autofree char *when = clock_short_text(revision->at_ms);
		g_autofree char *words = g_strdup_printf(
		    "%s  %s", person_name(desk->session.people, revision->person), when);

		if (revision->report == desk->report)
			sheet_pane_fact(desk->sheet, label, words, STYLE_TEXT);
	}
}

static void add_head(struct desk *desk)
{
	const struct revision *text = desk->dossier.current;
	const struct report *report = desk->dossier.report;
	g_autofree char *chars = g_strdup_printf("%d", report->chars);
	bool long_text = report->chars > REVISION_CHARS_USUAL;

	sheet_pane_heading(desk->sheet, report->title);
	sheet_pane_fact(desk->sheet, _("To"),
	    *text->addressees ? text->addressees : _("nobody is named yet"),
	    *text->addressees ? STYLE_TEXT : STYLE_WARN);
	if (*text->copies)
		sheet_pane_fact(desk->sheet, _("Copies"), text->copies, STYLE_TEXT);
	sheet_pane_fact(desk->sheet, _("Urgency"), urgency_words(report->urgency),
	    report->urgency ? STYLE_URGENT : STYLE_TEXT);
	sheet_pane_fact(desk->sheet, _("Characters"), chars, long_text ? STYLE_WARN : STYLE_TEXT);
}

/* A verdict given on paper waits for its signatory: who entered it, and what F6 does here. */
static void add_paper(struct desk *desk)
{
	const struct event *paper = story_paper(&desk->file, desk->sheet_move);

	if (!paper)
		return;
	int64_t signatory = detail_get_int(paper->detail, "person", 0);
	g_autofree char *when = clock_short_text(paper->at_ms);
	g_autofree char *entered = g_strdup_printf("%s  %s", paper->person_name, when);

	sheet_pane_heading(desk->sheet, _("Signed on paper, to be confirmed"));
	sheet_pane_fact(
	    desk->sheet, _("Signatory"), person_name(desk->session.people, signatory), STYLE_TEXT);
	sheet_pane_fact(desk->sheet, _("Entered by"), entered, STYLE_TEXT);
	if (!story_own_paper(&desk->file, desk->sheet_move))
		return;
	sheet_pane_fact(desk->sheet, NULL,
	    _("The checklist is on the paper. F6 confirms the signature as one's own."),
	    STYLE_TEXT);
}

/* Notes of verification: telephone checks and what leaders said. */
static void add_notes(struct desk *desk)
{
	const GPtrArray *trail = desk->dossier.trail;
	bool first = true;

	for (guint i = 0; i < trail->len; i++) {
		const struct event *event = g_ptr_array_index(trail, i);

		if (strcmp(event->kind, move_row(MOVE_NOTE)->name) != 0)
			continue;
		if (first)
			sheet_pane_heading(desk->sheet, _("Notes"));
		first = false;
		sheet_pane_fact(desk->sheet, event->person_name, event->words, STYLE_TEXT);
	}
}

/* One hand may have done both: whoever signs should know, and whoever reads it later. */
static void add_near(struct desk *desk)
{
	const struct event *near = story_near(desk->dossier.trail, desk->report,
	    desk->session.me->id, desk->session.desk, desk->file.now_ms);

	if (!near)
		return;
	g_autofree char *when = clock_short_text(near->at_ms);
	g_autofree char *words = g_strdup_printf(
	    _("%s decided on this report at this computer at %s, within the last "
	      "30 minutes: is it somebody else's hand?"),
	    near->person_name, when);

	sheet_pane_fact(desk->sheet, _("Same desk"), words, STYLE_WARN);
}

/* Whoever decides for another sees for whom, and by which authority. */
static void add_authority(struct desk *desk)
{
	const struct lend *lent = judge_lent(&desk->file, MOVE_PASS);

	if (!lent)
		lent = judge_lent(&desk->file, MOVE_SIGN);
	if (!lent)
		lent = judge_needs_both(&desk->file);
	if (!lent)
		return;
	g_autofree char *line = lend_line(&desk->session, lent);
	sheet_pane_fact(desk->sheet, move_words(MOVE_DELEGATE), line, STYLE_WARN);
}

static enum sheet_answer answer_of(const struct checklist *list, int point)
{
	switch (list->points[point - 1].kind) {
	case ANSWER_YES:
		return SHEET_YES;
	case ANSWER_NA:
		return SHEET_NA;
	case ANSWER_NO:
		return SHEET_NO;
	default:
		return SHEET_OPEN;
	}
}

/* What the editor answered when submitting the text, where they did. */
static void editors_answers(struct desk *desk, struct checklist *answers)
{
	g_autoptr(GPtrArray) standing = story_standing(desk->dossier.trail, desk->report);

	for (guint i = standing->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(standing, i);

		if (strcmp(event->kind, move_row(MOVE_SUBMIT)->name) != 0)
			continue;
		g_autofree char *ticks = detail_get(event->detail, "ticks");
		if (ticks && !checklist_parse(ticks, answers))
			checklist_clear(answers);
		return;
	}
}

bool sheet_is_answered(const struct desk *desk)
{
	return desk->sheet_open && desk->sheet_move == MOVE_PASS &&
	       !story_own_paper(&desk->file, MOVE_PASS);
}

/* Mine as far as given; with sign those of the pass that stands are shown. */
static void add_points(struct desk *desk, const struct checklist *mine)
{
	struct checklist theirs = {0};
	struct checklist editor = {0};
	const struct event *pass = story_verdict(&desk->file, MOVE_PASS);
	g_autofree char *ticks = pass ? detail_get(pass->detail, "ticks") : NULL;

	if (ticks && !checklist_parse(ticks, &theirs))
		checklist_clear(&theirs);
	editors_answers(desk, &editor);
	sheet_pane_heading(desk->sheet, _("Checklist"));
	for (int number = 1; number <= CHECKLIST_POINTS; number++) {
		const struct checklist *shown = desk->sheet_move == MOVE_SIGN ? &theirs : mine;
		struct sheet_point point = {.number = number,
		    .words = checklist_words(number),
		    .mine = answer_of(shown, number),
		    .editor = answer_of(&editor, number),
		    .na_words = shown->points[number - 1].words,
		    .later = number == CHECKLIST_POINTS || !sheet_is_answered(desk)};

		sheet_pane_point(desk->sheet, &point);
	}
	checklist_clear(&theirs);
	checklist_clear(&editor);
}

/* The answers as they go into the deed. */
static void take_answers(const struct desk *desk, struct checklist *ticks)
{
	for (int number = 1; number <= CHECKLIST_POINTS; number++) {
		const char *words = NULL;

		switch (sheet_pane_answer_of(desk->sheet, number, &words)) {
		case SHEET_YES:
			checklist_answer(ticks, number, ANSWER_YES, NULL);
			break;
		case SHEET_NA:
			checklist_answer(ticks, number, ANSWER_NA, words);
			break;
		case SHEET_NO:
			checklist_answer(ticks, number, ANSWER_NO, words);
			break;
		default:
			break;
		}
	}
}

void sheet_refresh(struct desk *desk)
{
	struct checklist mine = {0};
	g_autofree char *digest = g_strndup(desk->dossier.report->digest, DIGEST_SHOWN);
	const struct event *pass = story_verdict(&desk->file, MOVE_PASS);

	take_answers(desk, &mine);
	sheet_pane_begin(desk->sheet);
	add_head(desk);
	add_changes(desk);
	add_notes(desk);
	add_paper(desk);
	add_near(desk);
	add_authority(desk);
	add_points(desk, &mine);
	sheet_pane_digest(desk->sheet, digest,
	    pass ? _("the text that was passed") : _("not passed so far"),
	    pass ? STYLE_OK : STYLE_WARN);
	sheet_pane_seen(desk->sheet, desk->text_seen);
	checklist_clear(&mine);
	desk->sheet->pane.dirty = true;
}

static void give_verdict(struct desk *desk, struct question *question)
{
	struct deed *deed = question->deed;

	if (menu_id(&question->dialog->menu) != 1)
		return;
	question->deed = NULL;
	desk->sheet_open = false;
	decide_send(desk, deed);
}

static void ask_verdict(struct desk *desk, enum move_id move)
{
	const struct report *report = desk->dossier.report;
	g_autofree char *title = g_strdup_printf("%s  %s", move_words(move), report->number);
	g_autofree char *words = g_strdup_printf(_("%s\nrevision %d, %d characters, digest %.*s"),
	    report->title, report->revision, report->chars, DIGEST_SHOWN, report->digest);
	struct question *question = question_new(
	    dialog_ask(title, words, move_words(move), _("not yet")), give_verdict);

	question->deed = deed_new(move, desk->session.me->id);
	question->deed->report = report->id;
	question->deed->digest = g_strdup(report->digest);
	if (sheet_is_answered(desk)) {
		question->deed->has_ticks = true;
		take_answers(desk, &question->deed->ticks);
	}
	desk_ask(desk, question);
}

bool sheet_is_ready(const struct desk *desk)
{
	return desk->sheet_open && desk->text_seen &&
	       (!sheet_is_answered(desk) || !sheet_pane_unsettled(desk->sheet));
}

void sheet_go_on(struct desk *desk, enum move_id move)
{
	struct err err = {0};
	struct checklist ticks = {0};

	if (!desk->sheet_open || desk->sheet_move != move) {
		if (desk->sheet_report != desk->report || desk->sheet_move != move)
			sheet_pane_begin(
			    desk->sheet); /* answers are for the text they were given on */
		desk->sheet_report = desk->report;
		desk->sheet_open = true;
		desk->sheet_move = move;
		desk->focus = LAYOUT_TRAIL;
		sheet_refresh(desk);
		return;
	}
	if (!desk->text_seen)
		err_fail(&err, ERR_DENIED,
		    _("read the text to its end first: J scrolls it, Shift-Tab goes to it"));
	if (err.kind == ERR_NONE && sheet_is_answered(desk)) {
		take_answers(desk, &ticks);
		if (!checklist_complete(&ticks, 1, CHECKLIST_POINTS - 1, &err))
			sheet_pane_go(desk->sheet, sheet_pane_unsettled(desk->sheet));
	}
	checklist_clear(&ticks);
	if (err.kind != ERR_NONE)
		desk_say_err(desk, &err);
	else
		ask_verdict(desk, move);
}
