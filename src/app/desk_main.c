/* Opening the desk on a session, and closing it so that the terminal and the text are safe. */
#include "app/desk_main.h"

#include "app/cli.h"
#include "app/desk.h"
#include "app/pulse.h"
#include "app/edit.h"
#include "app/listing.h"
#include "app/lock.h"
#include "app/night.h"
#include "base/fs.h"
#include "base/lang.h"
#include "base/log.h"

#include <unistd.h>

/* The share's last call may take that long before we leave without it. */
#define STOP_GRACE_MS 3000

/* One's own themes go before those of the package; without the file the desk has no colours. */
static void load_theme(struct desk *desk, const char *name)
{
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *settings = fs_config_dir();
	g_autofree char *own = g_build_filename(settings, "themes", NULL);
	g_autofree char *path = theme_path(name, self ? self : "", own);
	g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
	struct err err = {0};

	theme_plain(&desk->theme);
	if (!path)
		err_fail(&err, ERR_INPUT, _("there is no theme \"%s\""), name);
	else if (theme_load(&desk->theme, path, complaints, &err))
		for (guint i = 0; i < complaints->len; i++)
			log_line(
			    "theme %s: %s", name, (const char *)g_ptr_array_index(complaints, i));
	if (err.kind != ERR_NONE)
		desk_say_err(desk, &err);
	g_free(desk->theme_name);
	desk->theme_name = g_strdup(name);
}

void desk_use_theme(struct desk *desk, const char *name)
{
	load_theme(desk, name);
	screen_use(desk->screen, &desk->theme);
	screen_forget(desk->screen);
	desk->all_dirty = true;
}

static int test_fd(void)
{
#ifdef YANSHEN_TEST_HOOKS
	const char *fd = g_getenv("YANSHEN_TEST_SYNC_FD");
	if (fd)
		return (int)g_ascii_strtoll(fd, NULL, 10);
#endif
	return -1;
}

static void start_log(const struct session *session)
{
	struct err none = {0};
	g_autofree char *path = g_build_filename(session->ground.state_dir, "yanshen.log", NULL);

	if (fs_make_dir(session->ground.state_dir, &none))
		(void)!log_start(path, &none);
}

static bool open_worker(struct desk *desk, struct err *err)
{
	struct session *session = &desk->session;
	/* Kept drafts belong to the database they were written for, not to the desk's window. */
	desk->drafts = g_build_filename(
	    session->ground.state_dir, "drafts", session->ground.office, NULL);
	desk->keeper = keeper_start(desk->drafts, err);
	desk->worker = desk->keeper ? worker_start(&session->ground, err) : NULL;
	return desk->worker != NULL;
}

static GHashTable *id_set(GDestroyNotify value_free)
{
	return g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, value_free);
}

static void report_gone(void *report)
{
	report_free(report);
}

static void open_panes(struct desk *desk)
{
	desk->pulse = pulse_new();
	desk->decided = id_set(NULL);
	desk->gone = id_set(NULL);
	desk->pending = id_set(NULL);
	desk->shown = id_set(report_gone);
	desk->queue = queue_pane_new(listing_fetch, desk);
	desk->queue->list.empty = _("Nothing waits here. v and a letter shows another view.");
	desk->text = editor_pane_new();
	desk->trail = trail_pane_new();
	desk->sheet = sheet_pane_new();
	desk->state = 1;
	desk->copied = 100;
	desk->all_dirty = true;
}

bool desk_open(struct desk *desk, struct session *session, struct err *err)
{
	const char *theme = session->options->values[OPTION_THEME];

	*desk = (struct desk){.session = *session, .log = g_ptr_array_new_with_free_func(g_free)};
	*session = (struct session){0};
	desk->sync_fd = test_fd();
	start_log(&desk->session);
	load_theme(desk, theme ? theme : "classic");
	desk->keys = keymap_new();
	if (!action_bind(desk->keys, err))
		return false;
	struct screen_options options = {.theme = &desk->theme};
	desk->screen = screen_start(&options, err);
	if (!desk->screen || !open_worker(desk, err))
		return false;
	open_panes(desk);
	query_init(&desk->query);
	canvas_init(&desk->canvas, 1, 1, screen_width(desk->screen));
	desk_first_list(desk);
	desk_say_kept(desk);
	lock_begin(desk);
	return true;
}

