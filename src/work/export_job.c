/* Making the file in memory, writing the event, then the file, wholly or not at all. */
#include "work/export_job.h"

#include "base/fs.h"
#include "base/lang.h"
#include "exchange/docx_out.h"
#include "exchange/text_form.h"
#include "exchange/sheet_out.h"
#include "flow/checklist.h"
#include "share/init.h"
#include "text/utf8.h"
#include "work/deed.h"

#include <unistd.h>

#define NAME_BYTES 180 /* of 255 that file systems take: Chinese tools add to names */

static const struct {
	const char *name, *end, *words;
} forms[EXPORT_FORMS] = {
    [EXPORT_TXT] = {"txt", ".txt", N_("text")},
    [EXPORT_DOCX] = {"docx", ".docx", N_("Word document")},
    [EXPORT_SHEET] = {"sheet", ".docx", N_("review sheet")},
};

const char *export_name(enum export_form form)
{
	return forms[form].name;
}

const char *export_words(enum export_form form)
{
	return _(forms[form].words);
}

bool export_parse(const char *name, enum export_form *form)
{
	for (int i = 0; i < EXPORT_FORMS; i++) {
		if (strcmp(forms[i].name, name) == 0) {
			*form = (enum export_form)i;
			return true;
		}
	}
	return false;
}

/* Who has given a step of the text that stands, and when; "" for nobody so far. */
static char *signed_by(const struct case_file *file, const struct signoff *signoff)
{
	if (signoff->mark != SIGNOFF_CURRENT || !signoff->event)
		return g_strdup("");
	g_autofree char *who = story_who(file->people, signoff->event);
	g_autofree char *when = clock_local_text(signoff->event->at_ms);

	return g_strdup_printf("%s %s", who, when);
}

struct export *export_new(
    const struct case_file *file, const struct revision *text, enum export_form form)
{
	struct export *export = g_new0(struct export, 1);
	struct signoff steps[SIGNOFF_STEPS];

	export->report = report_copy(file->report);
	export->text = revision_copy(text);
	export->person = person_copy(file->actor);
	export->form = form;
	export->signs = g_ptr_array_new_with_free_func(g_free);
	export->steps = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) names = story_step_names(file);
	int extra = (int)g_strv_length(names);
	story_signoffs(file, steps);
	for (int step = SIGNOFF_EDIT; step <= SIGNOFF_SIGN; step++) {
		const char *label = step == SIGNOFF_EDIT	  ? role_words(ROLE_EDITOR)
				    : step == SIGNOFF_PASS	  ? role_words(ROLE_APPROVER)
				    : step == SIGNOFF_SIGN	  ? role_words(ROLE_SIGNER)
				    : step < SIGNOFF_EXTRA + extra ? names[step - SIGNOFF_EXTRA]
								   : NULL;

		if (!label)
			continue;
		g_ptr_array_add(export->steps, g_strdup(label));
		g_ptr_array_add(export->signs, signed_by(file, &steps[step]));
	}
	return export;
}

void export_free(struct export *export)
{
	if (!export)
		return;
	report_free(export->report);
	revision_free(export->text);
	person_free(export->person);
	g_ptr_array_free(export->signs, TRUE);
	g_ptr_array_free(export->steps, TRUE);
	g_free(export->target);
	g_free(export->path);
	g_free(export);
}

/* The character for a name: nothing that a system forbids, nor what shells and lists trip over.
 * 0: none. */
static gunichar safe_char(gunichar c)
{
	if (g_unichar_isspace(c))
		return '_';
	if (g_unichar_iscntrl(c) || g_unichar_type(c) == G_UNICODE_FORMAT)
		return 0;
	return c < 0x80 && strchr("/\\:*?\"<>|", (int)c) ? 0 : c;
}

char *export_file_name(const struct report *report, enum export_form form)
{
	g_autofree char *whole = form == EXPORT_SHEET
				     ? g_strdup_printf("%s-%s-%s", report->number,
					   export_words(form), report->title)
				     : g_strdup_printf("%s-%s", report->number, report->title);
	GString *name = g_string_new(NULL);
	size_t len = strlen(whole);

	for (size_t at = 0; at < len && name->len < NAME_BYTES;) {
		gunichar c = safe_char(utf8_next(whole, len, &at));

		if (c)
			g_string_append_unichar(name, c);
	}
	while (name->len && strchr("-._", name->str[name->len - 1]))
		g_string_truncate(name, name->len - 1);
	g_string_append(name, forms[form].end);
	return g_string_free(name, FALSE);
}

