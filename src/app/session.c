/* Opening a database for one run of the program. */
#include "app/session.h"

#include "base/fs.h"
#include "base/lang.h"
#include "base/log.h"
#include "mirror/take.h"
#include "share/init.h"
#include "work/purge.h"

#include <pwd.h>
#include <unistd.h>

char *session_db(const struct options *options, struct err *err)
{
	const char *named = options->values[OPTION_DB];
	const char *env = g_getenv("YANSHEN_DB");

	if (!named && env && *env)
		named = env;
	if (named)
		return g_strdup(named);
	g_autofree char *dir = fs_config_dir();
	g_autofree char *file = g_build_filename(dir, "settings.ini", NULL);
	g_autoptr(GKeyFile) settings = g_key_file_new();
	char *found = g_key_file_load_from_file(settings, file, G_KEY_FILE_NONE, NULL)
			  ? g_key_file_get_string(settings, "desk", "db", NULL)
			  : NULL;
	if (!found)
		err_fail(err, ERR_INPUT,
		    _("no database is named: yanshen -d DB, or set YANSHEN_DB; yanshen init DB "
		      "makes a new one"));
	return found;
}

struct clock session_clock(void)
{
	struct clock clock = {0};

#ifdef YANSHEN_TEST_HOOKS
	const char *held = g_getenv("YANSHEN_TEST_CLOCK");
	if (held)
		clock.held_ms = g_ascii_strtoll(held, NULL, 10);
#endif
	return clock;
}

const char *session_login(void)
{
	const struct passwd *entry = getpwuid(getuid());

	return entry && entry->pw_name ? entry->pw_name : "";
}

void session_fill_query(const struct session *session, struct query *query)
{
	int year, month, day;

	query->now_ms = clock_wall_ms(&session->clock);
	clock_date(query->now_ms, OFFICE_ZONE, &year, &month, &day);
	g_autofree char *today = g_strdup_printf("%04d-%02d-%02d", year, month, day);
	if (!clock_parse(today, OFFICE_ZONE, &query->day_end_ms))
		query->day_end_ms = query->now_ms;
	query->day_end_ms += DAY_MS;
	query->me = session->me ? session->me->id : 0;
	query->roles = session->me
			   ? session->me->roles | lend_roles_of(session->lent, session->people,
						      session->me->id, query->now_ms)
			   : 0;
}

static bool find_actor(struct session *session, struct err *err)
{
	const char *as = session->options->values[OPTION_AS];
	const struct person *found;

	person_free(session->me);
	session->me = NULL;
	if (!as) {
		/* A desk that holds one person's keys is theirs, whatever the account is called. */
		found = person_by_id(session->people, keyring_owner(session->keys));
		if (!found || found->retired)
			found = person_by_login(session->people, session_login());
	} else {
		found = person_by_name(session->people, as);
		if (!found)
			return err_fail(err, ERR_INPUT, _("there is no %s in this office"), as);
		if (found->retired)
			return err_fail(err, ERR_INPUT, _("%s has left this office"), as);
		bool by_office_key = session->options->values[OPTION_OFFICE_KEY] != NULL;
		if (!by_office_key && keyring_look(session->keys, found->id) == KEYRING_NONE)
			return err_fail(err, ERR_INPUT,
			    _("the key of %s is not on this desk: yanshen join makes one"), as);
	}
	session->me = found ? person_copy(found) : NULL;
	return true;
}

static void take_lend(void *of, const char *name, const char *value)
{
	lend_add(of, name, value);
}

bool session_refresh(struct session *session, struct err *err)
{
	GPtrArray *people = mirror_people(session->reader, err);
	GPtrArray *lent = g_ptr_array_new_with_free_func(g_free);

	if (!people || !mirror_settings(session->reader, LEND_SETTING, take_lend, lent, err)) {
		g_ptr_array_free(lent, TRUE);
		if (people)
			g_ptr_array_free(people, TRUE);
		return false;
	}
	if (session->lent)
		g_ptr_array_free(session->lent, TRUE);
	session->lent = lent;
	g_free(session->steps);
	session->steps = mirror_setting(session->reader, STEPS_SETTING, "");
	if (session->people)
		g_ptr_array_free(session->people, TRUE);
	session->people = people;
	g_free(session->office);
	session->office = mirror_setting(session->reader, SETTING_OFFICE_NAME, "");
	g_autofree char *demo = mirror_setting(session->reader, "office.demo", "");
	session->demo = strcmp(demo, "yes") == 0;
	return find_actor(session, err);
}

/* Whether the verb can do its work on what this desk knew before. */
static bool only_reads(const struct options *options)
{
	return options->verb == VERB_DESK || options->verb == VERB_LIST ||
	       options->verb == VERB_SHOW;
}

/* A first copy of a large office takes a minute: whoever waits for it at a terminal sees it go on.
 */
static void tell_copied(void *of, int percent)
{
	bool *told = of;

	if (!isatty(STDERR_FILENO))
		return;
	fprintf(stderr, "\r\033[K");
	fprintf(stderr, _("copying the office to this computer, newest first: %d%%"), percent);
	*told = true;
}

static bool sync_whole(struct ground *ground, struct err *err)
{
	bool told = false;
	bool good = sync_telling(ground, tell_copied, &told, err);

	if (told)
		fprintf(stderr, "\r\033[K");
	return good;
}

/*
 * As new as the share is; the desk opens on what it has and looks then. Where the share is away or
 * stays locked, reading goes on with what is here, and anything else ends at once.
 */
