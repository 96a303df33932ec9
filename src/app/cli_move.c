/* Moves from the command line: one result a line, going on past one that is refused. */
#include "app/cli.h"

#include "app/json.h"
#include "app/safe.h"
#include "base/fs.h"
#include "base/bounds.h"
#include "base/lang.h"
#include "exchange/text_form.h"
#include "exchange/intake.h"
#include "flow/judge.h"
#include "seal/digest.h"
#include "share/init.h"
#include "text/mask.h"

/* Say what became of one report. */
static int result(
    struct session *session, const char *number, const struct deed *deed, const struct err *err)
{
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_result(
		    number, state_name(deed->done.state), deed->done.seq, err);
		fputs(line, stdout);
	} else if (err->kind == ERR_NONE) {
		printf("%s  %s → %s%s%s\n", deed->done.number ? deed->done.number : number,
		    move_words(deed->move), state_words(deed->done.state),
		    deed->move == MOVE_DISPATCH && deed->done.dispatch_number ? "  " : "",
		    deed->move == MOVE_DISPATCH && deed->done.dispatch_number
			? deed->done.dispatch_number
			: "");
	}
	if (err->kind != ERR_NONE) {
		g_autofree char *line = g_strconcat(number, _(": "), err->words, NULL);
		g_autofree char *safe = safe_line(line);

		fflush(stdout);
		fprintf(stderr, "%s\n", safe);
	}
	return err_exit_status(err->kind);
}

/* It did not come to a deed. */
static int refuse(struct session *session, const char *number, const struct err *err)
{
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_result(number, "", 0, err);
		fputs(line, stdout);
	}
	return cli_say(err);
}

/* What the options say goes into the deed. Errors: INPUT. */
static bool carry_options(struct session *session, struct deed *deed, struct err *err)
{
	const char *const *values = session->options->values;
	const char *to = values[OPTION_TO];

	deed->reason = g_strdup(values[OPTION_REASON]);
	deed->words = g_strdup(values[OPTION_NOTE]);
	deed->digest = g_strdup(values[OPTION_DIGEST]);
	if (values[OPTION_TICK]) {
		deed->has_ticks = true;
		if (!checklist_parse_ticks(values[OPTION_TICK], &deed->ticks, err))
			return false;
	}
	bool is_person = deed->move == MOVE_ASSIGN || deed->move == MOVE_RECORD_PAPER ||
			 deed->move == MOVE_ACCEPT; /* for an editor at once */
	if (to && is_person) {
		const struct person *person = person_by_name(session->people, to);

		if (!person)
			return err_fail(err, ERR_INPUT, _("there is no %s in this office"), to);
		deed->to_person = person_copy(person);
	} else {
		deed->to = g_strdup(to);
	}
	return true;
}

static struct deed *begin(struct session *session, enum move_id move, struct err *err)
{
	const struct person *actor = session_actor(session, err);

	if (!actor)
		return NULL;
	struct deed *deed = deed_new(move, actor->id);
	if (carry_options(session, deed, err))
		return deed;
	deed_free(deed);
	return NULL;
}

static int move_one(struct session *session, enum move_id move, const char *number)
{
	struct err err = {0};
	struct deed *deed = begin(session, move, &err);

	if (!deed)
		return refuse(session, number, &err);
	if (session_find(session, number, &deed->report, &err))
		(void)!deed_do(&session->ground, deed, &err);
	int status = result(session, number, deed, &err);
	deed_free(deed);
	return status;
}

int cli_move(struct session *session)
{
	enum move_id move = session->options->move;
	int status = 0;

	if (session->options->verb == VERB_ASSIGN)
		move = MOVE_ASSIGN;
	else if (session->options->verb == VERB_UNDO)
		move = MOVE_UNDO_LAST;
	for (guint i = 0; i < session->options->words->len; i++)
		status = cli_worse(
		    status, move_one(session, move, g_ptr_array_index(session->options->words, i)));
	return status;
}

/* The revision that stands, as a beginning for the next. */
static struct revision *standing(struct session *session, int64_t report, struct err *err)
{
	struct dossier dossier = {0};
	struct revision *copy = NULL;

	if (!mirror_read(session->reader, report, &dossier, err))
		return NULL;
	if (dossier.current && dossier.current->body)
		copy = revision_copy(dossier.current);
	else
		err_fail(err, ERR_INPUT, _("this report has no text here"));
	dossier_clear(&dossier);
	return copy;
}

/* Fields found in the file replace those of the report, others stay (design 10). What comes from
 * the writer comes as a new arrival does: kept as it came, a secret one not stored but reviewed. */
