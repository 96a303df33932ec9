/* Claims at the desk: taking one, taking it over, noticing that somebody else did. */
#include "app/edit.h"

#include "base/lang.h"

static bool is_mine(const struct desk *desk, int64_t person, const char *where)
{
	return person == desk->session.me->id && strcmp(where, desk->session.desk) == 0;
}

static void taken_over(struct desk *desk, struct question *question)
{
	if (menu_id(&question->dialog->menu) == 1)
		claim_ask(desk, CLAIM_TAKE_OVER);
}

static void offer_take_over(struct desk *desk, const struct claim *holder, const struct err *err)
{
	bool own = holder->person == desk->session.me->id;
	g_autofree char *since = clock_short_text(holder->since_ms);
	g_autofree char *words =
	    own ? g_strdup_printf(_("You have had this report open on %s since %s, or that window "
				    "ended without closing it."),
		      holder->desk, since)
		: g_strdup_printf(
		      _("%s\nTaken over, their text stays on their own desk, and they are told."),
		      err->words);
	struct dialog *dialog = dialog_ask(
	    own ? _("Open in another window of yours") : _("Somebody else is writing"), words,
	    own ? _("go on here") : _("take it over"),
	    own ? _("leave it there") : _("leave it to them"));

	desk_ask(desk, question_new(dialog, taken_over));
}

/* The claim is this desk's again: what was written here is saved onto what stands. */
static void claim_again(struct desk *desk, struct claiming *claiming)
{
	struct writing *writing = desk->writing;

	claim_free(writing->claim);
	writing->claim = claiming->claim;
	claiming->claim = NULL;
	writing->lost = false;
	if (desk->dossier.report)
		edit_save_onto(desk, desk->dossier.report->revision);
}

/* The claim came, or somebody else has it. */
static void claim_home(void *of, struct job *job)
{
	struct desk *desk = of;
	struct claiming *claiming = claiming_of(job);
	bool here = claiming->report == desk->report;

	if (job->err.kind == ERR_STALE && claiming->claim && here) {
		offer_take_over(desk, claiming->claim, &job->err);
		return;
	}
	if (job->err.kind != ERR_NONE || !here) {
		desk_say_err(desk, &job->err);
		return;
	}
	desk_reread(desk);
	if (!desk->report)
		return;
	if (desk->writing) {
		if (desk->writing->report == desk->report)
			claim_again(desk, claiming);
		return;
	}
	edit_begin(desk, claiming->claim, MOVE_SAVE);
	claiming->claim = NULL;
}

void claim_ask(struct desk *desk, enum claim_wish wish)
{
	struct claiming *claiming = g_new0(struct claiming, 1);

	claiming->wish = wish;
	claiming->report = desk->report;
	claiming->person = desk->session.me->id;
	worker_ask(desk->worker, claiming_job(claiming, claim_home));
}

void desk_release(struct desk *desk)
{
	struct writing *writing = desk->writing;

	if (!writing || !writing->claim)
		return;
	struct claiming *claiming = g_new0(struct claiming, 1);
	claiming->wish = CLAIM_RELEASE;
	claiming->report = writing->report;
	claiming->person = writing->person;
	claiming->claim = writing->claim;
	writing->claim = NULL;
	worker_ask(desk->worker, claiming_job(claiming, NULL));
}

/* Who has it instead, or who saved last where nobody has it any more. */
static int64_t who_took(const struct desk *desk, const struct row *row)
{
	const struct writing *writing = desk->writing;
	struct err none = {0};
	int64_t who = row->claimed_by;

	if (who || row->report->revision <= writing->base)
		return who;
	struct revision *last = mirror_revision(
	    desk->session.reader, writing->report, row->report->revision, &none);
	who = last ? last->person : 0;
	revision_free(last);
	return who;
}

static void say_lost(struct desk *desk, int64_t who)
{
	struct err err = {0};
	const char *number = desk->writing->number;

	if (who)
		err_fail(&err, ERR_STALE,
		    _("%s has taken %s over; what you wrote stays here, Ctrl-S asks"),
		    person_name(desk->session.people, who), number);
	else
		err_fail(&err, ERR_STALE,
		    _("%s was taken over; what you wrote stays here, Ctrl-S asks"), number);
	desk_say_err(desk, &err);
}

void desk_watch_claim(struct desk *desk)
{
	struct writing *writing = desk->writing;
	struct err none = {0};

	if (!writing || !writing->claim || writing->saving || !desk->session.me)
		return;
	g_autoptr(GPtrArray) rows = mirror_rows(desk->session.reader, &writing->report, 1, &none);
	const struct row *row = rows && rows->len ? g_ptr_array_index(rows, 0) : NULL;
	bool lost = row && !is_mine(desk, row->claimed_by, row->claimed_desk);
	if (lost && !writing->lost) {
		writing_keep(writing);
		say_lost(desk, who_took(desk, row));
	}
	if (lost != writing->lost)
		desk->text->pane.dirty = true;
	writing->lost = lost;
}
