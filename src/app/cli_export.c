/* The verb export: the text that stands, in a file of this desk. */
#include "app/cli.h"

#include "app/json.h"
#include "base/lang.h"
#include "flow/judge.h"

static int run(struct session *session, const struct case_file *file,
    const struct revision *text, enum export_form form)
{
	const char *out = session->options->values[OPTION_OUT];
	struct export *export = export_new(file, text, form);

	export->target = g_strdup(out);
	/* A file that was named is meant; one that a folder happens to hold is not. */
	export->replace = out && !g_file_test(out, G_FILE_TEST_IS_DIR);
	struct job *job = export_job(export, NULL);
	job_do(&session->ground, job);
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_export(export, &job->err);

		fputs(line, stdout);
	} else if (job->err.kind == ERR_NONE) {
		puts(export->path);
	}
	int status = cli_say(&job->err);
	job_free(job);
	return status;
}

int cli_export(struct session *session)
{
	const char *name = session->options->values[OPTION_TO];
	struct dossier dossier = {0};
	struct case_file file;
	enum export_form form;
	struct err err = {0};
	int64_t report;
	int status;

	if (!name || !export_parse(name, &form)) {
		err_fail(&err, ERR_INPUT, _("say in which form: --to txt, docx or sheet"));
		return cli_say(&err);
	}
	if (!session_actor(session, &err) ||
	    !session_find(session, g_ptr_array_index(session->options->words, 0), &report, &err) ||
	    !session_case(session, report, &dossier, &file, &err) ||
	    !judge_open(&file, MOVE_EXPORT, &err))
		status = cli_say(&err);
	else
		status = run(session, &file, dossier.current, form);
	dossier_clear(&dossier);
	return status;
}
