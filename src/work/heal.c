/* The mirror is what a desk has seen: it is compared with the share, and made anew. */
#include "work/heal.h"

#include "base/log.h"
#include "mirror/take.h"
#include "share/history.h"

static bool seen_here(void *of, int64_t seq, char digest[DIGEST_HEX_LEN + 1])
{
	struct ground *ground = of;

	return mirror_digest(ground->writer, seq, digest);
}

static bool give_up(struct ground *ground, const struct history *found)
{
	struct err err = {0};
	GPtrArray *lost = mirror_after(ground->writer, found->keeps, &err);

	if (!lost || !mirror_give_up(ground->writer, &err)) {
		if (lost)
			g_ptr_array_free(lost, TRUE);
		return false;
	}
	if (ground->lost)
		g_ptr_array_free(ground->lost, TRUE);
	g_free(ground->admitted);
	ground->lost = lost;
	ground->admitted = g_memdup2(found, sizeof(*found));
	ground->own_seq = 0;
	ground->stopped = ground->differs = false;
	err_clear(&ground->why_stopped);
	ground->owes = ground->behind = true;
	share_forget_roster(ground->share);
	log_line("another history was admitted: %u events are given up", lost->len);
	return true;
}

bool heal(struct ground *ground)
{
	struct history found;
	struct err err = {0};

	return ground->share && ground->writer &&
	       history_admitted(ground->share, seen_here, ground, &found, &err) && found.seq &&
	       give_up(ground, &found);
}

char *heal_words(struct ground *ground, struct err *err)
{
	struct mirror_marks marks;
	struct history found;

	if (!mirror_marks(ground->writer, &marks, err) ||
	    !history_fork(
		ground->share, seen_here, ground, marks.lowest_seq, marks.newest_seq, &found, err))
		return NULL;
	return history_print(&found);
}
