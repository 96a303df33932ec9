/* The first copy, slice by slice. Each slice is one transaction in the mirror, so that a desk that
 * is killed goes on where it was; between two of them the worker does what somebody waits for. */
#include "work/copy.h"

#include "base/log.h"
#include "share/changes.h"
#include "work/settle.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define EVENTS_A_SLICE 1000 /* their signatures take a third of a second of one processor */
#define EVENTS_AT_ONCE 50 /* what makes the copy begin; a person waits for it */
#define REPORTS_AT_ONCE 100 /* the first page: a screen is full and the next ones are near */
#define REPORTS_A_SLICE 1000
#define TIDY_MS 100
#define WAIT_US 100000 /* for the process that makes the copy */
#define LARGE 20000 /* events; from so many on the newest reports come first */

/* What was read, if it was; a slice that another process was quicker with is read again. */
static bool take(struct ground *ground, const struct mirror_marks *marks, bool was_read,
    struct changes *changes, struct err *err)
{
	bool overtaken;
	bool good = was_read && settle_take(ground, changes, marks->state, &overtaken, err);

	changes_free(changes);
	return good;
}

static bool take_reports(
    struct ground *ground, const struct mirror_marks *marks, int limit, struct err *err)
{
	struct changes *changes = changes_new();
	bool was_read = changes_before(ground->share, marks->reports_down_to, limit, changes, err);

	return take(ground, marks, was_read, changes, err);
}

/*
 * Events end where those held begin, with the lowest of them once more: its own digest is known,
 * and it names the digest of the one before it, so that no two slices join over a break.
 */
static bool take_events(struct ground *ground, const struct mirror_marks *marks, int64_t last,
    int count, struct err *err)
{
	struct changes *changes = changes_new();
	bool was_read = changes_events(ground->share, MAX(1, last - count), last, changes, err);

	return take(ground, marks, was_read, changes, err);
}

/*
 * One process of this account makes the copy. The others wait for it, a moment at a time, and the
 * next of them takes over where it has ended.
 */
static bool leads(struct ground *ground)
{
	if (mirror_leads(ground->writer))
		return true;
	g_usleep(WAIT_US);
	return false;
}

/* Bulk is said again after a restart: part of it holds for this connection alone. */
static bool make_ready(struct ground *ground, struct err *err)
{
	if (!ground->copies && !mirror_bulk(ground->writer, err))
		return false;
	ground->copies = true;
	return true;
}

/* Test builds: an office that is large at once. */
static int64_t large_from(void)
{
#ifdef YANSHEN_TEST_HOOKS
	const char *set = g_getenv("YANSHEN_TEST_LARGE");

	if (set)
		return g_ascii_strtoll(set, NULL, 10);
#endif
	return LARGE;
}

bool copy_begin(
    struct ground *ground, const struct mirror_marks *marks, bool *large, struct err *err)
{
	struct mirror_marks first = *marks;
	int64_t newest;

	if (!changes_newest(ground->share, &newest, err))
		return false;
	*large = newest > large_from();
	if (!*large || !leads(ground))
		return true;
	log_line("first copy: %lld events", (long long)newest);
	first.reports_down_to = 0; /* one that was broken off right here begins again */
	return make_ready(ground, err) && take_reports(ground, &first, REPORTS_AT_ONCE, err) &&
	       mirror_marks(ground->writer, &first, err) &&
	       take_events(ground, &first, newest, EVENTS_AT_ONCE, err);
}

bool copy_is_open(const struct mirror_marks *marks)
{
	return marks->newest_seq && (!marks->whole || marks->is_loose);
}

static bool tidy(struct ground *ground, bool *more, struct err *err)
{
	bool done;

	if (!mirror_tidy(ground->writer, TIDY_MS, &done, err))
		return false;
	*more = !done;
	ground->copies = !done;
#ifdef __GLIBC__
	if (done) /* a desk that has made its copy is no larger than one that found it */
		malloc_trim(0);
#endif
	return true;
}

bool copy_slice(
    struct ground *ground, const struct mirror_marks *marks, bool *more, struct err *err)
{
	*more = true;
	if (!leads(ground))
		return true;
	if (!make_ready(ground, err))
		return false;
	if (marks->whole)
		return tidy(ground, more, err);
	return marks->reports_down_to != 1
		   ? take_reports(ground, marks, REPORTS_A_SLICE, err)
		   : take_events(ground, marks, marks->lowest_seq, EVENTS_A_SLICE, err);
}

int copy_percent(const struct mirror_marks *marks)
{
	double all = (double)MAX(marks->share_seq, 1);
	double reports = marks->reports_down_to
			     ? (double)(marks->share_seq - marks->reports_down_to) / all
			     : 1;
	double events = (double)(marks->newest_seq - marks->lowest_seq) / all;

	/* The texts take nine tenths of the time. */
	return marks->whole ? 100 : (int)CLAMP(reports * 90 + events * 10, 0, 99);
}
