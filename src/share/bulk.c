/* Many acts in few transactions, each within its own savepoint. */
#include "share/init.h"
#include "share/moves.h"
#include "share/txn.h"
#include "share/write.h"

struct bulk {
	struct share *share;
	const struct seal *seal;
	struct roster *roster;
	struct txn txn;
	GTimeZone *zone; /* while somebody holds it GLib does not read its file anew */
	int acts_each;
	int acts;
	bool failed;
};

#define BULK_HOLD_MS 600000 /* nobody waits for a demo or a bench */

static bool bulk_open(struct bulk *bulk, struct err *err)
{
	bulk->acts = 0;
	if (!txn_write(&bulk->txn, bulk->share, err))
		return false;
	bulk->txn.hold_ms = BULK_HOLD_MS;
	return true;
}

static void bulk_free(struct bulk *bulk)
{
	if (bulk->zone)
		g_time_zone_unref(bulk->zone);
	g_free(bulk);
}

struct bulk *bulk_begin(struct share *share, int acts_each, struct err *err)
{
	struct bulk *bulk = g_new0(struct bulk, 1);

	bulk->share = share;
	bulk->acts_each = acts_each;
	bulk->zone = g_time_zone_new_identifier(OFFICE_ZONE);
	bulk->seal = share_seal(share, err);
	bulk->roster = bulk->seal ? share_roster(share, err) : NULL;
	if (bulk->roster && bulk_open(bulk, err))
		return bulk;
	txn_end(&bulk->txn);
	bulk_free(bulk);
	return NULL;
}

/* A refused act leaves nothing of itself in the transaction that goes on. */
bool bulk_move(struct bulk *bulk, const struct act *act, struct done *done, struct err *err)
{
	struct db *db = share_db(bulk->share);
	struct writing writing = {
	    .db = db, .seal = bulk->seal, .roster = bulk->roster, .act = act, .done = done};
	struct err lost = {0};

	*done = (struct done){0};
	if (bulk->acts == bulk->acts_each) {
		bulk->failed = !txn_commit(&bulk->txn, err) || !bulk_open(bulk, err);
		if (bulk->failed)
			return false;
	}
	if (!act_fits(act, err) || !sql_exec(db, "SAVEPOINT act", err))
		return false;
	if (write_act(&writing, err) && sql_exec(db, "RELEASE act", err)) {
		bulk->acts++;
		return true;
	}
	done_clear(done);
	if (writing.took_office)
		share_forget_roster(bulk->share);
	bulk->roster = share_roster(bulk->share, &lost);
	bulk->failed = !sql_exec(db, "ROLLBACK TO act; RELEASE act", &lost) || !bulk->roster;
	return false;
}

bool bulk_end(struct bulk *bulk, struct err *err)
{
	bool good = !bulk->failed && txn_commit(&bulk->txn, err);

	txn_end(&bulk->txn);
	if (!good)
		share_forget_roster(bulk->share);
	bulk_free(bulk);
	return good;
}
