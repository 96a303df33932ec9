/* Forgeries made with the program's own means, past its rules. */
#include "attack.h"

#include "share/audit.h"
#include "share/reports.h"
#include "share/txn.h"

static struct share *begin(const char *path, struct txn *txn)
{
	struct err err = {0};
	struct share *share = share_open(path, false, &err);

	assert_works(share, err);
	assert_works(txn_write(txn, share, &err), err);
	return share;
}

static void end(struct share *share, struct txn *txn)
{
	struct err err = {0};

	assert_works(txn_commit(txn, &err), err);
	txn_end(txn);
	share_close(share);
}

void attack_forge(const struct attack_plan *plan)
{
	struct err err = {0};
	struct event *event = event_new();
	struct report *report = NULL;
	struct txn txn;
	struct share *share = begin(plan->path, &txn);
	const struct seal *seal = share_seal(share, &err);

	assert_works(reports_by_id(share_db(share), plan->report, &report, &err), err);
	revision_set(&event->kind, move_row(plan->move)->name);
	revision_set(&event->person_name, plan->name);
	revision_set(&event->desk, "desk");
	revision_set(&event->program, "yanshen test");
	revision_set(&event->text_digest, report->digest);
	revision_set(&event->detail, plan->detail ? plan->detail : "");
	event->report = plan->report;
	event->person = plan->person;
	event->at_ms = plan->now_ms;
	event->from = report->state;
	event->to = plan->to;
	event->revision = report->revision;
	assert_works(audit_append(share_db(share), seal, plan->key, event, &err), err);
	report->state = plan->to;
	report->since_ms = plan->now_ms;
	report->seq = event->seq;
	assert_works(reports_update(share_db(share), report, &err), err);
	end(share, &txn);
	report_free(report);
	event_free(event);
}

static void store(struct share *share, const struct event *event)
{
	struct err err = {0};
	struct sql *sql = sql_ask(share_db(share),
	    "UPDATE event SET words = ?2, prev = ?3, digest = ?4, signature = ?5 WHERE seq = ?1");

	sql_int(sql, 1, event->seq);
	sql_text(sql, 2, event->words);
	sql_text(sql, 3, event->prev);
	sql_text(sql, 4, event->digest);
	sql_text(sql, 5, event->signature);
	assert_works(sql_run(sql, &err), err);
}

/* The first event is signed by the office. */
static void sign_again(struct event *event)
{
	char signature[KEY_SIGNATURE_LEN + 1];
	struct err err = {0};
	const GPtrArray *keys = trial_keys(event->seq == 1 ? 0 : event->person);

	assert_works(key_sign(g_ptr_array_index(keys, 0), event->digest, signature, &err), err);
	revision_set(&event->signature, signature);
}

void attack_rewrite(const char *path, int64_t seq, const char *words, bool with_keys)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	char digest[DIGEST_HEX_LEN + 1] = EVENT_NO_DIGEST;
	struct err err = {0};
	struct txn txn;
	struct share *share = begin(path, &txn);
	const struct seal *seal = share_seal(share, &err);

	assert_works(audit_range(share_db(share), 1, INT64_MAX, events, &err), err);
	for (guint i = 0; i < events->len; i++) {
		struct event *event = g_ptr_array_index(events, i);

		if (event->seq == seq)
			revision_set(&event->words, words);
		revision_set(&event->prev, digest);
		assert_works(audit_digest(seal, event, digest, &err), err);
		revision_set(&event->digest, digest);
		if (with_keys)
			sign_again(event);
		store(share, event);
	}
	end(share, &txn);
}
