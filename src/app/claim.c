/* Claims at the desk: taking one, taking it over, noticing that somebody else did, giving it back.
 */
#include "app/edit.h"
#include "app/pulse.h"

#include "base/lang.h"

static bool is_mine(const struct desk *desk, int64_t person, const char *where)
{
	return desk->session.me && person == desk->session.me->id &&
	       strcmp(where, desk->session.desk) == 0;
}

/* A claim that could not be given back is somebody's nuisance: that is said. */
static void release_home(void *of, struct job *job)
{
	struct desk *desk = of;

	if (job->err.kind == ERR_NONE || job->err.kind == ERR_STOPPED)
		return;
	err_while(&job->err, "%s",
	    _("the report could not be given back, but colleagues can take it over"));
	desk_say_err(desk, &job->err);
}

void claim_give_back(struct desk *desk, struct claim *claim)
{
	if (!claim)
		return;
	struct claiming *claiming = g_new0(struct claiming, 1);

	claiming->wish = CLAIM_RELEASE;
	claiming->report = claim->report;
	claiming->person = claim->person;
	claiming->claim = claim;
	worker_ask(desk->worker, claiming_job(claiming, release_home));
}

/* Whether a claim on this report is of use here: to open its text, or to save it after all. */
static bool is_wanted(const struct desk *desk, int64_t report)
{
	const struct writing *writing = desk->writing;

	return writing ? writing->report == report && (writing->lost || writing->claiming)
		       : desk->report == report;
}

static void taken_over(struct desk *desk, struct question *question)
{
	if (menu_id(&question->dialog->menu) == 1 && is_wanted(desk, question->number))
		claim_ask(desk, question->number, CLAIM_TAKE_OVER);
}

/* Whoever gave a sign of life a moment ago is perhaps in the middle of a sentence: asked twice. */
static void ask_once_more(struct desk *desk, struct question *first)
{
	if (menu_id(&first->dialog->menu) != 1 || !is_wanted(desk, first->number))
		return;
	struct dialog *dialog = dialog_ask(_("Take it over all the same?"), first->words,
	    _("take it over all the same"), _("leave it to them"));
	struct question *question = question_new(dialog, taken_over);

	question->number = first->number;
	desk_ask(desk, question);
}

/* What this desk has seen of the holder. Owns: the caller frees. */
static char *sign_of_life(int64_t idle_ms)
{
	g_autofree char *words = pulse_words(idle_ms);

	return idle_ms < PULSE_SILENT_MS
		   ? g_strdup(_("They are at it now: their desk gives signs of life."))
		   : g_strdup_printf(
			 _("There has been no sign of life from that desk for %s."), words);
}

static void offer_take_over(struct desk *desk, const struct claim *holder, const struct err *err)
{
	bool own = desk->session.me && holder->person == desk->session.me->id;
	int64_t idle = pulse_idle_ms(desk->pulse, holder, clock_mono_ms());
	bool once = own || idle >= PULSE_SILENT_MS;
	g_autofree char *sign = sign_of_life(idle);
	g_autofree char *since = clock_short_text(holder->since_ms);
	g_autofree char *words =
	    own ? g_strdup_printf(_("You have had this report open on %s since %s, or that window "
				    "ended without closing it."),
		      holder->desk, since)
		: g_strdup_printf(_("%s\n%s\nTaken over, their text stays on their own desk, and "
				    "they are told."),
		      err->words, sign);
	struct dialog *dialog = dialog_ask(
	    own ? _("Open in another window of yours") : _("Somebody else is writing"), words,
	    own ? _("go on here") : _("take it over"),
	    own ? _("leave it there") : _("leave it to them"));
	struct question *question = question_new(dialog, once ? taken_over : ask_once_more);

	question->number = holder->report;
	question->words = g_strdup(words);
	desk_ask(desk, question);
}