static GBytes *sheet(struct ground *ground, const struct export *export, struct err *err)
{
	const char *points[CHECKLIST_POINTS];
	int64_t now = clock_wall_ms(&ground->clock);
	g_autofree char *when = clock_local_text(now);
	g_autofree char *printed = g_strdup_printf("%s %s", export->person->name, when);
	g_autofree char *digest = g_strndup(export->text->digest, DIGEST_SHOWN);
	int year, month, day, number_year, serial;

	clock_date(export->report->received_ms, OFFICE_ZONE, &year, &month, &day);
	g_autofree char *received = g_strdup_printf("%04d-%02d-%02d", year, month, day);
	for (int i = 0; i < CHECKLIST_POINTS; i++)
		points[i] = checklist_words(i + 1);
	if (!report_number_parse(export->report->number, year, &number_year, &serial))
		number_year = year;
	struct sheet_facts facts = {.number = export->report->number,
	    .year = number_year,
	    .state = state_words(export->report->state),
	    .received = received,
	    .digest = digest,
	    .printed = printed,
	    .points = points,
	    .point_count = G_N_ELEMENTS(points),
	    .steps = (const char *const *)export->steps->pdata,
	    .signs = (const char *const *)export->signs->pdata,
	    .step_count = export->steps->len};
	return sheet_of_revision(export->text, &facts, err);
}

static GBytes *text_form(const struct revision *text)
{
	struct text_form form = {0};

	text_form_of_revision(text, &form);
	char *printed = text_form_print(&form);
	text_form_clear(&form);
	return g_bytes_new_take(printed, strlen(printed));
}

static GBytes *make(struct ground *ground, const struct export *export, struct err *err)
{
	switch (export->form) {
	case EXPORT_DOCX:
		return docx_of_revision(export->text, err);
	case EXPORT_SHEET:
		return sheet(ground, export, err);
	default:
		return text_form(export->text);
	}
}

/* Where it goes, and whether it can go there, before anything is written down. */
static bool choose_path(struct export *export, struct err *err)
{
	g_autofree char *name = export_file_name(export->report, export->form);

	g_free(export->path);
	if (!export->target)
		export->path = g_strdup(name);
	else if (g_file_test(export->target, G_FILE_TEST_IS_DIR))
		export->path = g_build_filename(export->target, name, NULL);
	else
		export->path = g_strdup(export->target);
	g_autofree char *folder = g_path_get_dirname(export->path);
	g_autofree char *shown = fs_shown(export->path);
	if (!g_file_test(folder, G_FILE_TEST_IS_DIR) || access(folder, W_OK) != 0) {
		g_autofree char *where = fs_shown(folder);

		return err_fail(
		    err, ERR_INPUT, _("nothing can be written into the folder %s"), where);
	}
	export->is_there = g_file_test(export->path, G_FILE_TEST_EXISTS);
	if (export->is_there && !export->replace)
		return err_fail(
		    err, ERR_INPUT, _("%s is there already and was left as it is"), shown);
	return true;
}

static bool note_export(struct ground *ground, const struct export *export, struct err *err)
{
	struct deed *deed = deed_new(MOVE_EXPORT, export->person->id);

	deed->report = export->report->id;
	deed->digest = g_strdup(export->text->digest);
	deed->form = g_strdup(export_name(export->form));
	bool good = deed_do(ground, deed, err);
	deed_free(deed);
	return good;
}

static bool run_export(struct ground *ground, struct job *job)
{
	struct export *export = job->body;
	struct err *err = &job->err;
	GBytes *bytes = choose_path(export, err) ? make(ground, export, err) : NULL;
	size_t len;

	if (!bytes)
		return false;
	const void *data = g_bytes_get_data(bytes, &len);
	if (note_export(ground, export, err))
		(void)!fs_write(export->path, data, len, 0600, err);
	g_bytes_unref(bytes);
	return false;
}

static void free_export(void *body)
{
	export_free(body);
}

static const struct job_kind export_kind = {
    .name = "export", .lane = JOB_HAND, .run = run_export, .free_body = free_export};

struct job *export_job(struct export *export, job_home *home)
{
	return job_new(&export_kind, export, home);
}

struct export *export_of(const struct job *job)
{
	return job->kind == &export_kind ? job->body : NULL;
}
