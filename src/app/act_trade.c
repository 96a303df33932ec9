/* Files in and out at the desk: what would come in is shown before anything of it is taken. */
#include "app/acts.h"
#include "app/desk.h"
#include "app/safe.h"
#include "app/trade.h"
#include "base/fs.h"
#include "base/lang.h"
#include "text/mask.h"
#include "work/export_job.h"

enum trade_field {
	TRADE_PATH = 1,
	TRADE_WHAT, /* of a returned report: its changed text, or new reports */
	TRADE_SOURCE,
	TRADE_CHARSET,
	TRADE_FORM,
};

/* Whether a dialog may open by itself now: not over another one, nor under typing hands. */
static bool may_open(struct desk *desk)
{
	return !desk->question && !desk_is_editing(desk);
}

static void add_lines(struct page *page, const struct import_entry *entry)
{
	const struct {
		const char *label, *value;
	} found[] = {{_("Title"), entry->title}, {_("Writers"), entry->writers},
	    {_("Unit"), entry->unit}, {_("Contact"), entry->contact}};

	page_margin(page, 4, 6);
	for (size_t i = 0; i < G_N_ELEMENTS(found); i++) {
		g_autofree char *line = safe_line(found[i].value);
		g_autofree char *masked = mask_numbers(line);

		if (*masked)
			page_addf(page, STYLE_TEXT, _("%s: %s\n"), found[i].label, masked);
	}
	if (entry->title)
		page_addf(page, STYLE_TEXT, _("Characters: %d  %s\n"), entry->chars,
		    entry->charset == CHARSET_UNKNOWN ? "" : charset_name(entry->charset));
	for (guint i = 0; i < entry->notes->len; i++) {
		g_autofree char *line = safe_line(g_ptr_array_index(entry->notes, i));
		g_autofree char *masked = mask_numbers(line);

		page_addf(page, STYLE_WARN, "! %s\n", masked);
	}
}

static void add_entry(struct page *page, const struct import_entry *entry, bool dry_run)
{
	g_autofree char *name = g_path_get_basename(entry->path);
	g_autofree char *shown = fs_shown(name);
	g_autofree char *line = safe_line(shown);
	enum style style = entry->outcome == IMPORT_REFUSED || entry->outcome == IMPORT_QUARANTINED
			       ? STYLE_ERROR
			       : STYLE_STRONG;

	page_margin(page, 0, 4);
	page_addf(page, style, "%s  %s%s%s%s%s\n", line, import_words(entry->outcome, dry_run),
	    entry->number ? "  " : "", entry->number ? entry->number : "",
	    entry->why.kind != ERR_NONE ? _(": ") : "", entry->why.words);
	add_lines(page, entry);
	page_margin(page, 0, 0);
}

/* All that was found, what a person must look at first. */
static void add_import(struct page *page, const struct import *import)
{
	g_autofree char *sum = trade_sum(import);

	page_addf(page, STYLE_HEADING, "%s\n", sum);
	if (import->warning)
		page_addf(page, STYLE_WARN, "%s\n", import->warning);
	for (int taken = 0; taken < 2; taken++) {
		for (guint i = 0; i < import->entries->len; i++) {
			const struct import_entry *entry = g_ptr_array_index(import->entries, i);

			if (entry->outcome != IMPORT_SKIPPED &&
			    (entry->outcome == IMPORT_TAKEN) == (taken == 1))
				add_entry(page, entry, import->dry_run);
		}
	}
}

/* Stopped half way, refused in part, or all well: what stands now is said, and shown where it must
 * be. */
static void import_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct import *import = import_of(job);
	const struct import_entry *only = import->entries->len == 1
					      ? g_ptr_array_index(import->entries, 0)
					      : NULL;
	const char *number = only && only->number ? only->number : "";
	g_autofree char *sum = trade_sum(import);

	desk->importing = false;
	desk->list_stale = true;
	desk_reread(desk);
	if (job->err.kind != ERR_NONE && job->err.kind != ERR_STOPPED)
		desk_say_err(desk, &job->err);
	else if (import->report && import->counts[IMPORT_TAKEN])
		desk_say(desk, "%s  %s → %s", number, move_words(MOVE_RESUBMIT),
		    state_words(STATE_INCOMING));
	else
		desk_say(desk, "%s%s  %s", job->err.kind == ERR_STOPPED ? _("stopped: ") : "", sum,
		    number);
	if (!import->counts[IMPORT_REFUSED] || !may_open(desk))
		return;
	struct dialog *dialog = dialog_new(DIALOG_SHOW, _("What came in"), NULL);
	add_import(&dialog->words, import);
	desk_ask(desk, question_new(dialog, desk_nothing));
}

