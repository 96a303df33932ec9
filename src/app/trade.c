/* Paths as people type them, and what became of files in one line. */
#include "app/trade.h"

#include "base/lang.h"

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
