/* One turn after the other: signals, jobs home, keys, timers, and one frame at the end. */
#include "app/desk.h"

#include "app/lock.h"
#include "app/night.h"
#include "base/lang.h"
#include "base/log.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#define JOBS_A_TURN 32
#define KEYS_A_TURN 256
#define LOOK_MS 1000 /* at the share, while somebody sits here */
#define LOOK_AWAY_MS 2000 /* while it is away */
#define BLANK_MS (15 * 60 * 1000) /* nobody at the desk: the text is not left for passers-by */
#define PROGRESS_MS 300 /* between two looks at a long job */
#define SAID_MS 8000 /* how long a message stands */

static void take_signals(struct desk *desk)
{
	int signal;

	while ((signal = screen_take_signal(desk->screen))) {
		switch (signal) {
		case SIGWINCH:
			desk->redraw = true;
			break;
		case SIGTSTP:
			/* a reader that is asleep keeps the log of the other windows from ending */
			mirror_let(desk->session.reader);
			screen_suspend(desk->screen);
			mirror_hold(desk->session.reader);
			desk->redraw = true;
			break;
		case SIGCONT:
			screen_forget(desk->screen);
			desk->redraw = true;
			break;
		default: /* HUP, TERM, INT, QUIT: the text is safe in the journal */
			if (desk->writing)
				writing_keep(desk->writing);
			desk->ended = true;
			desk->status = signal == SIGHUP ? 0 : 130;
			break;
		}
	}
}

static void take_jobs(struct desk *desk)
{
	struct worker_state state;
	struct job *job;

	for (int i = 0; i < JOBS_A_TURN && (job = worker_take(desk->worker)); i++) {
		mirror_let(desk->session.reader); /* what it has stored is to be seen */
		mirror_hold(desk->session.reader);
		if (job->home)
			job->home(desk, job);
		job_free(job);
		desk->redraw = true;
		desk->bars_stand = false;
	}
	worker_look(desk->worker, &state);
	if (state.unfit) /* opened without the copy it is told what is wrong, or copied anew */
		desk->ended = desk->unfit = true;
}

static void take_keys(struct desk *desk)
{
	struct key_event event = {0};

	if (!screen_read(desk->screen)) { /* the terminal is gone */
		if (desk->writing)
			writing_keep(desk->writing);
		desk->ended = true;
		return;
	}
	int taken = 0;
	while (taken < KEYS_A_TURN && screen_take_key(desk->screen, &event)) {
		taken++;
		desk->key_ms = clock_mono_ms();
		desk_key(desk, &event);
		key_event_clear(&event);
		desk->redraw = true;
	}
	desk->keys_left = taken == KEYS_A_TURN;
}

/* What is not advised about the drive is said once, when nothing else stands in the line. */
static void say_warning(struct desk *desk)
{
	struct worker_state state;

	worker_look(desk->worker, &state);
	if (desk->warned || !state.warning || desk->said.words[0])
		return;
	desk->warned = true;
	desk_say(desk, "%s", state.warning);
}

/* What could not be kept on this disk is said, and tried again. */
static void watch_keeper(struct desk *desk)
{
	struct err failure = keeper_failure(desk->keeper);

	if (failure.kind == ERR_NONE)
		return;
	err_while(&failure, "%s",
	    _("what is typed cannot be kept on this computer, save it to the share now"));
	desk_say_err(desk, &failure);
	if (desk->writing)
		writing_keep_later(desk->writing);
}

static void run_timers(struct desk *desk)
{
	int64_t now = clock_mono_ms();

	if (now >= desk->look_ms)
		desk_look(desk, false);
	if (desk->writing && writing_due_ms(desk->writing) <= now)
		writing_keep(desk->writing);
	desk_beat(desk);
	watch_keeper(desk);
	night_tick(desk);
	say_warning(desk);
	if (desk->said.words[0] && now - desk->said_ms > SAID_MS) {
		err_clear(&desk->said);
		desk->redraw = true;
	}
	if (desk->count_waits && now - desk->key_ms >= COUNT_PAUSE_MS) {
		desk->count_waits = false;
		desk->text->pane.dirty = desk->redraw = true;
	}
	if (!desk->blank && now - desk->key_ms > BLANK_MS) {
		lock_screen(desk);
	}
	if (desk->importing) { /* how far it is, and what came in so far */
		desk->redraw = true;
		desk->list_stale = desk->list_stale || mirror_changed(desk->session.reader);
	}
	int64_t minute = clock_wall_ms(&desk->session.clock) / 60000;
	if (minute != desk->minute) { /* times left are worked out when they are shown */
		desk->minute = minute;
		desk->list_stale = true;
	}
}

