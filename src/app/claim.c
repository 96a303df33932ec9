/* Claims at the desk: taking one, taking it over, noticing that somebody else did, giving it back.
 */
#include "app/edit.h"
#include "app/pulse.h"

#include "base/lang.h"
#include "model/detail.h"

bool desk_holds(const struct desk *desk, const struct claim *claim)
{
	return claim && desk->session.me && claim->person == desk->session.me->id &&
	       strcmp(claim->desk, desk->session.desk) == 0;
}

/* Whose it is now stands in the mirror already: the list and the panes show it at once. */
static void show_holder(struct desk *desk, int64_t report)
{
	desk->list_stale = desk->list_news = true;
	if (desk->report == report)
		desk_reread(desk);
}

/* A claim that could not be given back is somebody's nuisance: that is said. */
static void release_home(void *of, struct job *job)
{
	struct desk *desk = of;

	if (job->err.kind == ERR_NONE)
		show_holder(desk, claiming_of(job)->report);
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

#define FIELD_WHY 1

static void why_said(struct desk *desk, struct question *question)
{
	g_autofree char *why = g_strdup(form_text(&question->dialog->form, FIELD_WHY));

	if (!is_wanted(desk, question->number))
		return;
	if (*g_strstrip(why)) {
		claim_ask(desk, question->number, CLAIM_TAKE_OVER, why);
		return;
	}
	desk_say(desk, "%s", _("say in a few words why you take it over"));
	desk->said_well = false;
	question->again = true;
}

/* Another's text is taken over with words: they are told them, and the trail keeps them. */
static void ask_why(struct desk *desk, struct question *first)
{
	if (menu_id(&first->dialog->menu) != 1 || !is_wanted(desk, first->number))
		return;
	bool lives = first->move == MOVE_SAVE;
	g_autofree char *words = g_strdup_printf(
	    "%s\n%s", first->words, _("Your words are shown to them, and the trail keeps them."));
	struct dialog *dialog = dialog_new(
	    DIALOG_FORM, lives ? _("Take it over all the same?") : _("Take it over"), words);
	struct question *question = question_new(dialog, why_said);

	form_add_line(&dialog->form, FIELD_WHY, _("Why"), "");
	question->number = first->number;
	desk_ask(desk, question);
}

static void go_on_here(struct desk *desk, struct question *question)
{
	if (menu_id(&question->dialog->menu) == 1 && is_wanted(desk, question->number))
		claim_ask(desk, question->number, CLAIM_TAKE_OVER, NULL);
}

/* What this desk has seen of the holder. Owns: the caller frees. */
static char *sign_of_life(const struct desk *desk, const struct claim *claim)
{
	int64_t now = clock_mono_ms();
	int64_t silent = pulse_silent_ms(desk->pulse, claim, now);
	int64_t idle = pulse_idle_ms(desk->pulse, claim, now);
	g_autofree char *silent_words = pulse_words(silent);
	g_autofree char *idle_words = pulse_words(idle);

	if (silent >= PULSE_SILENT_MS)
		return g_strdup_printf(_("no sign of life from that desk for %s"), silent_words);
	if (!pulse_is_known(desk->pulse, claim))
		return g_strdup(_("no sign seen so far"));
	if (idle >= PULSE_IDLE_MS)
		return g_strdup_printf(
		    _("the desk is on, nothing was written there for %s"), idle_words);
	return g_strdup(_("at work there now"));
}

char *claim_words(const struct desk *desk, const struct claim *claim)
{
	const struct writing *writing = desk->writing;
	bool open = writing && claim && writing->claim && writing->claim->fence == claim->fence;

	if (!claim || open)
		return NULL;
	g_autofree char *since = clock_short_text(claim->since_ms);
	g_autofree char *sign = sign_of_life(desk, claim);
	return g_strdup_printf(_("%s, %s, since %s on %s"),
	    person_name(desk->session.people, claim->person), sign, since, claim->desk);
}

void claim_refused(const struct desk *desk, struct err *err)
{
	const struct claim *claim = desk->dossier.claim;
	struct err first = *err;

	if (err->kind != ERR_STALE || !claim || desk_holds(desk, claim))
		return;
	g_autofree char *sign = sign_of_life(desk, claim);
	err_clear(err);
	err_fail(err, ERR_STALE, _("%s: %s"), first.words, sign);
}

static void offer_own(struct desk *desk, const struct claim *holder)
{
	g_autofree char *since = clock_short_text(holder->since_ms);
	g_autofree char *words = g_strdup_printf(
	    _("You have had this report open on %s since %s, or that window ended "
	      "without closing it."),
	    holder->desk, since);
	struct dialog *dialog = dialog_ask(
	    _("Open in another window of yours"), words, _("go on here"), _("leave it there"));
	struct question *question = question_new(dialog, go_on_here);

	question->number = holder->report;
	desk_ask(desk, question);
}

static void offer_take_over(struct desk *desk, const struct claim *holder)
{
	if (holder->person == desk->session.me->id) {
		offer_own(desk, holder);
		return;
	}
	g_autofree char *held = claim_words(desk, holder);
	g_autofree char *words = g_strdup_printf(
	    _("%s.\nTaken over, their text stays on their own desk, and they are told."), held);
	struct dialog *dialog = dialog_ask(
	    _("Somebody else is writing"), words, _("take it over"), _("leave it to them"));
	struct question *question = question_new(dialog, ask_why);
	bool lives = pulse_silent_ms(desk->pulse, holder, clock_mono_ms()) < PULSE_SILENT_MS;

	question->number = holder->report;
	question->move = lives ? MOVE_SAVE : MOVE_COUNT;
	question->words = g_steal_pointer(&held);
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
	desk_reread(desk);
	if (wish == CLAIM_TAKE_OVER && standing && !writing->saving)
		edit_save_onto(desk, standing);
	else if (writing->save_waits && !writing->saving)
		edit_save_onto(desk, writing->base);
	writing->save_waits = false;
}

static void lose(struct desk *desk, const struct claim *holder);

/* Somebody has what is open here: a text to be opened is asked about, one that is open told. */
static void claim_is_theirs(struct desk *desk, const struct claim *holder, enum claim_wish wish)
{
	if (!desk->writing || wish == CLAIM_TAKE_OVER)
		offer_take_over(desk, holder);
	else
		lose(desk, holder);
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
		claim_is_theirs(desk, claiming->claim, claiming->wish);
		return;
	}
	if (job->err.kind != ERR_NONE) {
		if (desk->writing)
			desk->writing->save_waits = false;
		desk_say_err(desk, &job->err);
		return;
	}
	show_holder(desk, claiming->report);
	struct claim *claim = g_steal_pointer(&claiming->claim);
	bool again = desk->writing && desk->writing->claim &&
		     desk->writing->report == claim->report;
	if (again || (wanted && desk->writing)) { /* asked for twice: the newest one counts */
		claim_for_open(desk, claim, claiming->wish);
	} else if (!wanted) {
		claim_give_back(desk, claim);
	} else {
		edit_begin(desk, claim);
	}
}

