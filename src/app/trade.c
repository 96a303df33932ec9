/* Paths as people type them, and the results of files in and out as JSON. */
#include "app/trade.h"

#include "app/safe.h"
#include "base/fs.h"
#include "base/lang.h"

#include <json-c/json.h>

/* "~/x" and "file:///x" as the path they mean. Owns: the caller frees. */
static char *path_of(const char *word)
{
	char *path = g_str_has_prefix(word, "file:") ? g_filename_from_uri(word, NULL, NULL) : NULL;

	if (path)
		return path;
	if (word[0] == '~' && (word[1] == '/' || !word[1]))
		return g_build_filename(g_get_home_dir(), word + 1, NULL);
	return g_strdup(word);
}

/*
 * Files that are dropped on a terminal come quoted or as URIs, several on a line. A line without
 * any of that is one path, blanks and all; whether it is there is for the worker to find out.
 */
GPtrArray *trade_paths(const char *line)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *bare = g_strstrip(g_strdup(line));
	g_auto(GStrv) words = NULL;
	bool many = strpbrk(bare, "'\"\\") || g_str_has_prefix(bare, "file:");

	if (many && !g_shell_parse_argv(bare, NULL, &words, NULL))
		many = false; /* a quotation mark that stands alone belongs to the name */
	if (!many && *bare)
		g_ptr_array_add(paths, path_of(bare));
	for (char **word = words; many && *word; word++)
		g_ptr_array_add(paths, path_of(*word));
	return paths;
}

char *trade_sum(const struct import *import)
{
	GString *sum = g_string_new(NULL);

	for (int i = 0; i <= IMPORT_SKIPPED; i++) {
		if (import->counts[i])
			g_string_append_printf(sum, "%s%s %d", sum->len ? "  " : "",
			    import_words((enum import_outcome)i, import->dry_run),
			    import->counts[i]);
	}
	if (import->files > (int)import->entries->len)
		g_string_append_printf(sum, "%s%s %d", sum->len ? "  " : "", _("not looked at"),
		    import->files - (int)import->entries->len);
	return g_string_free(sum, FALSE);
}

static void put(json_object *object, const char *key, const char *value)
{
	json_object_object_add(object, key, json_object_new_string(value ? value : ""));
}

/* With the numbers of telephones and persons masked: nobody asked for them here. */
static void put_masked(json_object *object, const char *key, const char *value)
{
	g_autofree char *masked = safe_masked(value);

	put(object, key, masked);
}

static char *line_of(json_object *object)
{
	char *line = g_strconcat(json_object_to_json_string_ext(object,
				     JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE),
	    "\n", NULL);

	json_object_put(object);
	return line;
}

static void put_error(json_object *object, const struct err *err)
{
	put(object, "words", err->words);
	json_object_object_add(object, "status", json_object_new_int(err_exit_status(err->kind)));
}

char *json_of_import(const struct import_entry *entry, bool dry_run)
{
	json_object *object = json_object_new_object();
	json_object *notes = json_object_new_array();
	g_autofree char *path = fs_shown(entry->path);

	put(object, "path", path);
	put(object, "outcome", import_name(entry->outcome));
	json_object_object_add(object, "dry_run", json_object_new_boolean(dry_run));
	put(object, "number", entry->number);
	if (entry->outcome == IMPORT_REFUSED)
		put_error(object, &entry->why);
	else if (entry->outcome == IMPORT_SKIPPED)
		put(object, "words", entry->why.words);
	if (entry->title) {
		put(object, "title", entry->title);
		put(object, "writer", entry->writers);
		put(object, "unit", entry->unit);
		put_masked(object, "contact", entry->contact);
		json_object_object_add(object, "chars", json_object_new_int(entry->chars));
		put(object, "charset",
		    entry->charset == CHARSET_UNKNOWN ? "" : charset_name(entry->charset));
	}
	for (guint i = 0; i < entry->notes->len; i++) {
		g_autofree char *masked = safe_masked(g_ptr_array_index(entry->notes, i));

		json_object_array_add(notes, json_object_new_string(masked));
	}
	json_object_object_add(object, "notes", notes);
	return line_of(object);
}

char *json_of_export(const struct export *export, const struct err *err)
{
	json_object *object = json_object_new_object();
	g_autofree char *path = fs_shown(export->path ? export->path : "");

	put(object, "number", export->report->number);
	json_object_object_add(object, "done", json_object_new_boolean(err->kind == ERR_NONE));
	put(object, "form", export_name(export->form));
	if (err->kind == ERR_NONE) {
		put(object, "path", path);
		put(object, "digest", export->text->digest);
	} else {
		put_error(object, err);
	}
	return line_of(object);
}
