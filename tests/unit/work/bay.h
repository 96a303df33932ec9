/* A desk without a screen for tests: an office on a real file, its ground, a folder of files to
 * bring. */
#ifndef WORK_BAY_H
#define WORK_BAY_H

#include "tests/unit/share/trial.h"

#include "mirror/read.h"
#include "work/export_job.h"
#include "work/import_job.h"

struct bay {
	struct trial
	    *trial; /* its share is closed while the ground stands: one at a time (POSIX) */
	struct ground ground;
	struct mirror *reader;
	char *in; /* folder of files that come */
	char *state; /* what the desk keeps */
	struct err err;
};

/* cmocka's setup and teardown, *state is the bay. */
int bay_setup(void **state);
int bay_teardown(void **state);

/* The ground is left and the trial's own share opened, for acts and questions of the test; and
 * back.
 */
struct trial *bay_leave(struct bay *bay);
void bay_back(struct bay *bay);

/* A file in the folder, as text or in another character set. Owns: the caller frees the path. */
char *bay_file(struct bay *bay, const char *name, const char *text);
char *bay_bytes(struct bay *bay, const char *name, const void *bytes, size_t len);

/* How many events the share holds. */
int64_t bay_events(struct bay *bay);
/* How many originals lie beside it. */
int bay_originals(struct bay *bay);
/* Whether any file of the office or the desk holds these bytes. */
bool bay_holds(struct bay *bay, const char *bytes);

/* An import of one path by PERSON, not yet run. */
struct import *bay_import(int64_t person, const char *path);
/* Run it to its end. Owns: job_free. */
struct job *bay_run(struct bay *bay, struct import *import);
/* Entry AT of what came home. */
const struct import_entry *bay_entry(const struct job *job, guint at);

/* The dossier of a report as the desk's screen reads it. Owns: dossier_clear. */
struct dossier bay_dossier(struct bay *bay, const char *number);

#endif
