/* One slice of a file's events: chain, digests, texts, originals, and each event to the rules. */
#include "share/proof.h"

#include "base/lang.h"
#include "model/detail.h"
#include "share/act.h"
#include "share/audit.h"
#include "share/originals.h"
#include "share/purge.h"
#include "share/replay_case.h"
#include "share/revisions.h"
#include "share/signatures.h"
#include "text/count.h"

#define SLICE_EVENTS 1000 /* under one read lock: a desk that wants to commit waits no longer */

static bool chain_holds(struct proof *proof, const struct event *event, struct err *err)
{
	char digest[DIGEST_HEX_LEN + 1];
	const struct proof_line *since = &proof->since;

	if (event->seq != proof->seq + 1)
		return err_fail(
		    err, ERR_DAMAGED, _("event %lld is missing"), (long long)(proof->seq + 1));
	if (strcmp(event->prev, proof->prev) != 0)
		return blame(err, event, _("does not follow the one before it"));
	if (!audit_digest(proof->seal, event, digest, err))
		return false;
	if (strcmp(digest, event->digest) != 0)
		return blame(err, event, _("was changed: its digest does not fit"));
	if (event->seq == since->seq && !g_str_has_prefix(digest, since->hex))
		return blame(
		    err, event, _("is not the one on the line: the history was rewritten"));
	proof->backdated += event->at_ms < proof->at_ms - CLOCK_SLACK_MS;
	proof->at_ms = event->at_ms;
	proof->seq = event->seq;
	g_strlcpy(proof->prev, digest, sizeof(proof->prev));
	return true;
}

/* The text that an event brought; *TEXT stays NULL when it brought none. */
static bool next_text(
    struct proof *proof, const struct event *event, struct revision **text, struct err *err)
{
	enum move_id move;
	bool brings = move_is_kind(event->kind, &move) && (move_row(move)->flags & MOVE_TEXT);
	bool is_here = proof->has_text && sql_get_int(proof->texts, 0) <= event->seq;

	*text = NULL;
	if (!brings && !is_here)
		return true;
	if (!brings || !is_here || sql_get_int(proof->texts, 0) != event->seq)
		return blame(err, event,
		    brings ? _("brought a text that is not there")
			   : _("has a text that it did not bring"));
	*text = revisions_row(proof->texts, true, err);
	proof->has_text = sql_row(proof->texts);
	return *text != NULL;
}

/* Whether the text is what its digest says, or is gone by an event that the replay will come to. */
static bool digest_fits(
    struct proof *proof, const struct event *event, struct revision *text, struct err *err)
{
	g_autofree char *stored = g_strdup(text->digest);

	if (!revisions_seal(proof->seal, text, err) ||
	    !purge_explains(proof->db, text, stored, err))
		return false;
	if (strcmp(stored, text->digest) == 0 && strcmp(stored, event->text_digest) == 0)
		return true;
	return blame(err, event,
	    purge_is_shell(text) ? _("brought a text that is gone, and nobody purged it")
				 : _("brought a text that was changed: its digest does not fit"));
}

static bool text_fits(
    struct proof *proof, const struct event *event, struct revision *text, struct err *err)
{
	if (!digest_fits(proof, event, text, err))
		return false;
	if (text->report != event->report || text->no != event->revision ||
	    text->base != text->no - 1 || text->person != event->person ||
	    text->at_ms != event->at_ms)
		return blame(err, event, _("brought a text whose row says otherwise"));
	proof->miscounted += !purge_is_shell(text) &&
			     text->chars != (int)text_count(text->body, strlen(text->body)).words;
	proof->verified->revisions++;
	return true;
}

static bool bytes_fit(struct proof *proof, const struct event *event, const char *digest,
    int64_t bytes, struct err *err)
{
	char hex[DIGEST_HEX_LEN + 1];
	bool is_there;
	int64_t size;
	size_t len;

	if (!originals_size(share_path(proof->share), digest, &is_there, &size, err))
		return false;
	if (!is_there || size != bytes)
		return blame(err, event,
		    is_there ? _("came as a file that has another length now")
			     : _("came as a file that is no longer beside the database"));
	proof->verified->originals++;
	if (!proof->plan->full)
		return true;
	g_autoptr(GBytes) all = originals_read(share_path(proof->share), digest, err);
	const void *data = all ? g_bytes_get_data(all, &len) : NULL;
	if (!all || !digest_of(proof->seal, data, len, hex, err))
		return false;
	return strcmp(hex, digest) == 0 ||
	       blame(err, event, _("came as a file that was changed since"));
}

