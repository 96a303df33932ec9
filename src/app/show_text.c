/* The middle pane. */
#include "app/edit.h"
#include "app/show.h"

#include "app/head.h"
#include "app/purging.h"
#include "base/lang.h"
#include "flow/turn.h"
#include "text/diff.h"
#include "text/find.h"

#define COUNT_AT_ONCE (128 * 1024) /* bytes; counted in a tenth of a millisecond */

static const char *nothing_words(const struct desk *desk)
{
	if (!desk->report)
		return _("No report. v and a letter shows another view, F1 helps.");
	if (purging_is_shell(desk->dossier.report))
		return _(
		    "Purged: nothing of its text is left. The trail says who asked for it, who "
		    "confirmed it and which desks still owe it.");
	if (session_reads(&desk->session, desk->dossier.report))
		return _("In secrecy review: its text bears a secrecy mark and was never stored.");
	if (desk->dossier.report->state == STATE_QUARANTINED)
		return _("In secrecy review: the text is not shown.");
	return _("Administrators and auditors do not read texts.");
}

/* Whether the person may see this text here and now. */
static bool is_readable(const struct desk *desk)
{
	const struct revision *text = desk->dossier.current;

	if (!desk->report || !text || !session_reads(&desk->session, desk->dossier.report))
		return false;
	return !purging_is_shell(desk->dossier.report) &&
	       (*text->body || desk->dossier.report->state != STATE_QUARANTINED);
}

/* A draft that is only read. Made anew when the text is another one. */
static struct draft *reading(struct desk *desk)
{
	const struct revision *text = desk->dossier.current;
	struct err err = {0};

	if (desk->reading && desk->reading_report == desk->report &&
	    g_strcmp0(desk->reading_digest, text->digest) == 0)
		return desk->reading;
	struct draft *draft = draft_new(text->body, strlen(text->body), &desk->session.clock, &err);
	if (!draft) {
		desk_say_err(desk, &err);
		return NULL;
	}
	editor_pane_show(desk->text, EDITOR_EMPTY, NULL);
	desk->text_seen = false; /* of this text nothing was seen */
	draft_free(desk->reading);
	desk->reading = draft;
	desk->reading_report = desk->report;
	g_free(desk->reading_digest);
	desk->reading_digest = g_strdup(text->digest);
	return draft;
}

static void fact(struct desk *desk, const char *label, const char *value, enum style style)
{
	if (value && *value)
		editor_pane_fact(desk->text, label, value, style);
}

/* Why it is this person's turn and since when; a due time that may be wrong says so. */
static void show_turn(struct desk *desk)
{
	const struct report *report = desk->dossier.report;
	const struct person *me = desk->session.me;
	bool mine = me && (report->turn_person ? report->turn_person == me->id
					       : (report->turn_roles & me->roles) != 0);
	g_autofree char *why = mine ? turn_why(&desk->file) : NULL;

	fact(desk, _("Came by"), why, STYLE_TEXT);
	if (turn_due_is_guessed(report))
		fact(desk, _("Time left"),
		    _("by weekends alone: the holidays of that year are not in this version"),
		    STYLE_WARN);
}

static void show_head(struct desk *desk)
{
	const struct revision *text = desk->writing && desk->writing->report == desk->report
					  ? desk->writing->head
					  : desk->dossier.current;
	g_autofree char *writers = revision_writers(text);
	g_autofree char *contact = desk_numbers(desk, text->contact);
	g_autofree char *limit = desk->dossier.report->limit_ms
				     ? clock_local_text(desk->dossier.report->limit_ms)
				     : NULL;

	g_autofree char *claim = claim_words(desk, desk->dossier.claim);

	editor_pane_begin_head(desk->text, text->title);
	fact(desk, _("In use"), claim, STYLE_WARN);
	fact(desk, _("Writers"), writers, STYLE_TEXT);
	fact(desk, _("Unit"), text->unit, STYLE_TEXT);
	fact(desk, _("Contact"), contact, STYLE_TEXT);
	fact(desk, _("Category"), text->category, STYLE_TEXT);
	fact(desk, _("To"), text->addressees, STYLE_TEXT);
	fact(desk, _("Copies"), text->copies, STYLE_TEXT);
	if (text->urgency)
		fact(desk, _("Urgency"), urgency_words(text->urgency), STYLE_URGENT);
	fact(desk, _("Limit"), limit, STYLE_TEXT);
	show_turn(desk);
	if (head_has_namesake(desk, text))
		fact(desk, _("Writer"), _("has a colleague's name: Ctrl-T says who it is"),
		    STYLE_WARN);
}

static const char *writing_words(const struct writing *writing)
{
	if (writing->lost)
		return _("taken over, read only");
	return writing->move == MOVE_AMEND ? _("amending") : _("writing");
}

/*
 * Of the text as it is written now, counted once for each change. A text so long that counting it
 * would be felt between two keys is counted when the hands rest.
 */
static int count_chars(struct desk *desk)
{
	const struct draft *draft = desk->writing->draft;
	uint64_t version = draft_version(draft) + 1;

	if (desk->counted_version == version)
		return desk->counted_chars;
	desk->count_waits = desk->counted_version && draft_len(draft) > COUNT_AT_ONCE &&
			    clock_mono_ms() - desk->key_ms < COUNT_PAUSE_MS;
	if (desk->count_waits)
		return desk->counted_chars;
	desk->counted_chars = (int)draft_count(draft).words;
	desk->counted_version = version;
	return desk->counted_chars;
}

