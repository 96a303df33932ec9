/* Reading a file and taking it are two steps, so that a slow converter never eats the share's
 * patience.
 */
#include "work/import_job.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"
#include "exchange/intake.h"
#include "flow/judge.h"
#include "mirror/read.h"
#include "seal/digest.h"
#include "share/reports.h"
#include "share/txn.h"
#include "work/deed.h"
#include "work/sync.h"

#define SYNC_MS 3000 /* while many come in, the desk sees them this often */
#define BUSY_TRIES 12 /* of the back lane's patience each: a minute */

/* An import on its way: what is asked for, and where it is. */
struct haul {
	struct import *import;
	GPtrArray *files; /* char *; NULL until the folders are listed */
	guint at;
	struct import_entry *entry; /* of the file that is read and not yet taken */
	struct intake intake;
	struct revision *text;
	char *uid; /* of its event */
	int base; /* revision of the report that the text was put into */
	int tries; /* the share was busy so many times in a row */
	GPtrArray *people;
	GHashTable *seen; /* char *: digests of a dry run */
	bool owes_sync;
	int64_t synced_ms; /* clock_mono_ms() */
};

/* The file that was read is done with. */
static void let_go(struct haul *haul)
{
	intake_clear(&haul->intake);
	revision_free(haul->text);
	haul->text = NULL;
	g_clear_pointer(&haul->uid, g_free);
	haul->tries = 0;
}

static void haul_free(void *of)
{
	struct haul *haul = of;

	let_go(haul);
	import_free(haul->import);
	import_entry_free(haul->entry);
	g_clear_pointer(&haul->files, g_ptr_array_unref);
	g_clear_pointer(&haul->people, g_ptr_array_unref);
	g_hash_table_destroy(haul->seen);
	g_free(haul);
}

/* What becomes of a file stands; the next one. */
static void settle(struct haul *haul, enum import_outcome outcome)
{
	import_settle(haul->import, g_steal_pointer(&haul->entry), outcome);
	haul->at++;
	let_go(haul);
}

/* The right to it comes before everything that a file could say. */
static bool may_import(struct ground *ground, struct haul *haul, struct err *err)
{
	struct dossier dossier = {0};
	struct case_file file;

	haul->people = mirror_people(ground->writer, err);
	if (!haul->people || (haul->import->report &&
				 !mirror_read(ground->writer, haul->import->report, &dossier, err)))
		return false;
	file = (struct case_file){.report = dossier.report,
	    .trail = dossier.trail,
	    .revisions = dossier.revisions,
	    .people = haul->people,
	    .actor = person_by_id(haul->people, haul->import->actor),
	    .claim = dossier.claim,
	    .desk = ground->desk,
	    .now_ms = clock_wall_ms(&ground->clock)};
	bool good = judge_open(&file, haul->import->report ? MOVE_RESUBMIT : MOVE_RECEIVE, err);
	dossier_clear(&dossier);
	return good;
}

static bool has_room(struct ground *ground, struct haul *haul, struct err *err)
{
	int64_t bytes;

	if (!share_size(ground->share, &bytes, err))
		return false;
	if (bytes >= BOUND_DB_STOP_BYTES)
		return err_fail(err, ERR_FULL,
		    _("the database has %d MiB: nothing more can come in until older years are "
		      "moved out"),
		    (int)(bytes >> 20));
	if (bytes >= BOUND_DB_WARN_BYTES)
		haul->import->warning = g_strdup_printf(
		    _("the database has %d MiB; at %d MiB nothing more can come in: ask the "
		      "administrator to move older years out"),
		    (int)(bytes >> 20), (int)(BOUND_DB_STOP_BYTES >> 20));
	return true;
}

static bool begin(struct ground *ground, struct haul *haul, struct job *job)
{
	if (!ground_ready(ground, &job->err) || !may_import(ground, haul, &job->err) ||
	    !has_room(ground, haul, &job->err))
		return false;
	haul->files = import_list(haul->import, &job->err);
	if (!haul->files)
		return false;
	haul->import->files = (int)haul->files->len;
	atomic_store(&job->all, (int)haul->files->len);
	haul->synced_ms = clock_mono_ms();
	return true;
}

/* The text of another report is easily taken for the changed one. */
static void note_other_title(const struct haul *haul)
{
	const char *before = haul->text->title;

	if (haul->intake.form.title && strcmp(before, haul->intake.form.title) != 0)
		g_ptr_array_add(haul->entry->notes,
		    g_strdup_printf(
			_("the title was \"%s\": make sure that it is the same report"), before));
}

