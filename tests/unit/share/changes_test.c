/* What the mirror is given: all of it, checked, each once, newest first at the beginning. */
#include "trial.h"

#include "model/changes.h"
#include "share/changes.h"
#include "share/claims.h"

#include <glib/gstdio.h>

static const struct report *report_of(const struct changes *changes, int64_t id)
{
	for (guint i = 0; i < changes->reports->len; i++) {
		const struct report *report = g_ptr_array_index(changes->reports, i);

		if (report->id == id)
			return report;
	}
	return NULL;
}

static void news_since_the_last_look(void **state)
{
	struct trial *t = *state;
	struct changes *changes = changes_new();
	struct claim *claim = NULL;

	assert_works(changes_after(t->share, 0, "", 1000, changes, &t->err), t->err);
	assert_int_equal(changes->first_seq, 1);
	assert_int_equal(changes->last_seq, changes->share_seq);
	assert_int_equal(changes->people->len, ALL_ROLES);
	assert_int_equal(changes->settings->len, 3);
	assert_int_equal(changes->reports->len, 0);
	int64_t seen = changes->last_seq;
	const struct event *last = g_ptr_array_index(changes->events, changes->events->len - 1);
	g_autofree char *digest = g_strdup(last->digest);
	changes_free(changes);

	int64_t report = trial_report_in(t, STATE_EDITING);
	trial_write(t, EDITOR, MOVE_SAVE, report, "第二稿");
	assert_works(
	    claim_take(t->share, report, EDITOR, "desk", 1, false, &claim, &t->err), t->err);
	claim_free(claim);
	changes = changes_new();
	assert_works(changes_after(t->share, seen, digest, 2, changes, &t->err), t->err);
	assert_int_equal(changes->last_seq, seen + 2);
	assert_int_equal(changes->events->len, 2);
	assert_int_equal(changes->share_seq, seen + 3);
	assert_int_equal(changes->people->len, 0);
	assert_int_equal(changes->revisions->len, 1);
	assert_int_equal(changes->claims->len, 1);
	/* The row is of now, whatever of its story is still to come. */
	assert_int_equal(report_of(changes, report)->state, STATE_EDITING);
	assert_int_equal(report_of(changes, report)->revision, 2);
	assert_string_equal(report_of(changes, report)->title, "关于规范共享电动车停放的建议");
	assert_string_equal(report_of(changes, report)->writers, "何某");
	changes_free(changes);
}

static void another_history_is_told(void **state)
{
	struct trial *t = *state;
	struct changes *changes = changes_new();
	g_autofree char *digest = trial_ask(t, "SELECT digest FROM event WHERE seq = 5");

	assert_works(changes_after(t->share, 5, digest, 100, changes, &t->err), t->err);
	digest[0] = digest[0] == 'a' ? 'b' : 'a';
	assert_refused(
	    changes_after(t->share, 5, digest, 100, changes, &t->err), t->err, ERR_STALE);
	assert_refused(
	    changes_after(t->share, 999, digest, 100, changes, &t->err), t->err, ERR_STALE);
	changes_free(changes);
}

/* A page after the other, from the newest to the first, nothing twice and nothing missing. */
static void the_first_copy_is_newest_first(void **state)
{
	struct trial *t = *state;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_direct_hash, g_direct_equal);
	int64_t before = 0;

	for (int i = 0; i < 7; i++)
		trial_report_in(t, i % 2 ? STATE_SIGNED : STATE_INCOMING);
	trial_move(t, REVIEWER, MOVE_ACCEPT, 1); /* the oldest is the newest now */
	for (int page = 0; before != 1; page++) {
		struct changes *changes = changes_new();

		assert_works(changes_before(t->share, before, 3, changes, &t->err), t->err);
		assert_int_equal(changes->people->len, page ? 0 : ALL_ROLES);
		for (guint i = 0; i < changes->reports->len; i++) {
			const struct report *report = g_ptr_array_index(changes->reports, i);

			if (page == 0 && i == 0)
				assert_int_equal(report->id, 1);
			assert_true(report->chars > 0);
			assert_true(g_hash_table_add(seen, GINT_TO_POINTER((int)report->id)));
		}
		before = changes->reports_down_to;
		changes_free(changes);
	}
	assert_int_equal(g_hash_table_size(seen), 7);
}

static void what_does_not_fit_its_digest_is_not_given(void **state)
{
	struct trial *t = *state;
	struct changes *changes = changes_new();

	trial_report_in(t, STATE_EDITING);
	share_close(t->share);
	g_autofree char *bare = trial_bare_copy(t, "bare.db");
	assert_true(trial_shell(bare, "UPDATE revision SET title = '别的'", NULL));
	t->share = share_open(bare, true, &t->err);
	assert_works(t->share, t->err);
	assert_refused(changes_before(t->share, 0, 9, changes, &t->err), t->err, ERR_DAMAGED);
	assert_refused(changes_after(t->share, 0, "", 99, changes, &t->err), t->err, ERR_DAMAGED);
	changes_free(changes);
	share_close(t->share);
	g_autofree char *other = trial_bare_copy(t, "other.db");
	assert_true(trial_shell(other, "UPDATE event SET words = 'x' WHERE seq = 3", NULL));
	t->share = share_open(other, true, &t->err);
	assert_works(t->share, t->err);
	changes = changes_new();
	assert_refused(changes_events(t->share, 2, 4, changes, &t->err), t->err, ERR_DAMAGED);
	changes_free(changes);
	changes = changes_new();
	assert_works(changes_events(t->share, 4, 6, changes, &t->err), t->err);
	assert_int_equal(changes->events->len, 3);
	assert_int_equal(changes->first_seq, 4);
	changes_free(changes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TRIAL(test) cmocka_unit_test_setup_teardown(test, trial_setup, trial_teardown)
	    TRIAL(news_since_the_last_look),
	    TRIAL(another_history_is_told),
	    TRIAL(the_first_copy_is_newest_first),
	    TRIAL(what_does_not_fit_its_digest_is_not_given),
	};

	return cmocka_run_group_tests_name("changes", tests, NULL, NULL);
}