void claim_ask(struct desk *desk, int64_t report, enum claim_wish wish, const char *why)
{
	struct claiming *claiming = g_new0(struct claiming, 1);

	claiming->wish = wish;
	claiming->report = report;
	claiming->person = desk->session.me->id;
	claiming->words = g_strdup(why);
	desk->asking = report;
	if (desk->writing && desk->writing->report == report)
		desk->writing->claiming = true;
	worker_ask(desk->worker, claiming_job(claiming, claim_home));
}

/* Who has it instead, or who saved last where nobody has it any more; 0: nobody did. */
static int64_t who_took(const struct desk *desk, const struct dossier *now)
{
	const struct writing *writing = desk->writing;

	if (now->claim && now->claim->person != writing->person)
		return now->claim->person;
	return now->report->revision > writing->base && now->current ? now->current->person : 0;
}

/* What they said who took it over: the note with the fence of their claim. */
static const struct event *said_why(const struct dossier *now, int64_t fence)
{
	for (guint i = now->trail->len; i-- > 0;) {
		const struct event *event = g_ptr_array_index(now->trail, i);

		if (strcmp(event->kind, move_row(MOVE_NOTE)->name) == 0 &&
		    detail_get_int(event->detail, "fence", 0) == fence)
			return event;
	}
	return NULL;
}

