/* Signatures checked by all processors at once: the first bad one is named, wherever it stands. */
#include "trial.h"

#include "share/audit.h"
#include "share/signatures.h"
#include "share/txn.h"

#define REPORTS 40 /* several parts of work */

static GPtrArray *events_of(struct trial *t, struct roster **roster)
{
	GPtrArray *events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	struct txn txn;

	*roster = share_roster(t->share, &t->err);
	assert_works(*roster && txn_read(&txn, t->share, &t->err), t->err);
	assert_works(roster_read(*roster, share_db(t->share), &t->err), t->err);
	assert_works(audit_range(share_db(t->share), 1, INT64_MAX, events, &t->err), t->err);
	txn_end(&txn);
	return events;
}

static void spoil(GPtrArray *events, guint at)
{
	struct event *event = g_ptr_array_index(events, at);

	event->signature[0] = event->signature[0] == 'a' ? 'b' : 'a';
}

static void the_first_bad_one_is_named(void **state)
{
	struct trial *t = *state;
	struct roster *roster;

	for (int i = 0; i < REPORTS; i++)
		trial_report_in(t, STATE_SIGNED);
	g_autoptr(GPtrArray) events = events_of(t, &roster);
	guint last = events->len - 1;
	const guint places[] = {last, last - 1, last / 2, last / 2 - 1, last - REPORTS * 4};

	assert_works(signatures_fit(roster, events, &t->err), t->err);
	/* One more each time, each before those that are spoilt already. */
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		const struct event *event = g_ptr_array_index(events, places[i]);
		g_autofree char *seq = g_strdup_printf("%d", (int)event->seq);

		assert_int_not_equal(event->report, 0);
		spoil(events, places[i]);
		assert_false(signatures_fit(roster, events, &t->err));
		assert_int_equal(t->err.kind, ERR_DAMAGED);
		if (!strstr(t->err.words, seq))
			fail_msg("%s in \"%s\"", seq, t->err.words);
		err_clear(&t->err);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		the_first_bad_one_is_named, trial_setup, trial_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
