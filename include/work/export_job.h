/* A report out of the share as a job: the text that stands, into a file, and an event that says so.
 */
#ifndef WORK_EXPORT_JOB_H
#define WORK_EXPORT_JOB_H

#include "flow/story.h"
#include "model/revision.h"
#include "work/job.h"

enum export_form {
	EXPORT_TXT, /* the form that save reads */
	EXPORT_DOCX, /* in the look of official papers */
	EXPORT_SHEET, /* the review sheet, to be signed on paper */
	EXPORT_FORMS,
};

/* "txt", "docx", "sheet", as typed and as the event keeps it. */
const char *export_name(enum export_form form);
const char *export_words(enum export_form form);
bool export_parse(const char *name, enum export_form *form) CHECKED;

/* What is asked for; the job fills in the answer. */
struct export
{
	struct report *report; /* as the person saw it */
	struct revision *text; /* the revision they saw, with its body */
	struct person *person; /* who exports */
	GPtrArray *steps, *signs; /* char *: the boxes of the review sheet, and who gave them so far */
	enum export_form form;
	char *target; /* a file, or a folder that gets a file NUMBER-TITLE; NULL: this folder */
	bool replace; /* a file that is there may be replaced */

	char *path; /* answer: the file */
	bool is_there; /* refused because it is there already */
};

/* TEXT of a case for its actor; copies what it is given. Owns: export_free. */
struct export *export_new(
    const struct case_file *file, const struct revision *text, enum export_form form);
void export_free(struct export *export);

/*
 * A name for the file that every system takes: number, title, ending. Owns: the caller frees.
 */
char *export_file_name(const struct report *report, enum export_form form);

/*
 * The job. The event is written first and the file after it: no text leaves the office without its
 * event. Owns: takes the export. Errors: DENIED by a rule; STALE when another text stands by now;
 * INPUT when the file is there or the folder is not; FULL, AWAY, SYSTEM.
 */
struct job *export_job(struct export *export, job_home *home);
/* The export that a job of this kind carries, else NULL. */
struct export *export_of(const struct job *job);

#endif
