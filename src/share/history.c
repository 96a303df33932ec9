/* An admitted history is a setting like others: signed, judged and chained as they are. */
#include "share/history.h"

#include "base/lang.h"
#include "model/detail.h"
#include "share/audit.h"
#include "share/roster.h"
#include "share/txn.h"

char *history_print(const struct history *history)
{
	return g_strdup_printf("%lld:%s %lld:%s", (long long)history->keeps, history->keeps_digest,
	    (long long)history->lost, history->lost_digest);
}

static bool take_point(const char **text, int64_t *seq, char digest[DIGEST_HEX_LEN + 1])
{
	char *end;

	*seq = g_ascii_strtoll(*text, &end, 10);
	if (!g_ascii_isdigit(**text) || *seq <= 0 || *end != ':')
		return false;
	g_strlcpy(digest, end + 1, DIGEST_HEX_LEN + 1);
	*text = end + 1 + strlen(digest);
	return digest_ok(digest);
}

bool history_parse(const char *value, struct history *history)
{
	const char *at = value ? value : "";

	*history = (struct history){0};
	if (!take_point(&at, &history->keeps, history->keeps_digest) || *at++ != ' ')
		return false;
	return take_point(&at, &history->lost, history->lost_digest) && !*at;
}

static bool digest_at(
    struct db *db, int64_t seq, char digest[DIGEST_HEX_LEN + 1], bool *there, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT digest FROM event WHERE seq = ?1");

	sql_int(sql, 1, seq);
	*there = sql_row(sql);
	if (*there)
		g_strlcpy(digest, sql_get_text(sql, 0), DIGEST_HEX_LEN + 1);
	return sql_end(sql, err);
}

bool history_says(const struct event *event, struct history *history)
{
	g_autofree char *key = detail_get(event->detail, "key");
	g_autofree char *value = detail_get(event->detail, "value");

	if (strcmp(event->kind, move_row(MOVE_SETTING)->name) != 0 ||
	    g_strcmp0(key, SETTING_HISTORY) != 0 || !history_parse(value, history) ||
	    history->keeps >= event->seq)
		return false;
	history->seq = event->seq;
	return true;
}

/* The same, and its digest is its own. */
static bool says(struct share *share, const struct event *event, struct history *history)
{
	char digest[DIGEST_HEX_LEN + 1];
	struct err none = {0};
	const struct seal *seal = history_says(event, history) ? share_seal(share, &none) : NULL;

	return seal && audit_digest(seal, event, digest, &none) &&
	       strcmp(digest, event->digest) == 0;
}

/*
 * Whether the two part right there: both have the event that is kept, and not the next one. A word
 * that was said before does not cover whatever is put back later.
 */
static bool fits(struct share *share, const struct history *history, history_seen *seen, void *of,
    bool *good, struct err *err)
{
	char here[DIGEST_HEX_LEN + 1], there[DIGEST_HEX_LEN + 1], next[DIGEST_HEX_LEN + 1];
	bool is_there, has_next;

	if (!digest_at(share_db(share), history->keeps, there, &is_there, err) ||
	    !digest_at(share_db(share), history->keeps + 1, next, &has_next, err))
		return false;
	*good = is_there && strcmp(there, history->keeps_digest) == 0 &&
		seen(of, history->keeps, here) && strcmp(here, there) == 0 && has_next &&
		seen(of, history->keeps + 1, here) && strcmp(here, next) != 0;
	return true;
}

bool history_admitted(
    struct share *share, history_seen *seen, void *of, struct history *found, struct err *err)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	struct history one;
	struct txn txn;
	bool good;

	*found = (struct history){0};
	share_forget_roster(share); /* what it took was of the other history */
	struct roster *roster = share_roster(share, err);
	if (!roster)
		return false;
	good = txn_read(&txn, share, err) && roster_read(roster, share_db(share), err) &&
	       audit_office(share_db(share), 0, events, err);
	for (guint i = events->len; good && !found->seq && i-- > 0;) {
		bool is_it = false;

		if (!says(share, g_ptr_array_index(events, i), &one))
			continue;
		good = fits(share, &one, seen, of, &is_it, err);
		if (is_it)
			*found = one;
	}
	txn_end(&txn);
	return good;
}

/* Up to the fork all are the same, after it none is: looked for by halves. */
static bool find_fork(struct share *share, history_seen *seen, void *of, int64_t low, int64_t high,
    struct history *found, struct err *err)
{
	char here[DIGEST_HEX_LEN + 1], there[DIGEST_HEX_LEN + 1];
	bool is_there;

	while (low <= high) {
		int64_t middle = low + (high - low) / 2;

		if (!digest_at(share_db(share), middle, there, &is_there, err))
			return false;
		if (is_there && seen(of, middle, here) && strcmp(here, there) == 0) {
			found->keeps = middle;
			memcpy(found->keeps_digest, here, sizeof(here));
			low = middle + 1;
		} else {
			high = middle - 1;
		}
	}
	return true;
}

bool history_fork(struct share *share, history_seen *seen, void *of, int64_t lowest, int64_t newest,
    struct history *found, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];
	struct txn txn;
	int64_t share_newest;

	*found = (struct history){.lost = newest};
	bool good = txn_read(&txn, share, err) &&
		    audit_newest(share_db(share), &share_newest, digest, err) &&
		    find_fork(share, seen, of, lowest, MIN(newest, share_newest), found, err);

	txn_end(&txn);
	if (!good)
		return false;
	if (!found->keeps || !seen(of, newest, found->lost_digest))
		return err_fail(err, ERR_INPUT,
		    _("this database and what this desk has seen have no event in common"));
	return found->keeps < newest ||
	       err_fail(err, ERR_INPUT,
		   _("nothing is to be admitted: the database holds all that this desk has seen"));
}