/* The files that were found fit to be taken, this time to be taken. */
static struct import *again(const struct import *found)
{
	struct import *import = import_new(found->actor, found->source);

	for (guint i = 0; i < found->entries->len; i++) {
		const struct import_entry *entry = g_ptr_array_index(found->entries, i);

		if (entry->outcome == IMPORT_TAKEN || entry->outcome == IMPORT_QUARANTINED)
			import_add(import, entry->path);
	}
	import->charset = found->charset;
	import->report = found->report;
	return import;
}

static void send(struct desk *desk, struct import *import, job_home *home)
{
	desk->importing = true;
	worker_ask(desk->worker, import_job(import, home));
}

static void take_answered(struct desk *desk, struct question *question)
{
	struct import *found = g_steal_pointer(&desk->found_files);

	if (found && menu_id(&question->dialog->menu) == 1)
		send(desk, again(found), import_home);
	else
		desk_say(desk, "%s", _("nothing was taken in"));
	import_free(found);
}

static void show_found(struct desk *desk)
{
	const struct import *found = desk->found_files;
	int fit = found->counts[IMPORT_TAKEN] + found->counts[IMPORT_QUARANTINED];
	g_autofree char *take = found->report ? g_strdup(_("take it as the changed text"))
					      : g_strdup_printf(_("take in: %d"), fit);
	struct dialog *dialog = fit ? dialog_ask(_("What would come in"), NULL, take, _("leave it"))
				    : dialog_new(DIALOG_SHOW, _("Nothing to take in"), NULL);

	add_import(&dialog->words, found);
	desk_ask(desk, question_new(dialog, fit ? take_answered : desk_nothing));
	if (!fit)
		g_clear_pointer(&desk->found_files, import_free);
}

/* The files were read: shown at once, or, where that would be in the way, when I is pressed. */
static void found_home(void *of, struct job *job)
{
	struct desk *desk = of;

	desk->importing = false;
	if (job->err.kind != ERR_NONE) {
		desk_say_err(desk, &job->err);
		return;
	}
	import_free(desk->found_files);
	desk->found_files = import_take(job);
	if (may_open(desk))
		show_found(desk);
	else
		desk_say(desk, "%s", _("the files are read: import shows what would come in"));
}

static struct import *take_form(struct desk *desk, const struct form *form)
{
	static const enum charset sets[] = {
	    CHARSET_UNKNOWN, CHARSET_GB18030, CHARSET_UTF8, CHARSET_BIG5};
	const struct form_field *what = form_find(form, TRADE_WHAT);
	struct import *import = import_new(
	    desk->session.me->id, (enum source)form_find(form, TRADE_SOURCE)->picked);
	g_autoptr(GPtrArray) paths = trade_paths(form_text(form, TRADE_PATH));

	for (guint i = 0; i < paths->len; i++)
		import_add(import, g_ptr_array_index(paths, i));
	import->charset = sets[form_find(form, TRADE_CHARSET)->choice];
	import->dry_run = true;
	if (what && what->choice == 0)
		import->report = desk->report;
	return import;
}

static void import_answered(struct desk *desk, struct question *question)
{
	struct import *import = take_form(desk, &question->dialog->form);

	if (import->report && import->paths->len != 1) {
		desk_say(desk, "%s", _("the changed text of a report is one file"));
		desk->said_well = false;
		import_free(import);
		return;
	}
	send(desk, import, found_home);
}

static void add_sources(struct form *form)
{
	struct form_field *field = form_add_pick(form, TRADE_SOURCE, _("Channel"), -1);

	for (int source = 0; source < SOURCE_COUNT; source++) {
		struct pick_row row = {.id = source,
		    .label = (char *)(uintptr_t)source_words((enum source)source),
		    .other = (char *)(uintptr_t)source_name((enum source)source)};

		if (source != SOURCE_COMPOSITE)
			form_add_row(field, &row, NULL);
	}
	form_pick(form, field, SOURCE_FILE);
}

/* Whether the report under the cursor waits for its changed text, from this person's hands. */
static bool waits_for_text(struct desk *desk)
{
	struct err none = {0};

	return desk->report && judge_open(&desk->file, MOVE_RESUBMIT, &none);
}

static void ask_import(struct desk *desk, bool waits)
{
	const char *const whats[] = {_("its changed text"), _("new reports"), NULL};
	const char *const sets[] = {_("find out"), "GB18030", "UTF-8", "Big5", NULL};
	g_autofree char *title = waits ? g_strdup_printf("%s  %s", move_words(MOVE_RESUBMIT),
					     desk->dossier.report->number)
				       : g_strdup(_("Import files"));
	struct dialog *dialog = dialog_new(DIALOG_FORM, title,
	    _("Never import state secrets. First everything is shown, then you decide."));
	struct form *form = &dialog->form;

	form_add_line(form, TRADE_PATH, _("File or folder"), "")->required = true;
	if (waits)
		form_add_choice(form, TRADE_WHAT, _("It is"), whats, 0);
	add_sources(form);
	form_add_choice(form, TRADE_CHARSET, _("Character set"), sets, 0);
	desk_ask(desk, question_new(dialog, import_answered));
}