static void close_panes(struct desk *desk)
{
	struct pane *panes[] = {desk->queue ? &desk->queue->pane : NULL,
	    desk->text ? &desk->text->pane : NULL, desk->trail ? &desk->trail->pane : NULL,
	    desk->sheet ? &desk->sheet->pane : NULL};

	for (size_t i = 0; i < G_N_ELEMENTS(panes); i++) {
		if (panes[i])
			panes[i]->kind->free(panes[i]);
	}
	GHashTable *tables[] = {desk->decided, desk->gone, desk->pending, desk->shown};
	for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
		if (tables[i])
			g_hash_table_destroy(tables[i]);
	}
}

/* The share did not answer within the time that a person waits for a window to close. */
static void say_unsure(int out)
{
	if (out)
		fprintf(stderr, "yanshen: %s\n",
		    _("the share does not answer; what was decided last may not have arrived: look "
		      "at "
		      "the trail at the next start"));
}

void desk_close(struct desk *desk)
{
	if (desk->writing) {
		writing_keep(desk->writing);
		claim_give_back(desk, g_steal_pointer(&desk->writing->claim));
	}
	int out = desk->pending ? (int)g_hash_table_size(desk->pending) : 0;
	screen_stop(desk->screen); /* the terminal first: whatever hangs below, it is given back */
	keeper_stop(desk->keeper, STOP_GRACE_MS);
	if (desk->worker && !worker_stop(desk->worker, STOP_GRACE_MS)) {
		say_unsure(out);
		_exit(desk->status); /* the thread is inside a call of the drive that never ends */
	}
	if (desk->found.search)
		desk_end_search(desk);
	desk_ask_no_more(desk);
	question_free(desk->lock);
	deed_free(desk->refused);
	if (desk->undone)
		g_ptr_array_free(desk->undone, TRUE);
	import_free(desk->found_files);
	writing_free(desk->writing);
	night_close(desk);
	pulse_free(desk->pulse);
	close_panes(desk);
	draft_free(desk->reading);
	dossier_clear(&desk->dossier);
	query_clear(&desk->query);
	canvas_clear(&desk->canvas);
	keymap_free(desk->keys);
	g_ptr_array_free(desk->log, TRUE);
	char *strings[] = {desk->theme_name, desk->filter, desk->reading_digest, desk->clip,
	    desk->needle, desk->look_words, desk->drafts, desk->folder, desk->trail_filter,
	    desk->trail_needle};
	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(strings[i]);
	session_close(&desk->session);
	log_stop();
}

/* What stood on the screen until now was of the office that was here before. */
static void say_replaced(struct desk *desk)
{
	desk_say(desk, "%s",
	    _("another database lies here than this computer had a copy of: this is the one that "
	      "lies here now, and nothing was decided on the other"));
	desk->said_well = false;
}

/* What one desk leaves to the one that is opened in its place. */
struct heir {
	bool is_wanted; /* the share proved to be another than the copy was of */
	bool sync_owed; /* a tester waits for an answer */
};

/* The desk from start to end; on its copy first, or, as the heir of one that was, on the share. */
static int run(const struct options *options, bool copy_first, struct heir *heir)
{
	struct session session;
	struct desk desk;
	struct err err = {0};

	if (!session_open(&session, options, copy_first, &err)) {
		session_close(&session);
		return cli_say(&err);
	}
	if (desk_open(&desk, &session, &err)) {
		if (!copy_first)
			say_replaced(&desk);
		desk.sync_owed = heir->sync_owed;
		desk.status = desk_loop(&desk);
	} else {
		desk.status = err_exit_status(err.kind);
	}
	int status = desk.status;
	*heir = (struct heir){.is_wanted = desk.unfit, .sync_owed = desk.sync_owed};
	desk_close(&desk);
	cli_say(&err);
	return status;
}

int desk_main(const struct options *options)
{
	struct heir heir = {0};
	struct err err = {0};

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		err_fail(&err, ERR_SYSTEM,
		    _("the desk needs a terminal; yanshen --help lists what works without"));
		return cli_say(&err);
	}
	int status = run(options, true, &heir);
	return heir.is_wanted ? run(options, false, &heir) : status;
}
