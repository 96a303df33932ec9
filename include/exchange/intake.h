/* Files in: what kind a file is by its content, and the report in it, or a sentence why not. */
#ifndef EXCHANGE_INTAKE_H
#define EXCHANGE_INTAKE_H

#include "exchange/text_form.h"
#include "text/charset.h"
#include "text/count.h"

enum intake_kind {
	INTAKE_TEXT,
	INTAKE_DOCX,
	INTAKE_CONVERTED, /* an old format, through a program of the system */
};

struct intake {
	GBytes *bytes; /* as they came */
	char *name; /* of the file, without its folder, as it can be shown */
	enum intake_kind kind;
	enum charset charset; /* of a text, else UNKNOWN */
	struct text_form form; /* in NFC, with plain line ends */
	struct text_count count; /* of the body */
	GPtrArray *notes; /* char *: sentences for the person who imports */
	/*
	 * The secrecy mark of the document, NULL when it has none. With one the form is empty, and
	 * the bytes are here for their digest alone: they may not be stored.
	 */
	char *mark;
};

struct intake_options {
	enum charset charset; /* UNKNOWN: find out */
};

/*
 * Whether a file is what editors and systems leave lying about (~$x.docx, .~lock.x#, Thumbs.db,
 * desktop.ini, .DS_Store and the like): to be passed over and counted.
 */
bool intake_is_litter(const char *path);

/*
 * Read the file at PATH, or BYTES that came under NAME, as a report.
 * Owns: intake_clear frees what is in OUT; intake_take keeps a reference to BYTES.
 * Errors: INPUT in people's words, with what to do: empty, zeros, a kind that is not read, damaged,
 * a character set that does not fit with the offsets of bad bytes; FULL past the bounds of
 * base/bounds.h; AWAY when the drive is gone; SYSTEM where a library is missing.
 */
bool intake_read(const char *path, const struct intake_options *options, struct intake *out,
    struct err *err) CHECKED;
bool intake_take(GBytes *bytes, const char *name, const struct intake_options *options,
    struct intake *out, struct err *err) CHECKED;

void intake_clear(struct intake *intake);

#endif
