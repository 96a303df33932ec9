/* A report comes in, or comes in again: its text, its original, its number; a secret one masked. */
#include "base/bounds.h"
#include "base/ident.h"
#include "base/lang.h"
#include "share/reports.h"
#include "share/write.h"

/* What is known of the bytes it came as. */
struct arrival {
	char digest[DIGEST_HEX_LEN + 1];
	struct original original;
	struct revision *masked; /* in place of the text, when it bears a secrecy mark */
};

static void arrival_clear(struct arrival *arrival)
{
	revision_free(arrival->masked);
}

static bool arrival_take(
    struct writing *writing, struct arrival *arrival, struct detail *detail, struct err *err)
{
	const struct act *act = writing->act;
	size_t len = 0;

	*arrival = (struct arrival){0};
	if (act->is_secret) { /* of such a document only name, digest and time are kept [D X01] */
		arrival->masked = revision_new();
		revision_set(
		    &arrival->masked->title, _("(bears a secrecy mark; title not stored)"));
		detail_put(detail, "secret", "yes");
	}
	if (!act->original)
		return true;
	const void *bytes = g_bytes_get_data(act->original, &len);
	if (!digest_of(writing->seal, bytes, len, arrival->digest, err))
		return false;
	arrival->original = (struct original){.digest = arrival->digest,
	    .name = act->original_name ? act->original_name : "",
	    .bytes = (int64_t)len,
	    .is_kept = !act->is_secret};
	detail_put(detail, "original", arrival->digest);
	detail_put(detail, "name", act->original_name);
	detail_put_int(detail, "bytes", arrival->original.bytes);
	return true;
}

/* The masked report goes to the security officer at once, in the same transaction. */
static bool quarantine(struct writing *writing, struct share_case *found, struct err *err)
{
	struct ask ask = {.move = MOVE_QUARANTINE,
	    .words = _("its head bears a secrecy mark; the text was not stored")};
	struct step step = {.move = MOVE_QUARANTINE, .to = STATE_QUARANTINED, .words = ask.words};

	return judge(&found->file, &ask, err) && write_step(writing, found, &step, err);
}

static bool write_arrival(struct writing *writing, struct share_case *found, struct step *step,
    const struct arrival *arrival, struct err *err)
{
	if (arrival->original.digest)
		step->original = &arrival->original;
	step->text = arrival->masked ? arrival->masked : writing->act->ask.text;
	return write_step(writing, found, step, err) &&
	       (!arrival->masked || quarantine(writing, found, err));
}

/* There must be room for what comes in; what is here already can still be worked on. */
static bool has_room(struct writing *writing, struct err *err)
{
	int64_t pages, page_bytes;

	if (!sql_one_int(writing->db, "PRAGMA page_count", 0, &pages, err) ||
	    !sql_one_int(writing->db, "PRAGMA page_size", 0, &page_bytes, err))
		return false;
	return pages * page_bytes < BOUND_DB_STOP_BYTES ||
	       err_fail(err, ERR_FULL,
		   _("the database is larger than %d MiB: nothing more can come in until older "
		     "years are moved out"),
		   (int)(BOUND_DB_STOP_BYTES >> 20));
}

static bool seen_before(
    struct writing *writing, const struct arrival *arrival, bool *seen, struct err *err)
{
	struct done *done = writing->done;

	*seen = false;
	if (!arrival->original.digest)
		return true;
	if (!reports_by_original(writing->db, arrival->digest, &done->number, err))
		return false;
	if (!done->number)
		return true;
	*seen = done->seen_before = true;
	return reports_by_number(writing->db, done->number, &done->report, err);
}

static bool receive_new(struct writing *writing, struct share_case *found,
    const struct arrival *arrival, struct detail *detail, struct err *err)
{
	const struct act *act = writing->act;
	struct step step = {.move = MOVE_RECEIVE, .to = STATE_INCOMING, .words = act->ask.words};
	g_autofree char *uid = ident_new(act->now_ms);

	if (!write_number(writing, COUNTER_REPORT, &step, detail, err))
		return false;
	detail_put(detail, "uid", uid);
	detail_put(detail, "source", source_name(act->source));
	if (act->received_ms)
		detail_put_int(detail, "received", act->received_ms);
	if (act->limit_ms > 0)
		detail_put_int(detail, "limit", act->limit_ms);
	step.detail = detail;
	return write_arrival(writing, found, &step, arrival, err);
}

bool receive_report(struct writing *writing, struct err *err)
{
	struct share_case found = {0};
	struct arrival arrival = {0};
	struct detail detail = {0};
	struct ask ask = writing->act->ask;
	bool seen = false;
	bool good = write_open(writing, 0, &found, err) &&
		    arrival_take(writing, &arrival, &detail, err);

	if (arrival.masked)
		ask.text = arrival.masked;
	good = good && judge(&found.file, &ask, err) && seen_before(writing, &arrival, &seen, err);
	if (good && !seen)
		good = has_room(writing, err) &&
		       receive_new(writing, &found, &arrival, &detail, err);
	detail_clear(&detail);
	arrival_clear(&arrival);
	case_clear(&found);
	return good;
}

bool resubmit_report(struct writing *writing, struct share_case *found, struct err *err)
{
	struct arrival arrival = {0};
	struct detail detail = {0};
	struct ask ask = writing->act->ask;
	struct step step = {
	    .move = MOVE_RESUBMIT, .to = STATE_INCOMING, .words = ask.words, .detail = &detail};
	bool good = arrival_take(writing, &arrival, &detail, err);

	if (arrival.masked)
		ask.text = arrival.masked;
	good = good && judge(&found->file, &ask, err) && has_room(writing, err) &&
	       write_arrival(writing, found, &step, &arrival, err);
	detail_clear(&detail);
	arrival_clear(&arrival);
	return good;
}