static bool read_text(struct session *session, const char *path, struct deed *deed, struct err *err)
{
	const char *charset = session->options->values[OPTION_CHARSET];
	struct intake_options wish = {0};
	struct intake intake = {0};
	if (charset && (wish.charset = charset_named(charset)) == CHARSET_UNKNOWN)
		return err_fail(err, ERR_INPUT, _("there is no character set \"%s\""), charset);
	bool good = intake_read(path, &wish, &intake, err);

	if (good && deed->move == MOVE_RESUBMIT) {
		deed->original = g_bytes_ref(intake.bytes);
		deed->original_name = g_strdup(intake.name);
		deed->is_secret = intake.mark != NULL;
	} else if (good && intake.mark) {
		good = err_fail(err, ERR_DENIED,
		    _("%s bears a secrecy mark: it must not be stored on this machine"), path);
	}
	if (good)
		text_form_into_revision(&intake.form, deed->text);
	intake_clear(&intake);
	return good;
}

/* A revision for nothing would end verdicts for nothing; who may not save is told so all the same.
 */
static int nothing_new(
    struct session *session, const char *number, int64_t report, enum move_id move)
{
	struct dossier dossier = {0};
	struct case_file file;
	struct err err = {0};

	if (!session_case(session, report, &dossier, &file, &err) ||
	    !judge_open(&file, move, &err)) {
		dossier_clear(&dossier);
		return refuse(session, number, &err);
	}
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_result(
		    number, state_name(dossier.report->state), dossier.report->seq, &err);
		fputs(line, stdout);
	} else {
		printf("%s  %s\n", number, _("nothing has changed since it was saved"));
	}
	dossier_clear(&dossier);
	return 0;
}

int cli_text(struct session *session, enum move_id move)
{
	struct err err = {0};
	const char *number = g_ptr_array_index(session->options->words, 0);
	const char *path = g_ptr_array_index(session->options->words, 1);
	struct deed *deed;
	int64_t report = 0;

	if (!session_find(session, number, &report, &err))
		return refuse(session, number, &err);
	/* For a supervisor a new text under review is an amendment (design 8). */
	if (move == MOVE_SAVE) {
		struct dossier dossier = {0};

		if (mirror_read(session->reader, report, &dossier, &err) &&
		    (dossier.report->state == STATE_REVIEW ||
			dossier.report->state == STATE_SIGNING) &&
		    person_holds(session->me, ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER)))
			move = MOVE_AMEND;
		dossier_clear(&dossier);
	}
	deed = err.kind == ERR_NONE ? begin(session, move, &err) : NULL;
	if (!deed)
		return refuse(session, number, &err);
	deed->report = report;
	deed->text = standing(session, report, &err);
	bool good = deed->text != NULL;
	struct revision *before = good ? revision_copy(deed->text) : NULL;
	if (good) {
		deed->base = deed->text->no;
		good = read_text(session, path, deed, &err);
	}
	int status;
	if (good && move != MOVE_RESUBMIT && revision_is_same(before, deed->text)) {
		status = nothing_new(session, number, report, move);
	} else {
		if (good)
			(void)!deed_do(&session->ground, deed, &err);
		status = result(session, number, deed, &err);
	}
	revision_free(before);
	deed_free(deed);
	return status;
}

static bool set_writer(
    struct session *session, struct revision *text, const char *value, struct err *err)
{
	/* writer=林〇:outside, writer=王收发:王收发 (a person of the office), writer=林〇 (not
	 * said) */
	g_auto(GStrv) parts = g_strsplit(value, ":", 2);
	const struct person *person = NULL;
	enum writer_link link = WRITER_UNLINKED;

	if (parts[0] && parts[1]) {
		link = strcmp(parts[1], "outside") == 0 || strcmp(parts[1], _("outside")) == 0
			   ? WRITER_OUTSIDE
			   : WRITER_PERSON;
		person = person_by_name(session->people, parts[1]);
		if (link == WRITER_PERSON && !person)
			return err_fail(
			    err, ERR_INPUT, _("there is no %s in this office"), parts[1]);
	}
	for (guint i = 0; parts[0] && i < text->writers->len; i++) {
		struct writer *writer = g_ptr_array_index(text->writers, i);

		if (strcmp(writer->name, parts[0]) != 0)
			continue;
		writer->link = link;
		writer->person = person ? person->id : 0;
		return true;
	}
	if (parts[0] && *parts[0])
		revision_add_writer(text, parts[0], link, person ? person->id : 0);
	return true;
}

static bool set_field(
    struct session *session, struct deed *deed, const char *assignment, struct err *err)
{
	struct revision *text = deed->text;
	const char *value = strchr(assignment, '=');
	const struct {
		const char *name;
		char **field;
	} fields[] = {{"unit", &text->unit}, {"contact", &text->contact},
	    {"category", &text->category}, {"addressees", &text->addressees},
	    {"copies", &text->copies}, {"periodical", &text->periodical}, {"mark", &text->mark},
	    {"title", &text->title}};

