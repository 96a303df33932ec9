/* Files in and out, and the tables in print: what the command line and the desk share of them. */
#ifndef APP_TRADE_H
#define APP_TRADE_H

#include "work/export_job.h"
#include "work/import_job.h"

/* One JSON object on one line with its end: of a file that came, of a file that was written, or why
 * not. Owns: the caller frees. Errors: none; ERR is told. */
char *json_of_import(const struct import_entry *entry, bool dry_run);
char *json_of_export(const struct export *export, const struct err *err);

/* The files and folders that a person's line names: as typed, quoted as by a shell, ~ and file:
 * understood. Owns: the caller frees the array of char *. */
GPtrArray *trade_paths(const char *line);

/* How many files came to which end, in one line. Owns: the caller frees. */
char *trade_sum(const struct import *import);

/* The keys and actions of the desk, as the tables of a Markdown page, or one JSON object a line.
 * Owns: the caller frees. */
char *manual_actions(bool json);

#endif