static bool sync_for(struct session *session, struct err *err)
{
	struct ground *ground = &session->ground;
	struct mirror_marks marks = {0};
	struct err why = ground->away;
	bool desk = session->options->verb == VERB_DESK;

	if (ground->share && (desk ? sync_first(ground, &why) : sync_whole(ground, &why)))
		return true;
	ground_failed(ground, &why);
	if (why.kind == ERR_NONE) /* on its copy first: the worker opens the share */
		return true;
	bool waits = why.kind == ERR_AWAY || why.kind == ERR_BUSY || !ground->share;
	struct err none = {0};
	if (session->options->verb == VERB_RESTORE &&
	    mirror_marks(session->reader, &marks, &none) &&
	    marks.newest_seq) { /* what is wrong there is what it is for */
		session->unsynced = why;
		return true;
	}
	if (waits && only_reads(session->options) && mirror_marks(session->reader, &marks, &none) &&
	    marks.newest_seq) {
		session->unsynced = why;
		session->known_ms = marks.read_ms;
		return true;
	}
	*err = why;
	if (!ground->share && why.kind != ERR_BUSY)
		err->kind = ERR_AWAY; /* whatever became of the file: reading goes on meanwhile */
	return false;
}

bool session_open(
    struct session *session, const struct options *options, bool copy_first, struct err *err)
{
	*session = (struct session){.options = options, .clock = session_clock()};
	session->db = session_db(options, err);
	if (!session->db)
		return false;
	session->zone = g_time_zone_new_identifier(OFFICE_ZONE);
	g_autofree char *state = fs_state_dir();
	struct ground_plan plan = {.path = session->db,
	    .state_dir = state,
	    .clock = session->clock,
	    .copy_first = copy_first,
	    .off_disk = options->values[OPTION_NO_MIRROR] != NULL};
	if (!ground_open(&session->ground, &plan, &session->reader, err))
		return false;
	session->desk = g_strdup(session->ground.desk);
	g_autofree char *keys = keyring_dir(session->ground.office);
	session->keys = keyring_new(keys);
	if (!sync_for(session, err))
		return false;
	(void)mirror_changed(session->reader); /* from here on it tells of news */
	return session_refresh(session, err);
}

void session_duties(struct session *session)
{
	struct err err = {0};
	bool more = session->ground.share && session->unsynced.kind == ERR_NONE;

	while (more) {
		if (!purge_duties(
			&session->ground, session->me ? session->me->id : 0, &more, &err)) {
			log_line("what a purge asks of this desk is not done yet: %s", err.words);
			return;
		}
	}
}

void session_close(struct session *session)
{
	mirror_close(session->reader);
	keyring_free(session->keys);
	ground_close(&session->ground);
	if (session->people)
		g_ptr_array_free(session->people, TRUE);
	if (session->lent)
		g_ptr_array_free(session->lent, TRUE);
	person_free(session->me);
	g_free(session->steps);
	g_free(session->office);
	g_free(session->desk);
	g_free(session->db);
	if (session->zone)
		g_time_zone_unref(session->zone);
	*session = (struct session){0};
}

const struct person *session_actor(const struct session *session, struct err *err)
{
	if (session->me)
		return session->me;
	err_fail(err, ERR_DENIED,
	    _("the login %s belongs to nobody of this office: ask the administrator for yanshen "
	      "person add"),
	    session_login());
	return NULL;
}

const struct person *session_admin(const struct session *session, struct err *err)
{
	const struct person *actor = session_actor(session, err);

	if (!actor || person_holds(actor, ROLE_BIT(ADMIN)))
		return actor;
	err_fail(err, ERR_DENIED, _("only an administrator does this: it is for the whole office"));
	return NULL;
}

bool session_find(struct session *session, const char *word, int64_t *report, struct err *err)
{
	int year, month, day, serial;

	clock_date(clock_wall_ms(&session->clock), OFFICE_ZONE, &year, &month, &day);
	if (!report_number_parse(word, year, &year, &serial))
		return err_fail(
		    err, ERR_INPUT, _("%s is no number of a report, such as 2026-0041"), word);
	g_autofree char *number = report_number(year, serial);
	if (!mirror_find(session->reader, number, report, err))
		return false;
	if (!*report)
		return err_fail(err, ERR_INPUT, _("there is no report %s"), number);
	return true;
}

bool session_case(struct session *session, int64_t report, struct dossier *dossier,
    struct case_file *file, struct err *err)
{
	if (!mirror_read(session->reader, report, dossier, err))
		return false;
	g_autofree char *late = mirror_setting(session->reader, SETTING_LATE_ADDRESSEES, "no");
	*file = (struct case_file){.report = dossier->report,
	    .trail = dossier->trail,
	    .revisions = dossier->revisions,
	    .people = session->people,
	    .lent = session->lent,
	    .steps = session->steps,
	    .actor = session->me,
	    .claim = dossier->claim,
	    .desk = session->desk,
	    .late_addressees = strcmp(late, "yes") == 0,
	    .is_unchecked = !dossier->checked,
	    .now_ms = clock_wall_ms(&session->clock)};
	return true;
}

const char *session_state_words(const struct report *report, bool claimed)
{
	return report->state == STATE_EDITING && claimed ? _("being edited")
							 : state_words(report->state);
}

bool session_reads_bodies(const struct session *session)
{
	unsigned readers = ~(ROLE_BIT(ADMIN) | ROLE_BIT(AUDITOR));

	return !session->me || person_holds(session->me, readers);
}

bool session_reads(const struct session *session, const struct report *report)
{
	return report->state == STATE_QUARANTINED
		   ? session->me && person_holds(session->me, ROLE_BIT(SECURITY))
		   : session_reads_bodies(session);
}

const char *session_title(const struct session *session, const struct report *report)
{
	if (!*report->title)
		return _("(purged)");
	if (report->state != STATE_QUARANTINED || person_holds(session->me, ROLE_BIT(SECURITY)))
		return report->title;
	return _("(in secrecy review)");
}