/* Bytes that a purge should have taken away, and no other report came as. */
static bool count_leftover(struct proof *proof, const char *digest, struct err *err)
{
	bool is_there, wanted;
	int64_t size;

	if (!originals_size(share_path(proof->share), digest, &is_there, &size, err) ||
	    !purge_is_wanted(proof->db, digest, &wanted, err))
		return false;
	proof->leftover += is_there && !wanted;
	return true;
}

/* The original that an event names, in its table and beside the database. */
static bool original_fits(struct proof *proof, const struct event *event, struct err *err)
{
	g_autofree char *named = detail_get(event->detail, "original");
	g_autofree char *secret = detail_get(event->detail, "secret");
	struct sql *row = proof->originals;
	bool is_here = proof->has_original && sql_get_int(row, 0) <= event->seq;

	if (!named && !is_here)
		return true;
	int64_t bytes = detail_get_int(event->detail, "bytes", 0);
	bool is_kept = is_here && sql_get_int(row, 4) != 0;
	bool purged = false;
	if (is_here && !is_kept && !secret &&
	    !purge_follows(proof->db, event->report, event->seq, &purged, err))
		return false;
	bool good = named && is_here && sql_get_int(row, 0) == event->seq &&
		    sql_get_int(row, 1) == event->report &&
		    strcmp(sql_get_text(row, 2), named) == 0 && sql_get_int(row, 3) == bytes &&
		    is_kept == (!secret && !purged);
	if (!good)
		return blame(err, event, _("and the list of originals do not agree"));
	proof->has_original = sql_row(row);
	if (purged && !count_leftover(proof, named, err))
		return false;
	return !is_kept || bytes_fit(proof, event, named, bytes, err);
}

static bool take_event(struct proof *proof, struct event *event, struct err *err)
{
	struct revision *text = NULL;
	bool good = chain_holds(proof, event, err);

	if (good && event->report)
		g_ptr_array_add(proof->taken, event_copy(event));
	good = good && next_text(proof, event, &text, err) &&
	       (!text || text_fits(proof, event, text, err)) && original_fits(proof, event, err);

	if (good)
		return replay_event(&proof->replay, event, text, err);
	event_free(event);
	revision_free(text);
	return false;
}

bool proof_signed(struct proof *proof, struct err *err)
{
	bool good = signatures_fit(proof->replay.roster, proof->taken, err);

	g_ptr_array_set_size(proof->taken, 0);
	return good;
}

bool proof_slice(struct proof *proof, struct err *err)
{
	struct sql *events = sql_ask(
	    proof->db, "SELECT " AUDIT_COLUMNS " FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2");
	bool good = true;

	proof->texts = sql_ask(proof->db,
	    "SELECT " REVISION_COLUMNS ", body FROM revision WHERE seq > ?1 ORDER BY seq");
	proof->originals = sql_ask(proof->db,
	    "SELECT seq, report, digest, bytes, kept FROM original WHERE seq > ?1 ORDER BY seq");
	sql_int(proof->texts, 1, proof->seq);
	sql_int(proof->originals, 1, proof->seq);
	sql_int(events, 1, proof->seq);
	sql_int(events, 2, SLICE_EVENTS);
	proof->has_text = sql_row(proof->texts);
	proof->has_original = sql_row(proof->originals);
	while (good && sql_row(events)) {
		struct event *event = audit_row(events, err);

		good = event && take_event(proof, event, err);
	}
	if (good && proof->seq == proof->newest && (proof->has_text || proof->has_original))
		good = err_fail(
		    err, ERR_DAMAGED, _("there is a text or an original without its event"));
	good = sql_end(events, err) && good;
	good = sql_end(proof->texts, err) && good;
	return sql_end(proof->originals, err) && good;
}
