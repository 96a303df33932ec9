/* My claims: what I have open for writing, where and since when; one or all given back. */
#include "app/acts.h"
#include "app/edit.h"
#include "app/pulse.h"

#include "base/lang.h"

#define ALL_OF_THEM 1
#define FIRST_ROW 2

/* Claims of the person who sits here, on any desk. Owns: the caller frees; NULL when it failed. */
static GPtrArray *my_claims(struct desk *desk)
{
	struct err err = {0};
	GPtrArray *claims = mirror_claims(desk->session.reader, &err);

	if (!claims) {
		desk_say_err(desk, &err);
		return NULL;
	}
	for (guint i = claims->len; i-- > 0;) {
		const struct claim *claim = g_ptr_array_index(claims, i);

		if (claim->person != desk->session.me->id)
			g_ptr_array_remove_index(claims, i);
	}
	return claims;
}

static bool is_open_here(const struct desk *desk, const struct claim *claim)
{
	const struct writing *writing = desk->writing;

	return writing && writing->claim && writing->report == claim->report &&
	       strcmp(claim->desk, desk->session.desk) == 0;
}

static void give_back(struct desk *desk, const struct claim *claim)
{
	if (!is_open_here(desk, claim))
		claim_give_back(
		    desk, claim_new(claim->report, claim->person, claim->desk, claim->fence));
}

/* Only what was shown is given back: a claim that was taken anew since has another fence. */
static void chosen(struct desk *desk, struct question *question)
{
	int id = menu_id(&question->dialog->menu);
	g_autoptr(GPtrArray) claims = desk->session.me && id ? my_claims(desk) : NULL;
	int given = 0;

	for (guint i = 0; claims && i < claims->len; i++) {
		const struct claim *claim = g_ptr_array_index(claims, i);

		if ((id == ALL_OF_THEM || claim->report == id - FIRST_ROW) &&
		    claim->fence <= question->number && !is_open_here(desk, claim)) {
			give_back(desk, claim);
			given++;
		}
	}
	if (given)
		desk_say(desk, _("%d given back: colleagues can write on them"), given);
}

/* "2026-0041  title  PC-3:tty2  since 11-24 09:05  no sign of life for 3 min". */
static char *row_words(struct desk *desk, const struct claim *claim)
{
	struct err none = {0};
	g_autoptr(GPtrArray) rows = mirror_rows(desk->session.reader, &claim->report, 1, &none);
	const struct row *row = rows && rows->len ? g_ptr_array_index(rows, 0) : NULL;
	g_autofree char *since = clock_short_text(claim->since_ms);
	int64_t idle = pulse_silent_ms(desk->pulse, claim, clock_mono_ms());
	g_autofree char *silent = pulse_words(idle);
	g_autofree char *sign = idle < PULSE_SILENT_MS
				    ? g_strdup("")
				    : g_strdup_printf(_("  no sign of life for %s"), silent);

	return g_strdup_printf(_("%s  %s  on %s since %s%s"), row ? row->report->number : "?",
	    row ? row->report->title : "", claim->desk, since, sign);
}

void act_claims(struct desk *desk)
{
	struct err err = {0};

	if (!session_actor(&desk->session, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	g_autoptr(GPtrArray) claims = my_claims(desk);
	if (!claims)
		return;
	if (!claims->len) {
		desk_say(desk, "%s", _("you have no report open for writing"));
		return;
	}
	struct dialog *dialog = dialog_new(
	    DIALOG_MENU, _("My claims"), _("Choose one to give it back to the others."));
	struct question *question = question_new(dialog, chosen);

	for (guint i = 0; i < claims->len; i++) {
		const struct claim *claim = g_ptr_array_index(claims, i);
		g_autofree char *words = row_words(desk, claim);

		menu_add(&dialog->menu, (int)claim->report + FIRST_ROW, words, "",
		    is_open_here(desk, claim) ? _("it is open here: Esc leaves it") : NULL);
		question->number = MAX(question->number, claim->fence);
	}
	menu_add(&dialog->menu, ALL_OF_THEM, _("give all of them back"), "", NULL);
	desk_ask(desk, question);
}