/* The text as a revision: of a new report, or of the one that comes in again. Errors: as mirror. */
static bool make_text(struct ground *ground, struct haul *haul, struct err *err)
{
	struct dossier dossier = {0};

	if (!haul->import->report) {
		haul->text = revision_new();
	} else {
		if (!mirror_read(ground->writer, haul->import->report, &dossier, err))
			return false;
		haul->text = revision_copy(dossier.current);
		haul->base = haul->text->no;
		dossier_clear(&dossier);
		note_other_title(haul);
	}
	text_form_into_revision(&haul->intake.form, haul->text);
	return true;
}

/* Many a document carries its title in its name alone. Returns whether it was taken from there. */
static bool title_by_name(struct haul *haul, struct import_entry *entry)
{
	const char *name = haul->intake.name;
	const char *dot = strrchr(name, '.');
	g_autofree char *title = g_strndup(name, dot ? (size_t)(dot - name) : strlen(name));

	if (*haul->text->title || !*g_strstrip(title))
		return false;
	revision_set(&haul->text->title, title);
	g_ptr_array_add(entry->notes, g_strdup(_("the name of the file was taken for its title")));
	return true;
}

static void note_namesakes(const struct haul *haul, struct import_entry *entry)
{
	for (guint i = 0; i < haul->text->writers->len; i++) {
		const struct writer *writer = g_ptr_array_index(haul->text->writers, i);
		const struct person *person = person_by_name(haul->people, writer->name);

		if (writer->link == WRITER_UNLINKED && person && !person->retired)
			g_ptr_array_add(
			    entry->notes, g_strdup_printf(_("the writer %s has a colleague's name: "
							    "say in the head who it is"),
					      writer->name));
	}
}

static void note_found(struct haul *haul, struct import_entry *entry)
{
	struct intake *intake = &haul->intake;

	if (intake->mark)
		return;
	entry->charset = intake->charset;
	bool by_name = title_by_name(haul, entry);
	for (guint i = 0; i < intake->notes->len; i++) {
		const char *note = g_ptr_array_index(intake->notes, i);

		if (!by_name || strcmp(note, _("no title was found")) != 0)
			g_ptr_array_add(entry->notes, g_strdup(note));
	}
	note_namesakes(haul, entry);
	entry->title = g_strdup(haul->text->title);
	entry->writers = revision_writers(haul->text);
	entry->unit = g_strdup(haul->text->unit);
	entry->contact = g_strdup(haul->text->contact);
	entry->chars = (int)intake->count.words;
}

/* First step of a file: read it, see what it says. */
static bool read_next(struct ground *ground, struct haul *haul, struct err *err)
{
	const char *path = g_ptr_array_index(haul->files, haul->at);
	struct intake_options options = {.charset = haul->import->charset};
	struct import_entry *entry = import_entry_new(path);
	bool good;

	haul->entry = entry;
	if (intake_is_litter(path)) {
		err_fail(&entry->why, ERR_INPUT, _("no document: a program left it there"));
		settle(haul, IMPORT_SKIPPED);
		return true;
	}
	if (g_file_test(path, G_FILE_TEST_IS_DIR)) { /* import_list() found nothing in it */
		GPtrArray *none = fs_list(path, &entry->why);

		if (none) {
			g_ptr_array_free(none, TRUE);
			err_fail(&entry->why, ERR_INPUT, _("no file is in this folder"));
		}
		settle(haul, IMPORT_REFUSED);
		return true;
	}
	good = intake_read(path, &options, &haul->intake, &entry->why);
	if (good && !make_text(ground, haul, err))
		return false;
	if (good)
		note_found(haul, entry);
	if (good && !haul->intake.mark)
		good = revision_fits(haul->text, &entry->why);
	if (!good)
		settle(haul, IMPORT_REFUSED);
	return true;
}

static bool number_of_bytes(
    struct ground *ground, const char *digest, char **number, struct err *err)
{
	struct txn txn;
	bool good = txn_read(&txn, ground->share, err) &&
		    reports_by_original(share_db(ground->share), digest, number, err);

	txn_end(&txn);
	return good;
}