/* The claim is this desk's now, or again: then what was written is saved onto what stands. */
static void claim_for_open(struct desk *desk, struct claim *claim, enum claim_wish wish)
{
	struct writing *writing = desk->writing;
	int standing = edit_standing(desk, writing->report);

	claim_free(writing->claim);
	writing->claim = claim;
	writing->lost = false;
	desk->text->pane.dirty = true;
	if (wish == CLAIM_TAKE_OVER && standing && !writing->saving)
		edit_save_onto(desk, standing);
}

static void say_lost(struct desk *desk, int64_t who);

/* Somebody has what is open here: a text to be opened is asked about, one that is open told. */
static void claim_is_theirs(struct desk *desk, const struct claim *holder, const struct err *err)
{
	if (!desk->writing) {
		offer_take_over(desk, holder, err);
		return;
	}
	desk->writing->lost = true;
	desk->text->pane.dirty = true;
	say_lost(desk, holder->person);
}

/* The claim came, or somebody else has it; meanwhile the person may have gone elsewhere. */
static void claim_home(void *of, struct job *job)
{
	struct desk *desk = of;
	struct claiming *claiming = claiming_of(job);
	bool wanted = is_wanted(desk, claiming->report);

	if (desk->asking == claiming->report)
		desk->asking = 0;
	if (desk->writing && desk->writing->report == claiming->report)
		desk->writing->claiming = false;
	if (job->err.kind == ERR_STALE && claiming->claim && wanted) {
		claim_is_theirs(desk, claiming->claim, &job->err);
		return;
	}
	if (job->err.kind != ERR_NONE) {
		desk_say_err(desk, &job->err);
		return;
	}
	struct claim *claim = g_steal_pointer(&claiming->claim);
	const struct claim *held = desk->writing ? desk->writing->claim : NULL;
	if (!wanted && held && held->report == claim->report) {
		claim_free(claim); /* the same one once more */
	} else if (!wanted) {
		claim_give_back(desk, claim);
	} else if (desk->writing) {
		claim_for_open(desk, claim, claiming->wish);
	} else {
		desk_reread(desk);
		edit_begin(desk, claim, MOVE_SAVE);
	}
}

void claim_ask(struct desk *desk, int64_t report, enum claim_wish wish)
{
	struct claiming *claiming = g_new0(struct claiming, 1);

	claiming->wish = wish;
	claiming->report = report;
	claiming->person = desk->session.me->id;
	desk->asking = report;
	if (desk->writing && desk->writing->report == report)
		desk->writing->claiming = true;
	worker_ask(desk->worker, claiming_job(claiming, claim_home));
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

	if (!writing || writing->saving || writing->claiming || !desk->session.me)
		return;
	if (!writing->claim) {
		/* begun while the share was away: now it can be told to the others */
		if (writing->move == MOVE_SAVE && !writing->lost && (desk_have(desk) & NEED_SHARE))
			claim_ask(desk, writing->report, CLAIM_TAKE);
		return;
	}
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

/* The beat is in the file; taken over meanwhile, the next look tells it. */
static void beat_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct claim *beaten = claiming_of(job)->claim;
	struct claim *claim = desk->writing ? desk->writing->claim : NULL;

	if (job->err.kind == ERR_NONE && claim && claim->report == beaten->report &&
	    claim->fence == beaten->fence)
		claim->beat = beaten->beat;
}

void desk_beat(struct desk *desk)
{
	const struct writing *writing = desk->writing;
	int64_t now = clock_mono_ms();

	if (!writing || !writing->claim || writing->lost || now < desk->beat_ms ||
	    !(desk_have(desk) & NEED_SHARE))
		return;
	struct claiming *claiming = g_new0(struct claiming, 1);
	const struct claim *claim = writing->claim;

	claiming->wish = CLAIM_BEAT;
	claiming->report = claim->report;
	claiming->person = claim->person;
	claiming->claim = claim_new(claim->report, claim->person, claim->desk, claim->fence);
	claiming->claim->beat = claim->beat;
	desk->beat_ms = now + PULSE_BEAT_MS;
	worker_ask(desk->worker, claiming_job(claiming, beat_home));
}
