/* The audit of a file, in slices between which other desks write, and what it says at the end. */
#include "share/verify.h"

#include "base/lang.h"
#include "share/audit.h"
#include "share/guard.h"
#include "share/history.h"
#include "share/init.h"
#include "share/proof.h"
#include "share/resume.h"
#include "share/txn.h"

void verified_clear(struct verified *verified)
{
	g_free(verified->head);
	g_free(verified->key);
	g_free(verified->digest);
	if (verified->flags)
		g_ptr_array_free(verified->flags, TRUE);
	*verified = (struct verified){0};
}

static char *line_print(int64_t seq, const char *digest)
{
	return g_strdup_printf("%lld:%.*s", (long long)seq, PROOF_LINE_HEX, digest);
}

/* The line as printed, whatever else a person copied around it. */
static bool line_parse(const char *text, struct proof_line *line, struct err *err)
{
	const char *colon = text ? strchr(text, ':') : NULL;
	const char *digit = colon;

	*line = (struct proof_line){0};
	if (!text || !*text)
		return true;
	while (digit && digit > text && g_ascii_isdigit(digit[-1]))
		digit--;
	line->seq = digit ? g_ascii_strtoll(digit, NULL, 10) : 0;
	if (line->seq > 0) {
		size_t len = strspn(colon + 1, "0123456789abcdef");

		g_strlcpy(line->hex, colon + 1, MIN(len, PROOF_LINE_HEX) + 1);
	}
	return strlen(line->hex) >= 16 ||
	       err_fail(err, ERR_INPUT,
		   _("\"%s\" is no line that verify --head printed (as 412:9f3a...)"), text);
}

char *verify_head(struct share *share, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];
	struct txn txn;
	int64_t seq;
	bool good = txn_read(&txn, share, err) && audit_newest(share_db(share), &seq, digest, err);

	txn_end(&txn);
	return good ? line_print(seq, digest) : NULL;
}

static void flag(struct proof *proof, char *words)
{
	g_ptr_array_add(proof->verified->flags, words);
}

static bool go_on(struct proof *proof, struct err *err)
{
	if (proof->plan->stop && atomic_load(proof->plan->stop))
		return err_fail(err, ERR_STOPPED, _("stopped"));
	if (proof->plan->progress)
		proof->plan->progress(proof->plan->of, proof->seq, proof->newest);
	return true;
}

static void flag_guards(struct proof *proof, const GPtrArray *names)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < names->len && i < 3; i++)
		g_string_append_printf(
		    list, "%s%s", i ? ", " : "", (const char *)g_ptr_array_index(names, i));
	if (names->len)
		flag(proof, g_strdup_printf(_("%u guards of the schema are missing or are not this "
					      "program's (%s%s)"),
				names->len, list->str, names->len > 3 ? ", ..." : ""));
	g_string_free(list, TRUE);
}

static bool flag_claims(struct proof *proof, struct err *err)
{
	int64_t stray;

	if (!sql_one_int(proof->db,
		"SELECT count(*) FROM claim WHERE report NOT IN (SELECT id FROM report) OR "
		"person NOT IN (SELECT id FROM person)",
		0, &stray, err))
		return false;
	if (stray)
		flag(proof,
		    g_strdup_printf(_("%lld claims are of nobody or nothing"), (long long)stray));
	return true;
}

/* Who reads the audit should know that a part of the history was given up, and by whose word. */
static bool flag_history(struct proof *proof, struct err *err)
{
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);

	if (!audit_office(proof->db, 0, events, err))
		return false;
	for (guint i = 0; i < events->len; i++) {
		const struct event *event = g_ptr_array_index(events, i);
		struct history said;

		if (history_says(event, &said))
			flag(proof,
			    g_strdup_printf(
				_("entry %lld: a backup was put in place and admitted by %s; "
				  "entries %lld to %lld of the history before are given up: %s"),
				(long long)event->seq, event->person_name,
				(long long)said.keeps + 1, (long long)said.lost, event->words));
	}
	return true;
}