static bool take_dry(struct ground *ground, struct haul *haul, struct err *err)
{
	struct import_entry *entry = haul->entry;
	char digest[DIGEST_HEX_LEN + 1];
	size_t len;
	const void *bytes = g_bytes_get_data(haul->intake.bytes, &len);

	if (!ground_ready(ground, err) || !digest_of(ground->seal, bytes, len, digest, err))
		return false;
	if (!haul->import->report && !number_of_bytes(ground, digest, &entry->number, err))
		return false;
	bool seen = entry->number || !g_hash_table_add(haul->seen, g_strdup(digest));
	settle(haul, seen && !haul->import->report ? IMPORT_SEEN
		     : haul->intake.mark           ? IMPORT_QUARANTINED
						   : IMPORT_TAKEN);
	return true;
}

static struct deed *deed_for(struct haul *haul)
{
	struct deed *deed = deed_new(
	    haul->import->report ? MOVE_RESUBMIT : MOVE_RECEIVE, haul->import->actor);

	if (!haul->uid)
		haul->uid = ident_new(clock_machine_ms());
	deed->uid = g_strdup(haul->uid); /* tried again, it is the same event */
	deed->report = haul->import->report;
	deed->base = haul->import->report ? haul->base : 0;
	deed->words = g_strdup(haul->import->note);
	deed->text = revision_copy(haul->text);
	deed->source = haul->import->source;
	deed->original = g_bytes_ref(haul->intake.bytes);
	deed->original_name = g_strdup(haul->intake.name);
	deed->is_secret = haul->intake.mark != NULL;
	deed->synced_later = true;
	return deed;
}

/* Whether it is this file's own fault, or the end of the whole import. */
static bool is_of_file(const struct err *why)
{
	return why->kind == ERR_INPUT || why->kind == ERR_DENIED || why->kind == ERR_STALE;
}

/* Second step: into the share, by the same deed as from any other hand. */
static bool take_now(struct ground *ground, struct haul *haul, struct err *err)
{
	struct import_entry *entry = haul->entry;
	struct deed *deed = deed_for(haul);
	struct err why = {0};

	if (deed_do(ground, deed, &why)) {
		enum import_outcome outcome = deed->done.seen_before ? IMPORT_SEEN
					      : deed->done.state == STATE_QUARANTINED
						  ? IMPORT_QUARANTINED
						  : IMPORT_TAKEN;

		entry->number = g_strdup(deed->done.number);
		haul->owes_sync = haul->owes_sync || !deed->done.seen_before;
		settle(haul, outcome);
	} else if (why.kind == ERR_BUSY && ++haul->tries < BUSY_TRIES) {
		; /* the same again in the next step; hands go first meanwhile */
	} else if (is_of_file(&why)) {
		entry->why = why;
		settle(haul, IMPORT_REFUSED);
	} else {
		*err = why;
		err_while(err, "%s", haul->intake.name);
	}
	deed_free(deed);
	return err->kind == ERR_NONE;
}

/* Read back what was taken: at the end, and on the way so that the desk sees it grow. */
static void sync_back(struct ground *ground, struct haul *haul)
{
	struct err later = {0};

	if (!haul->owes_sync || !ground->share)
		return;
	if (!sync_all(ground, &later))
		ground_failed(ground, &later);
	haul->owes_sync = false;
	haul->synced_ms = clock_mono_ms();
}

static bool run_import(struct ground *ground, struct job *job)
{
	struct haul *haul = job->body;
	bool good = true;

	if (!haul->files)
		return begin(ground, haul, job) && haul->files->len;
	if (haul->entry)
		good = haul->import->dry_run ? take_dry(ground, haul, &job->err)
					     : take_now(ground, haul, &job->err);
	else
		good = read_next(ground, haul, &job->err);
	atomic_store(&job->done, (int)haul->at);
	bool more = good && haul->at < haul->files->len;
	if (!more || clock_mono_ms() - haul->synced_ms > SYNC_MS)
		sync_back(ground, haul);
	return more;
}

static const struct job_kind import_kind = {
    .name = "import", .lane = JOB_BACK, .run = run_import, .free_body = haul_free};

struct job *import_job(struct import *import, job_home *home)
{
	struct haul *haul = g_new0(struct haul, 1);

	haul->import = import;
	haul->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct job *job = job_new(&import_kind, haul, home);
	job->key = IMPORT_KEY;
	return job;
}

struct import *import_of(const struct job *job)
{
	return job->kind == &import_kind ? ((struct haul *)job->body)->import : NULL;
}

struct import *import_take(struct job *job)
{
	return job->kind == &import_kind ? g_steal_pointer(&((struct haul *)job->body)->import)
					 : NULL;
}