/* Until the nearest timer. Units: ms. */
static int wait_ms(struct desk *desk)
{
	int64_t now = clock_mono_ms();
	int64_t next = desk->look_ms - now;
	int keys = screen_wait_ms(desk->screen);

	if (desk->writing)
		next = MIN(next, writing_due_ms(desk->writing) - now);
	if (desk->said.words[0])
		next = MIN(next, desk->said_ms + SAID_MS + 1 - now);
	if (desk->count_waits)
		next = MIN(next, desk->key_ms + COUNT_PAUSE_MS - now);
	if (keys >= 0)
		next = MIN(next, keys);
	if (desk->importing)
		next = MIN(next, PROGRESS_MS);
	return desk->keys_left ? 0 : (int)CLAMP(next, 0, 60000);
}

/* Something on the screen is not as it should be; a list that is not shown can wait. */
static bool is_to_draw(const struct desk *desk)
{
	bool hidden = desk->layout.too_small || desk->blank || desk->locked;

	return desk->redraw || (desk->list_stale && !hidden);
}

/* Nothing is left to do until a key, a signal, a timer: all is drawn and sent, no job is out. */
static bool is_idle(const struct desk *desk)
{
	return !is_to_draw(desk) && !desk->keys_left && !desk->count_waits &&
	       screen_wait_ms(desk->screen) < 0 && screen_is_sent(desk->screen) &&
	       worker_out(desk->worker) == 0 && !desk->night.pid;
}

/*
 * Test builds: a byte that the tester wrote is written back once nothing is left to do. Its keys
 * were in the terminal before the byte was in the socket, so a look at the terminal that begins
 * after the byte was read and finds nothing has seen them all.
 */
static void answer_tester(struct desk *desk, bool asked, bool anything)
{
	char byte;

	if (asked && read(desk->sync_fd, &byte, 1) == 1) {
		desk->sync_owed = true;
	} else if (desk->sync_owed && !anything && is_idle(desk)) {
		ssize_t put = write(desk->sync_fd, ".", 1);
		(void)put;
		desk->sync_owed = false;
	}
}

static void wait_for_something(struct desk *desk)
{
	struct pollfd fds[] = {
	    {.fd = screen_fd(desk->screen),
		.events = (short)(POLLIN | (screen_is_sent(desk->screen) ? 0 : POLLOUT))},
	    {.fd = screen_signal_fd(desk->screen), .events = POLLIN},
	    {.fd = worker_fd(desk->worker), .events = POLLIN},
	    {.fd = desk->sync_fd, .events = POLLIN},
	    {.fd = night_fd(desk), .events = POLLIN},
	};
	int wait = desk->sync_owed && is_idle(desk) ? 0 : wait_ms(desk);
	int ready = poll(fds, G_N_ELEMENTS(fds), wait);

	if (ready < 0 && errno != EINTR)
		log_line("poll: %d", errno);
	if ((fds[0].revents & POLLOUT) && !screen_send(desk->screen))
		desk->ended = true;
	if (desk->sync_fd >= 0)
		answer_tester(desk, fds[3].revents & POLLIN, ready != 0);
}

int desk_loop(struct desk *desk)
{
	desk->redraw = true;
	desk->key_ms = clock_mono_ms();
	while (!desk->ended) {
		mirror_hold(desk->session.reader);
		take_signals(desk);
		take_jobs(desk);
		take_keys(desk);
		run_timers(desk);
		if (is_to_draw(desk))
			desk_draw(desk);
		mirror_let(desk->session.reader);
		if (desk->ended)
			break;
		wait_for_something(desk);
	}
	return desk->status;
}