/* Owns: the caller frees. */
static char *lost_words(const struct desk *desk, const struct dossier *now)
{
	const char *number = desk->writing->number;
	int64_t who = who_took(desk, now);
	const struct event *why = now->claim ? said_why(now, now->claim->fence) : NULL;

	if (why)
		return g_strdup_printf(_("%s: %s %s"), number, why->person_name, why->words);
	if (who)
		return g_strdup_printf(
		    _("%s has taken %s over"), person_name(desk->session.people, who), number);
	return now->claim ? g_strdup_printf(_("%s was opened in another window of yours"), number)
			  : g_strdup_printf(_("%s was given back to the others"), number);
}

/*
 * Somebody has the text that is open here: from now on it is read, and what was not saved lies on
 * this desk; with nothing unsaved it is closed.
 */
static void lose(struct desk *desk, const struct claim *holder)
{
	struct writing *writing = desk->writing;
	struct dossier now = {0};
	struct err err = {0};

	writing->lost = true;
	writing->save_waits = writing->leaving = false;
	writing_keep(writing);
	desk->text->pane.dirty = true;
	if (!mirror_read(desk->session.reader, writing->report, &now, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	if (!now.claim && holder) /* the share knows more than was read so far */
		now.claim = claim_new(holder->report, holder->person, holder->desk, holder->fence);
	g_autofree char *words = lost_words(desk, &now);
	dossier_clear(&now);
	if (!writing_is_dirty(writing)) {
		edit_close(desk, words);
		return;
	}
	err_fail(&err, ERR_STALE, _("%s; read only here now, what you wrote is kept, Ctrl-S asks"),
	    words);
	desk_say_err(desk, &err);
}

/* Whether the claim of the text that is open is no longer the one that stands. */
static bool is_lost(const struct desk *desk, struct err *err)
{
	const struct writing *writing = desk->writing;
	g_autoptr(GPtrArray) claims = mirror_claims(desk->session.reader, err);

	for (guint i = 0; claims && i < claims->len; i++) {
		const struct claim *claim = g_ptr_array_index(claims, i);

		if (claim->report == writing->report)
			return claim->fence != writing->claim->fence;
	}
	return claims != NULL;
}

void desk_watch_claim(struct desk *desk)
{
	struct writing *writing = desk->writing;
	struct err none = {0};

	if (!writing || writing->saving || writing->claiming || writing->lost || !desk->session.me)
		return;
	if (!(desk_have(desk) & NEED_SHARE)) /* what the mirror has may be older than the claim */
		return;
	if (!writing->claim) /* begun while the share was away: now it can be told to the others */
		claim_ask(desk, writing->report, CLAIM_TAKE, NULL);
	else if (is_lost(desk, &none))
		lose(desk, NULL);
}

/* The beat is in the file; taken over meanwhile, a look tells by whom. */
static void beat_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct claim *beaten = claiming_of(job)->claim;
	struct claim *claim = desk->writing ? desk->writing->claim : NULL;

	if (job->err.kind == ERR_STALE)
		desk->look_ms = 0;
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
	claiming->typed = writing->key_ms > desk->beat_ms - PULSE_BEAT_MS;
	desk->beat_ms = now + PULSE_BEAT_MS;
	worker_ask(desk->worker, claiming_job(claiming, beat_home));
}