static void show_words(struct desk *desk)
{
	const struct report *report = desk->dossier.report;
	const struct writing *writing = desk->writing;
	bool mine = writing && writing->report == desk->report;
	int chars = mine ? count_chars(desk) : report->chars;
	g_autofree char *title = g_strdup_printf("%s  %s%s", report->number,
	    mine ? writing_words(writing)
		 : session_state_words(report, desk->dossier.claim != NULL),
	    mine && writing_is_dirty(writing) ? " *" : "");
	g_autofree char *note = g_strdup_printf(_("%d chars%s  r%d"), chars,
	    chars > REVISION_CHARS_USUAL ? _(" (over 1500)") : "",
	    mine ? writing->base : report->revision);
	editor_pane_words(desk->text, title, note);
}

static void add_runs(struct page *page, const char *old, const char *new)
{
	struct err err = {0};
	g_autoptr(GArray) runs = diff_texts(old, strlen(old), new, strlen(new), &err);

	if (!runs)
		page_add(page, STYLE_ERROR, err.words);
	for (guint i = 0; runs && i < runs->len; i++) {
		const struct diff_run *run = &g_array_index(runs, struct diff_run, i);
		g_autofree char *piece = g_strndup(
		    run->kind == DIFF_REMOVED ? old + run->a : new + run->b, run->len);

		if (run->kind == DIFF_SAME) {
			page_add(page, STYLE_DIFF_SAME, piece);
		} else {
			bool gone = run->kind == DIFF_REMOVED;

			/* Brackets too: colour alone never says what changed. */
			page_addf(page, gone ? STYLE_DIFF_DEL : STYLE_DIFF_ADD,
			    gone ? "[-%s-]" : "{+%s+}", piece);
		}
	}
}

static void show_compared(struct desk *desk)
{
	struct err err = {0};

	/* Made once: scrolling in it must neither take time nor go back to its top. */
	if (desk->text->mode == EDITOR_PAGE && desk->compared_report == desk->report &&
	    desk->compared_a == desk->compare_a && desk->compared_b == desk->compare_b)
		return;
	desk->compared_report = desk->report;
	desk->compared_a = desk->compare_a;
	desk->compared_b = desk->compare_b;
	struct revision *old = mirror_revision(
	    desk->session.reader, desk->report, desk->compare_a, &err);
	struct revision *new = mirror_revision(
	    desk->session.reader, desk->report, desk->compare_b, &err);
	struct page *page = &desk->text->page;

	editor_pane_show(desk->text, EDITOR_PAGE, NULL);
	page_wipe(page);
	if (old && new) {
		if (old->no == new->no)
			page_addf(page, STYLE_HEADING,
			    _("revision %d, which this event saw and did not change\n\n"), new->no);
		else
			page_addf(page, STYLE_HEADING,
			    _("revision %d to %d: [-taken out-] {+put in+}\n\n"), old->no, new->no);
		add_runs(page, old->title, new->title);
		page_add(page, STYLE_TEXT, "\n\n");
		add_runs(page, old->body, new->body);
	}
	desk_say_err(desk, &err);
	revision_free(old);
	revision_free(new);
}

static void show_beside(struct desk *desk)
{
	struct err err = {0};
	bool wanted = desk->showing == TEXT_ORIGINAL;

	/* The first text never changes: it is not read again for each key. */
	if (wanted == desk->text->has_side && (!wanted || desk->beside_report == desk->report))
		return;
	struct revision *first = wanted
				     ? mirror_revision(desk->session.reader, desk->report, 1, &err)
				     : NULL;
	desk->beside_report = wanted ? desk->report : 0;
	editor_pane_beside(desk->text, _("as it came in"), first ? first->body : NULL);
	revision_free(first);
}

#define FOUND_SHOWN 500 /* places marked in one text */

/* What was searched for, marked; a text that comes up is scrolled to the first place. */
static void show_found(struct desk *desk, struct draft *draft)
{
	const char *words = desk->found.words;
	const char *body = desk->dossier.current->body;
	size_t len = strlen(body);
	size_t from = 0;
	size_t at, found;
	struct err none = {0};

	editor_pane_unmark(desk->text);
	if (!words || desk->text->mode != EDITOR_READ)
		return;
	struct find *find = find_new(
	    words, strlen(words), desk->found.folded ? FOLD_ALL : 0, &none);
	for (int i = 0; find && i < FOUND_SHOWN && find_next(find, body, len, from, &at, &found);
	     i++) {
		editor_pane_mark(desk->text, at, found, STYLE_FIND);
		if (i == 0 && desk->found_report != desk->report) {
			view_show(draft->view, at, false);
			desk->found_report = desk->report;
		}
		from = at + MAX(found, 1);
	}
	find_free(find);
}

/* What was read before the purge is not kept in memory either. */
static void forget_shell(struct desk *desk)
{
	if (!desk->report || !purging_is_shell(desk->dossier.report))
		return;
	editor_pane_beside(desk->text, "", NULL);
	desk->beside_report = 0;
	draft_free(desk->reading);
	desk->reading = NULL;
	desk->reading_report = 0;
}

void show_text(struct desk *desk)
{
	struct writing *writing = desk->writing;
	bool mine = writing && writing->report == desk->report;

	desk->text->empty = nothing_words(desk);
	if (!is_readable(desk)) {
		editor_pane_show(desk->text, EDITOR_EMPTY, NULL);
		forget_shell(desk);
		editor_pane_words(
		    desk->text, desk->report ? desk->dossier.report->number : "", NULL);
	} else if (desk->showing == TEXT_COMPARED) {
		show_compared(desk);
		show_words(desk);
	} else {
		struct draft *draft = mine ? writing->draft : reading(desk);

		if (!draft)
			return;
		editor_pane_show(
		    desk->text, mine && !writing->lost ? EDITOR_EDIT : EDITOR_READ, draft);
		show_head(desk);
		show_words(desk);
		show_beside(desk);
		show_found(desk, draft);
	}
	desk->text->pane.dirty = true;
}
