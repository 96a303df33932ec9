/* What an import asks for and brings back, and its words. */
#include "work/import.h"

#include "base/bounds.h"
#include "base/fs.h"
#include "base/lang.h"

static const struct {
	const char *name, *words, *dry;
} outcomes[] = {
    [IMPORT_TAKEN] = {"taken", N_("taken"), N_("would be taken")},
    [IMPORT_SEEN] = {"seen", N_("seen before"), N_("seen before")},
    [IMPORT_QUARANTINED] = {"quarantined", N_("to secrecy review, text not stored"),
	N_("would go to secrecy review, text not stored")},
    [IMPORT_REFUSED] = {"refused", N_("refused"), N_("would be refused")},
    [IMPORT_SKIPPED] = {"skipped", N_("passed over"), N_("passed over")},
};

const char *import_name(enum import_outcome outcome)
{
	return outcomes[outcome].name;
}

const char *import_words(enum import_outcome outcome, bool dry_run)
{
	return _(dry_run ? outcomes[outcome].dry : outcomes[outcome].words);
}

struct import_entry *import_entry_new(const char *path)
{
	struct import_entry *entry = g_new0(struct import_entry, 1);

	entry->path = g_strdup(path);
	entry->notes = g_ptr_array_new_with_free_func(g_free);
	return entry;
}

void import_entry_free(struct import_entry *entry)
{
	if (!entry)
		return;
	char *strings[] = {
	    entry->path, entry->number, entry->title, entry->writers, entry->unit, entry->contact};
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	g_ptr_array_free(entry->notes, TRUE);
	g_free(entry);
}

static void entry_gone(void *entry)
{
	import_entry_free(entry);
}

struct import *import_new(int64_t actor, enum source source)
{
	struct import *import = g_new0(struct import, 1);

	import->actor = actor;
	import->source = source;
	import->paths = g_ptr_array_new_with_free_func(g_free);
	import->entries = g_ptr_array_new_with_free_func(entry_gone);
	return import;
}

void import_free(struct import *import)
{
	if (!import)
		return;
	g_ptr_array_free(import->paths, TRUE);
	g_ptr_array_free(import->entries, TRUE);
	g_free(import->note);
	g_free(import->warning);
	g_free(import);
}

void import_add(struct import *import, const char *path)
{
	g_ptr_array_add(import->paths, g_strdup(path));
}

void import_settle(struct import *import, struct import_entry *entry, enum import_outcome outcome)
{
	entry->outcome = outcome;
	import->counts[outcome]++;
	g_ptr_array_add(import->entries, entry);
}

/* Add what is in a folder. False when that is nothing, or cannot be read. */
static bool list_folder(GPtrArray *files, const char *path)
{
	struct err why = {0};
	GPtrArray *found = fs_list(path, &why);

	if (found && found->len) {
		g_ptr_array_extend_and_steal(files, found);
		return true;
	}
	if (found)
		g_ptr_array_free(found, TRUE);
	return false;
}

GPtrArray *import_list(const struct import *import, struct err *err)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; i < import->paths->len; i++) {
		const char *path = g_ptr_array_index(import->paths, i);

		if (!g_file_test(path, G_FILE_TEST_IS_DIR) || !list_folder(files, path))
			g_ptr_array_add(files, g_strdup(path));
	}
	if (files->len <= BOUND_IMPORT_FILES)
		return files;
	err_fail(err, ERR_FULL, _("these are %u files; bring in at most %d at a time"), files->len,
	    BOUND_IMPORT_FILES);
	g_ptr_array_free(files, TRUE);
	return NULL;
}
