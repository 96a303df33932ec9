/* The verb show: one report's head, text, trail or difference. */
#include "app/cli.h"

#include "app/json.h"
#include "app/purging.h"
#include "app/safe.h"
#include "base/fs.h"
#include "base/lang.h"
#include "exchange/text_form.h"
#include "flow/hours.h"
#include "model/detail.h"
#include "text/diff.h"
#include "text/mask.h"

static void line(const char *label, const char *value)
{
	g_autofree char *safe = safe_line(value);

	if (*safe)
		printf(_("%s: %s\n"), label, safe);
}

static void print_head(struct session *session, const struct dossier *dossier)
{
	const struct report *report = dossier->report;
	const struct revision *text = dossier->current;
	bool bare = session->options->values[OPTION_REVEAL] != NULL;
	g_autofree char *received = clock_local_text(report->received_ms);
	g_autofree char *left = hours_left_words(
	    NULL, clock_wall_ms(&session->clock), report->due_ms, report->urgency == URGENCY_EXTRA);
	g_autofree char *contact = bare ? g_strdup(text->contact) : mask_numbers(text->contact);
	g_autofree char *roles = roles_words(report->turn_roles);

	printf("%s  %s  %s  %s\n", report->number, state_words(report->state),
	    urgency_words(report->urgency), left);
	line(_("Title"), session_title(session, report));
	line(_("Writers"), report->writers);
	line(_("Unit"), report->unit);
	line(_("Contact"), contact);
	line(_("Category"), text->category);
	line(_("To"), text->addressees);
	line(_("Copies"), text->copies);
	line(_("Came in"), received);
	line(_("Channel"), source_words(report->source));
	line(_("In whose hands"),
	    report->turn_person ? person_name(session->people, report->turn_person) : roles);
	line(_("Dispatch number"), report->dispatch_number);
	printf(_("Revision: %d  Characters: %d  Digest: %.*s\n"), report->revision, report->chars,
	    DIGEST_SHOWN, report->digest);
}

static void print_backups(struct session *session, int64_t report)
{
	g_autoptr(GPtrArray) backups = purging_backups(session, report);

	for (guint i = 0; backups && i < backups->len; i++) {
		g_autofree char *shown = fs_shown(g_ptr_array_index(backups, i));

		line(_("Nightly copy that holds it still"), shown);
	}
}

/* Where a purge stands: asked for, or done and by whom not yet. */
static void print_purge(struct session *session, const struct dossier *dossier)
{
	const struct event *done = purge_confirmed(dossier->trail, dossier->report->id);
	const struct event *asked = purge_asked(dossier->trail, dossier->report->id);

	if (done) {
		g_autofree char *status = purging_status(session, dossier->trail, done, 0);

		line(_("Purge"), status);
		print_backups(session, dossier->report->id);
	} else if (asked) {
		g_autofree char *when = clock_local_text(asked->at_ms);
		g_autofree char *words = g_strdup_printf(
		    _("asked for by %s, %s, waits for another person: %s"), asked->person_name,
		    when, asked->words);

		line(_("Purge"), words);
	}
}

static bool may_read(const struct session *session, const struct dossier *dossier, struct err *err)
{
	if (!session_reads_bodies(session))
		return err_fail(err, ERR_DENIED, _("administrators and auditors read no texts"));
	if (purging_is_shell(dossier->report))
		return err_fail(err, ERR_DENIED, _("its text was purged"));
	return session_reads(session, dossier->report) ||
	       err_fail(err, ERR_DENIED, _("the report is quarantined: its text is not shown"));
}

static bool print_text(struct session *session, const struct dossier *dossier, struct err *err)
{
	struct text_form form = {0};

	if (!may_read(session, dossier, err))
		return false;
	text_form_of_revision(dossier->current, &form);
	g_autofree char *text = text_form_print(&form);
	fputs(text, stdout);
	text_form_clear(&form);
	return true;
}

/* What an event carries, for people: the number given, whom it went to. */
static void print_detail(const struct event *event)
{
	static const char *const shown[] = {"to", "number", "dispatch", "verdict", "undone"};

	for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
		g_autofree char *value = detail_get(event->detail, shown[i]);
		g_autofree char *safe = safe_line(value);

		if (*safe)
			printf("  %s", safe);
	}
}

static void print_event(const GPtrArray *people, const struct event *event, bool bare)
{
	enum move_id move;
	g_autofree char *when = clock_local_text(event->at_ms);
	g_autofree char *words = safe_line(event->words);
	g_autofree char *masked = mask_numbers(words);
	g_autofree char *who = story_who(people, event);

	printf("%s  %s  %s", when, who,
	    move_is_kind(event->kind, &move) ? move_words(move) : event->kind);
	if (event->from != event->to && event->to != STATE_NONE)
		printf(" → %s", state_words(event->to));
	if (*event->reason) {
		const struct reason *reason = reason_by_code(event->reason);
		printf("  %s %s", event->reason, reason ? _(reason->name) : "");
	}
	print_detail(event);
	if (event->revision)
		printf("  %s %d", _("revision"), event->revision);
	printf("%s%s\n", *words ? "  " : "", bare ? words : masked);
}

