/* Looking at the share: what is new comes first, then what is left of the first copy. */
#include "work/sync.h"

#include "base/lang.h"
#include "mirror/take.h"
#include "share/changes.h"
#include "work/copy.h"
#include "work/heal.h"
#include "work/settle.h"

#define EVENTS_A_SLICE 500 /* their signatures take a fifth of a second */

/* The share's newest never goes back, and what this desk saw stays in it (netdrive 5.8.5). */
static bool history_fails(struct ground *ground, struct err *err)
{
	if (err->kind == ERR_STALE || err->kind == ERR_DAMAGED) {
		ground_stop(ground, err);
		ground->differs = true;
	}
	return false;
}

static bool news_slice(struct ground *ground, const struct mirror_marks *marks, bool *news,
    bool *more, struct err *err)
{
	struct changes *changes = changes_new();
	bool overtaken = false;

	/* From here on the share counts as seen; what is not stored in the end is still owed. */
	ground->owes = true;
	bool good = changes_after(
	    ground->share, marks->newest_seq, marks->newest_digest, EVENTS_A_SLICE, changes, err);
	if (good && changes->share_seq < MAX(ground->own_seq, marks->newest_seq))
		good = err_fail(err, ERR_STALE,
		    _("events that this desk has seen are gone from the database: nothing is "
		      "written any more"));
	good = good && settle_take(ground, changes, marks->state, &overtaken, err);
	*news = good && changes->events->len > 0;
	*more = good &&
		(overtaken || (changes->last_seq && changes->last_seq < changes->share_seq));
	ground->owes = !good || overtaken;
	changes_free(changes);
	if (!good && err->kind == ERR_STALE && heal(ground)) {
		err_clear(err);
		*news = *more = true;
		return true;
	}
	return good || history_fails(ground, err);
}

/*
 * Nothing at all is here yet: the newest page, or, of a small share, nothing before its news.
 * *WAITS: another process of this account is about to take it.
 */
static bool begin(struct ground *ground, struct mirror_marks *marks, bool *waits, struct err *err)
{
	bool large;

	*waits = false;
	if (!mirror_marks(ground->writer, marks, err))
		return false;
	if (marks->newest_seq)
		return true;
	if (!copy_begin(ground, marks, &large, err))
		return history_fails(ground, err);
	if (!mirror_marks(ground->writer, marks, err))
		return false;
	*waits = large && !marks->newest_seq;
	return true;
}

/* Between two slices of a copy a look at four bytes says whether there are news. */
static bool has_news(struct ground *ground, bool copying, bool *news, struct err *err)
{
	*news = true;
	return ground->owes || !copying || !ground->behind ||
	       share_changed(ground->share, news, err);
}

bool sync_slice(struct ground *ground, bool *news, bool *more, struct err *err)
{
	struct mirror_marks marks;
	bool waits, changed;
	bool rest = false;

	*news = *more = false;
	if (!ground_ready(ground, err) || !begin(ground, &marks, &waits, err))
		return false;
	bool copying = waits || copy_is_open(&marks);
	if (!waits && !has_news(ground, copying, &changed, err))
		return false;
	if (!waits && changed && !news_slice(ground, &marks, news, &rest, err))
		return false;
	*news = *news || copying;
	*more = ground->behind = rest || copying;
	if (waits || rest || !copying)
		return true;
	/* The news are in: one more slice of the first copy, behind whatever somebody waits for. */
	if (!mirror_marks(ground->writer, &marks, err))
		return false;
	if (!copy_slice(ground, &marks, more, err))
		return history_fails(ground, err);
	ground->behind = *more;
	return true;
}

bool sync_news(struct ground *ground, struct err *err)
{
	struct mirror_marks marks;
	bool waits, fresh;
	bool more = true;

	while (more) {
		if (!ground_ready(ground, err) || !begin(ground, &marks, &waits, err))
			return false;
		if (!waits && !news_slice(ground, &marks, &fresh, &more, err))
			return false;
	}
	return true;
}

bool sync_first(struct ground *ground, struct err *err)
{
	struct mirror_marks marks;
	bool waits, news, more;

	if (!mirror_marks(ground->writer, &marks, err))
		return false;
	if (marks.newest_seq)
		return true;
	do {
		if (!ground_ready(ground, err) || !begin(ground, &marks, &waits, err))
			return false;
	} while (waits);
	/* A first page is enough to begin with: the next look goes on. */
	ground->behind = true;
	return news_slice(ground, &marks, &news, &more, err);
}

int sync_copied(struct ground *ground)
{
	struct mirror_marks marks;
	struct err none = {0};

	return mirror_marks(ground->writer, &marks, &none) && copy_is_open(&marks)
		   ? copy_percent(&marks)
		   : 100;
}

bool sync_all(struct ground *ground, struct err *err)
{
	return sync_telling(ground, NULL, NULL, err);
}

bool sync_telling(
    struct ground *ground, void (*tell)(void *of, int percent), void *of, struct err *err)
{
	bool news, more;

	do {
		if (!sync_slice(ground, &news, &more, err))
			return false;
		if (tell && more)
			tell(of, sync_copied(ground));
	} while (more);
	return true;
}