	if (!value)
		return err_fail(err, ERR_INPUT, _("\"%s\" is not FIELD=VALUE"), assignment);
	g_autofree char *name = g_strndup(assignment, (size_t)(value++ - assignment));
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (strcmp(fields[i].name, name) == 0) {
			if (!mask_is_of(value, *fields[i].field))
				revision_set(fields[i].field, value);
			return true;
		}
	}
	if (strcmp(name, "writer") == 0)
		return set_writer(session, text, value, err);
	if (strcmp(name, "urgency") == 0)
		return urgency_parse(value, &text->urgency) ||
		       err_fail(err, ERR_INPUT, _("\"%s\" is no urgency: plain, urgent or extra"),
			   value);
	if (strcmp(name, "limit") == 0) {
		deed->limit_ms = 0;
		return !*value || clock_parse(value, OFFICE_ZONE, &deed->limit_ms) ||
		       err_fail(err, ERR_INPUT, _("\"%s\" is no date, such as 2026-11-24"), value);
	}
	return err_fail(err, ERR_INPUT, _("there is no field \"%s\""), name);
}

int cli_set(struct session *session)
{
	struct err err = {0};
	const char *number = g_ptr_array_index(session->options->words, 0);
	struct deed *deed = begin(session, MOVE_SET, &err);

	if (!deed)
		return refuse(session, number, &err);
	if (session_find(session, number, &deed->report, &err))
		deed->text = standing(session, deed->report, &err);
	bool good = deed->text != NULL;
	struct revision *before = good ? revision_copy(deed->text) : NULL;
	for (guint i = 1; good && i < session->options->words->len; i++)
		good = set_field(
		    session, deed, g_ptr_array_index(session->options->words, i), &err);
	int status;
	if (good && deed->limit_ms < 0 && revision_is_same(before, deed->text)) {
		status = nothing_new(session, number, deed->report, MOVE_SET);
	} else {
		if (good) {
			deed->base = deed->text->no;
			(void)!deed_do(&session->ground, deed, &err);
		}
		status = result(session, number, deed, &err);
	}
	revision_free(before);
	deed_free(deed);
	return status;
}

int cli_merge(struct session *session)
{
	struct err err = {0};
	struct deed *deed = begin(session, MOVE_MERGE, &err);
	bool good = deed != NULL;

	if (!good)
		return refuse(session, g_ptr_array_index(session->options->words, 0), &err);
	deed->parts = g_array_new(FALSE, FALSE, sizeof(int64_t));
	for (guint i = 0; good && i < session->options->words->len; i++) {
		int64_t part;

		good = session_find(
		    session, g_ptr_array_index(session->options->words, i), &part, &err);
		if (good)
			g_array_append_val(deed->parts, part);
	}
	if (good)
		good = deed_do(&session->ground, deed, &err);
	int status = result(session,
	    good ? deed->done.number : g_ptr_array_index(session->options->words, 0), deed, &err);
	deed_free(deed);
	return status;
}

/* Digest of the scan of a signed sheet. Owns: the caller frees. */
static char *scan_digest(struct session *session, const char *path, struct err *err)
{
	GBytes *bytes = fs_read(path, BOUND_FILE_BYTES, err);
	char hex[DIGEST_HEX_LEN + 1] = "";
	size_t len;

	if (!bytes)
		return NULL;
	const void *data = g_bytes_get_data(bytes, &len);
	bool good = digest_of(session->ground.seal, data, len, hex, err);
	g_bytes_unref(bytes);
	return good ? g_strdup(hex) : NULL;
}

int cli_paper(struct session *session)
{
	struct err err = {0};
	const char *number = g_ptr_array_index(session->options->words, 0);
	const char *verdict = session->options->values[OPTION_VERDICT];
	const char *scan = session->options->values[OPTION_SCAN];
	struct deed *deed = begin(session, MOVE_RECORD_PAPER, &err);

	if (!deed)
		return refuse(session, number, &err);
	bool good = session_find(session, number, &deed->report, &err);
	if (good && !(verdict && move_parse(verdict, &deed->paper)))
		good = err_fail(&err, ERR_INPUT,
		    _("say which verdict was given on paper: --verdict pass or sign"));
	if (good && scan) {
		deed->scan = scan_digest(session, scan, &err);
		good = deed->scan != NULL;
	}
	if (good)
		(void)!deed_do(&session->ground, deed, &err);
	int status = result(session, number, deed, &err);
	deed_free(deed);
	return status;
}