static void print_trail(struct session *session, const struct dossier *dossier)
{
	bool bare = session->options->values[OPTION_REVEAL] != NULL;

	for (guint i = 0; i < dossier->trail->len; i++) {
		const struct event *event = g_ptr_array_index(dossier->trail, i);

		if (session->options->values[OPTION_JSON]) {
			g_autofree char *json = json_of_event(session->people, event, bare);
			fputs(json, stdout);
		} else {
			print_event(session->people, event, bare);
		}
	}
}

static bool two_revisions(const char *text, int *a, int *b)
{
	g_auto(GStrv) parts = g_strsplit(text, "..", 2);
	char *end = NULL;

	*a = (int)g_ascii_strtoll(parts[0] ? parts[0] : "", &end, 10);
	if (!parts[0] || !parts[1] || *end || *a <= 0)
		return false;
	*b = (int)g_ascii_strtoll(parts[1], &end, 10);
	return !*end && *b > 0;
}

static bool print_runs(const char *old, const char *new, struct err *err)
{
	g_autoptr(GArray) runs = diff_texts(old, strlen(old), new, strlen(new), err);

	for (guint i = 0; runs && i < runs->len; i++) {
		const struct diff_run *run = &g_array_index(runs, struct diff_run, i);
		int len = (int)run->len;

		if (run->kind == DIFF_REMOVED)
			printf("[-%.*s-]", len, old + run->a);
		else if (run->kind == DIFF_ADDED)
			printf("{+%.*s+}", len, new + run->b);
		else
			printf("%.*s", len, new + run->b);
	}
	return runs != NULL;
}

static bool print_diff(
    struct session *session, const struct dossier *dossier, const char *which, struct err *err)
{
	int64_t report = dossier->report->id;
	int a, b;

	if (!may_read(session, dossier, err))
		return false;
	if (!two_revisions(which, &a, &b))
		return err_fail(
		    err, ERR_INPUT, _("\"%s\" is not two revisions, such as 1..2"), which);
	struct revision *old = mirror_revision(session->reader, report, a, err);
	struct revision *new = mirror_revision(session->reader, report, b, err);
	if (old && new) {
		struct text_form form_old = {0}, form_new = {0};

		text_form_of_revision(old, &form_old);
		text_form_of_revision(new, &form_new);
		g_autofree char *text_old = text_form_print(&form_old);
		g_autofree char *text_new = text_form_print(&form_new);
		(void)!print_runs(text_old, text_new, err);
		text_form_clear(&form_old);
		text_form_clear(&form_new);
	} else {
		err_fail(err, ERR_INPUT, _("there is no revision %d"), old ? b : a);
	}
	revision_free(old);
	revision_free(new);
	return err->kind == ERR_NONE;
}

/* Who sees the numbers of persons in full stands in the trail (design 5). */
static bool note_reveal(struct session *session, int64_t report, struct err *err)
{
	const struct person *actor = session_actor(session, err);

	if (!actor)
		return false;
	struct deed *deed = deed_new(MOVE_REVEAL, actor->id);
	deed->report = report;
	bool good = deed_do(&session->ground, deed, err);
	deed_free(deed);
	return good;
}

/* "--diff A..B" or "--diff A B"; a second word means nothing else. NULL where there is one. */
static char *diff_wanted(const struct session *session)
{
	const GPtrArray *words = session->options->words;
	const char *which = session->options->values[OPTION_DIFF];

	if (words->len == 1)
		return g_strdup(which ? which : "");
	return which ? g_strdup_printf("%s..%s", which, (const char *)words->pdata[1]) : NULL;
}

int cli_show(struct session *session)
{
	const char *const *values = session->options->values;
	struct err err = {0};
	struct dossier dossier = {0};
	g_autofree char *which = diff_wanted(session);
	int64_t report;

	if (!which) {
		err_fail(&err, ERR_INPUT, _("too many words: yanshen %s %s"), "show", _("NUMBER"));
		return cli_say(&err);
	}
	if (!session_find(session, g_ptr_array_index(session->options->words, 0), &report, &err) ||
	    (values[OPTION_REVEAL] && !note_reveal(session, report, &err)) ||
	    !mirror_read(session->reader, report, &dossier, &err))
		return cli_say(&err);
	if (values[OPTION_DIFF]) {
		(void)!print_diff(session, &dossier, which, &err);
	} else if (values[OPTION_TEXT]) {
		(void)!print_text(session, &dossier, &err);
	} else if (values[OPTION_TRAIL]) {
		print_trail(session, &dossier);
	} else if (values[OPTION_JSON]) {
		g_autofree char *json = json_of_shown(session, &dossier);
		fputs(json, stdout);
	} else {
		print_head(session, &dossier);
		print_purge(session, &dossier);
		struct err hidden = {0};

		if (may_read(session, &dossier, &hidden))
			printf("\n%s\n", dossier.current->body);
	}
	dossier_clear(&dossier);
	return cli_say(&err);
}