static bool flag_oddities(struct proof *proof, struct err *err)
{
	g_autoptr(GPtrArray) names = NULL;
	bool good = guard_missing(proof->db, &names, err) && flag_claims(proof, err) &&
		    flag_history(proof, err);

	if (names)
		flag_guards(proof, names);
	if (proof->backdated)
		flag(proof,
		    g_strdup_printf(_("%lld events are dated well before the one they follow"),
			(long long)proof->backdated));
	if (proof->replay.near)
		flag(proof,
		    g_strdup_printf(_("%lld times two people gave their verdicts at one computer "
				      "within 30 minutes; the first: %s, entries %lld and %lld"),
			(long long)proof->replay.near, proof->replay.near_number,
			(long long)proof->replay.near_before, (long long)proof->replay.near_seq));
	if (proof->leftover)
		flag(proof, g_strdup_printf(_("%lld originals were purged and still lie beside the "
					      "database: the next desk overwrites them"),
				(long long)proof->leftover));
	if (proof->miscounted)
		flag(proof, g_strdup_printf(_("%lld texts have another length than their row says"),
				(long long)proof->miscounted));
	return good;
}

/* SQLite's own opinion of the file. */
static bool file_is_sound(struct proof *proof, struct err *err)
{
	struct sql *sql;
	bool good;

	if (!proof->plan->full)
		return true;
	sql = sql_ask(proof->db, "PRAGMA integrity_check(1)");
	good = sql_row(sql) && strcmp(sql_get_text(sql, 0), "ok") == 0;
	if (!good)
		err_fail(err, ERR_DAMAGED, _("the file itself is broken: %s"),
		    sql_get_text(sql, 0) ? sql_get_text(sql, 0) : "?");
	return sql_end(sql, err) && good;
}

static bool end(struct proof *proof, struct err *err)
{
	struct verified *verified = proof->verified;

	if (proof->since.seq > proof->seq)
		return err_fail(err, ERR_DAMAGED,
		    _("the file ends at event %lld, but the line is of event %lld: the newest "
		      "events "
		      "were cut off"),
		    (long long)proof->seq, (long long)proof->since.seq);
	if (proof->seq == 0)
		return err_fail(err, ERR_DAMAGED, _("there is no event in the file"));
	if (!replay_end(&proof->replay, err) || !file_is_sound(proof, err) ||
	    !flag_oddities(proof, err))
		return false;
	verified->events = proof->seq;
	verified->reports = proof->replay.reports;
	verified->people = proof->replay.roster->people->len;
	verified->head = line_print(proof->seq, proof->prev);
	verified->digest = g_strdup(proof->prev);
	verified->key = g_strdup(key_id(proof->replay.roster->office));
	return true;
}

/* One slice; *MORE says whether another is needed. */
static bool slice(struct proof *proof, bool *more, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];
	struct err forged = {0};
	struct txn txn;
	bool good = txn_read(&txn, proof->share, err) &&
		    audit_newest(proof->db, &proof->newest, digest, err);

	if (good && proof->newest < proof->seq)
		good = err_fail(err, ERR_DAMAGED, _("events went away while they were being read"));
	if (good && proof->seq == 0 && proof->plan->good_seq && !proof->plan->full)
		good = proof_resume(proof, err);
	good = good && proof_slice(proof, err);
	*more = good && proof->seq < proof->newest;
	if (good && !*more)
		good = end(proof, err);
	txn_end(&txn);
	/* It takes ten times as long as all else, and nobody is kept from writing meanwhile. What
	 * was wrong with an event's rules is no news where the event itself is forged. */
	if (!proof_signed(proof, &forged)) {
		*err = forged;
		good = false;
	}
	return good;
}

bool share_verify(
    struct share *share, const struct verify_plan *plan, struct verified *verified, struct err *err)
{
	struct proof proof = {.share = share,
	    .db = share_db(share),
	    .seal = share_seal(share, err),
	    .plan = plan,
	    .verified = verified,
	    .prev = EVENT_NO_DIGEST};
	/* While somebody holds it GLib does not read its file anew for each number. */
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(OFFICE_ZONE);
	bool more = true, good;

	*verified = (struct verified){0};
	(void)zone;
	if (!proof.seal)
		return false;
	verified->flags = g_ptr_array_new_with_free_func(g_free);
	replay_init(&proof.replay, proof.db, proof.seal);
	proof.taken = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	proof.replay.roster->pinned = g_strdup(plan->key);
	good = line_parse(plan->since, &proof.since, err);
	while (good && more)
		good = slice(&proof, &more, err) && go_on(&proof, err);
	replay_clear(&proof.replay);
	g_ptr_array_free(proof.taken, TRUE);
	if (!good)
		verified_clear(verified);
	return good;
}