static void stop_answered(struct desk *desk, struct question *question)
{
	if (menu_id(&question->dialog->menu) == 1)
		worker_cancel(desk->worker, IMPORT_KEY);
}

static void begin_import(struct desk *desk, bool waits)
{
	struct case_file office = {.people = desk->session.people, .actor = desk->session.me};
	struct err err = {0};

	if (desk->importing)
		desk_ask(
		    desk, question_new(dialog_ask(_("Files are coming in"),
					   _("What is in stays in."), _("stop it"), _("go on")),
			      stop_answered));
	else if (desk->found_files)
		show_found(desk);
	else if (!session_actor(&desk->session, &err) || !judge_open(&office, MOVE_RECEIVE, &err))
		desk_say_err(desk, &err);
	else
		ask_import(desk, waits);
}

/* New reports, whatever is under the cursor: the changed text of one comes in by F6. */
void act_import(struct desk *desk)
{
	begin_import(desk, false);
}

void act_resubmit(struct desk *desk)
{
	begin_import(desk, waits_for_text(desk));
}

static void export_home(void *of, struct job *job);

static void send_export(struct desk *desk, enum export_form form, const char *target, bool replace)
{
	struct export *export = export_new(&desk->file, desk->dossier.current, form);

	export->target = g_strdup(target);
	export->replace = replace;
	worker_ask(desk->worker, export_job(export, export_home));
}

static void replace_answered(struct desk *desk, struct question *question)
{
	if (menu_id(&question->dialog->menu) == 1 && desk->report == question->dialog->subject)
		send_export(
		    desk, (enum export_form)question->dialog->purpose, question->words, true);
}

static void offer_replace(struct desk *desk, const struct export *export, const struct err *err)
{
	struct dialog *dialog = dialog_ask(
	    _("The file is there already"), err->words, _("replace it"), _("keep the old one"));
	struct question *question = question_new(dialog, replace_answered);

	dialog->subject = export->report->id;
	dialog->purpose = (int)export->form;
	question->words = g_strdup(export->path);
	desk_ask(desk, question);
}

static void export_home(void *of, struct job *job)
{
	struct desk *desk = of;
	const struct export *export = export_of(job);

	if (job->err.kind == ERR_NONE) {
		g_autofree char *shown = fs_shown(export->path);

		desk_say(desk, _("%s is written to %s"), export->report->number, shown);
		desk->list_stale = true;
		desk_reread(desk);
	} else if (export->is_there && !export->replace && may_open(desk)) {
		offer_replace(desk, export, &job->err);
	} else {
		desk_say_err(desk, &job->err);
	}
}

static void export_answered(struct desk *desk, struct question *question)
{
	const struct form *form = &question->dialog->form;
	g_autoptr(GPtrArray) paths = trade_paths(form_text(form, TRADE_PATH));

	if (desk->report != question->dialog->subject || !paths->len)
		return;
	const char *target = g_ptr_array_index(paths, 0);
	g_free(desk->folder);
	desk->folder = g_strdup(target);
	send_export(desk, (enum export_form)form_find(form, TRADE_FORM)->choice, target, false);
}

void act_export(struct desk *desk)
{
	const char *forms[EXPORT_FORMS + 1] = {NULL};
	const char *documents = g_get_user_special_dir(G_USER_DIRECTORY_DOCUMENTS);
	struct err err = {0};

	if (!session_actor(&desk->session, &err) || !judge_open(&desk->file, MOVE_EXPORT, &err)) {
		desk_say_err(desk, &err);
		return;
	}
	g_autofree char *title = g_strdup_printf(
	    "%s  %s", move_words(MOVE_EXPORT), desk->dossier.report->number);
	struct dialog *dialog = dialog_new(DIALOG_FORM, title, desk->dossier.report->title);
	for (int i = 0; i < EXPORT_FORMS; i++)
		forms[i] = export_words((enum export_form)i);
	form_add_choice(&dialog->form, TRADE_FORM, _("As"), forms, EXPORT_DOCX);
	form_add_line(&dialog->form, TRADE_PATH, _("Folder or file on this desk"),
	    desk->folder ? desk->folder
	    : documents  ? documents
			 : g_get_home_dir())
	    ->required = true;
	dialog->subject = desk->report;
	desk_ask(desk, question_new(dialog, export_answered));
}
