/* People decide at their own pace on a slow drive: what is done within three seconds. */
#include "writers.h"

#include "model/changes.h"
#include "share/changes.h"
#include "share/open.h"

#include <poll.h>
#include <unistd.h>

#define DESKS 8
#define REPORTS 120 /* an office that is at work */
#define EACH 15 /* decisions a desk */
#define PERIOD_MS 20000.0 /* one decision of each desk, half as long to one and a half as long */
#define CALL_MS 20 /* of every call to the drive */
#define SOON_MS 3000.0
#define SOON_BAR 99.0 /* in a hundred */
#define LOOK_LEAST_MS 1000.0 /* as the desk looks for news, src/app/news.c */
#define LOOK_MOST_MS 30000.0

#ifdef YANSHEN_TEST_HOOKS

/* One desk: what it has read of the file, and when it does what. */
struct pacer {
	struct share *share;
	GRand *rand;
	int at, faster;
	int64_t seen;
	char digest[DIGEST_HEX_LEN + 1];
	double next_ms, look_ms;
	bool is_accepted;
};

static void read_news(struct pacer *pacer)
{
	struct changes *changes = changes_new();
	struct err err = {0};

	if (!changes_after(pacer->share, pacer->seen, pacer->digest, 10000, changes, &err))
		die("reading", &err);
	for (guint i = 0; i < changes->events->len; i++) {
		const struct event *event = g_ptr_array_index(changes->events, i);

		if (event->seq > pacer->seen) {
			pacer->seen = event->seq;
			g_strlcpy(pacer->digest, event->digest, sizeof(pacer->digest));
		}
	}
	changes_free(changes);
}

static void look(struct pacer *pacer)
{
	struct err err = {0};
	double from = now_ms();
	bool changed;

	if (!share_changed(pacer->share, &changed, &err))
		die("a look", &err);
	if (changed)
		read_news(pacer);
	double pause = CLAMP(
	    (now_ms() - from) * 10, LOOK_LEAST_MS / pacer->faster, LOOK_MOST_MS / pacer->faster);
	pacer->look_ms = now_ms() + pause;
}

/* There and back again on the desk's own report; read back, as a desk does before it says done. */
static void decide(struct pacer *pacer)
{
	struct act act = act_of(pacer->is_accepted ? MOVE_DROP : MOVE_ACCEPT, 2, pacer->at + 1);

	do_one(pacer->share, &act);
	read_news(pacer);
	pacer->is_accepted = !pacer->is_accepted;
}

static void sit(const char *path, int at, int faster, double *took_ms, int go)
{
	struct pacer pacer = {.at = at, .faster = faster};
	struct pollfd starter = {.fd = go, .events = POLLIN};
	double period = PERIOD_MS / faster;
	struct err err = {0};

	pacer.share = share_open(path, false, &err);
	if (!pacer.share)
		die("opening", &err);
	pacer.rand = g_rand_new_with_seed((guint32)at + 1);
	g_strlcpy(pacer.digest, EVENT_NO_DIGEST, sizeof(pacer.digest));
	read_news(&pacer);
	pacer.next_ms = now_ms() + g_rand_double_range(pacer.rand, 0, period);
	for (int done = 0; done < EACH;) {
		double now = now_ms();

		if (now >= pacer.next_ms) {
			decide(&pacer);
			took_ms[done++] = now_ms() - pacer.next_ms;
			pacer.next_ms += g_rand_double_range(
			    pacer.rand, period / 2, period * 3 / 2);
		} else if (now >= pacer.look_ms) {
			look(&pacer);
		} else if (poll(&starter, 1, (int)(MIN(pacer.next_ms, pacer.look_ms) - now) + 1)) {
			_exit(1); /* whoever started this is gone */
		}
	}
	g_rand_free(pacer.rand);
	share_close(pacer.share);
	_exit(0);
}

int pace_measure(const char *folder, int faster)
{
	g_autofree char *path = g_build_filename(folder, "pace.db", NULL);
	g_autofree char *delay = g_strdup_printf("%d", CALL_MS / faster);
	double *took = shared_numbers(DESKS * EACH);
	int all = DESKS * EACH, soon = 0, go[2];

	make_office(path, REPORTS);
	if (pipe(go) != 0)
		_exit(1);
	g_setenv("YANSHEN_TEST_SHARE_DELAY_MS", delay, TRUE);
	for (int i = 0; i < DESKS; i++) {
		if (fork() == 0) {
			close(go[1]);
			sit(path, i, faster, took + (size_t)i * EACH, go[0]);
		}
	}
	if (!wait_for_all(DESKS))
		_exit(1);
	close(go[0]);
	close(go[1]);
	for (int i = 0; i < all; i++)
		soon += took[i] * faster <= SOON_MS;
	sort_numbers(took, all);
	printf("%d desks, each a decision every %.0f s, %d ms a call, %d decisions%s: median %.0f "
	       "ms, 99 in 100 %.0f, longest %.0f\n",
	    DESKS, PERIOD_MS / 1000, CALL_MS, all, faster > 1 ? " (all run faster, see below)" : "",
	    took[all / 2] * faster, took[all * 99 / 100] * faster, took[all - 1] * faster);
	if (faster > 1)
		printf("scaled down: %d times as fast, that is %d ms a call and a decision every "
		       "%.1f s; figures are given at the pace of people\n",
		    faster, CALL_MS / faster, PERIOD_MS / faster / 1000);
	return bar("decisions at the pace of people within 3 s, in a hundred", soon * 100.0 / all,
	    SOON_BAR, soon * 100.0 / all >= SOON_BAR);
}

#else

int pace_measure(const char *folder, int faster)
{
	(void)folder, (void)faster;
	printf("the pace of people is not measured: this build has no late drive "
	       "(--enable-test-hooks)\n");
	return 0;
}

#endif
