/* Gathers out of the file all that a verdict may depend on. */
#include "share/case.h"

#include "base/lang.h"
#include "flow/judge.h"
#include "share/audit.h"
#include "share/claims.h"
#include "share/init.h"
#include "share/people.h"
#include "share/reports.h"
#include "share/revisions.h"

static void event_free_item(void *item)
{
	event_free(item);
}

static void revision_free_item(void *item)
{
	revision_free(item);
}

static int by_seq(const void *a, const void *b)
{
	const struct event *one = *(struct event *const *)a, *other = *(struct event *const *)b;

	return one->seq < other->seq ? -1 : one->seq > other->seq;
}

/* The report's own, then, for a composite, those of its parts in the order they happened. */
static bool load_trail(struct db *db, struct share_case *found, struct err *err)
{
	int64_t report = found->report->id;
	g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(int64_t));
	bool good = audit_of_report(db, report, found->trail, err) &&
		    revisions_heads(db, report, found->revisions, err) &&
		    (found->report->source != SOURCE_COMPOSITE ||
			reports_parts(db, report, parts, err));

	for (guint i = 0; good && i < parts->len; i++) {
		int64_t part = g_array_index(parts, int64_t, i);

		good = audit_of_report(db, part, found->trail, err) &&
		       revisions_heads(db, part, found->revisions, err);
	}
	if (parts->len)
		g_ptr_array_sort(found->trail, by_seq);
	return good;
}

static bool load_report(struct db *db, int64_t report, struct share_case *found, struct err *err)
{
	if (!reports_by_id(db, report, &found->report, err))
		return false;
	if (!found->report)
		return err_fail(err, ERR_INPUT, _("there is no such report"));
	if (!load_trail(db, found, err) || !claims_of(db, report, &found->claim, err))
		return false;
	for (guint i = 0; i < found->revisions->len; i++) {
		const struct revision *revision = g_ptr_array_index(found->revisions, i);

		if (revision->report == report && revision->no == found->report->revision)
			report_take_head(found->report, revision);
	}
	return true;
}

bool case_load(struct db *db, int64_t report, struct share_case *found, struct err *err)
{
	g_autofree char *late = NULL;

	*found = (struct share_case){0};
	found->trail = g_ptr_array_new_with_free_func(event_free_item);
	found->revisions = g_ptr_array_new_with_free_func(revision_free_item);
	found->people = people_all(db, err);
	if (!found->people || (report && !load_report(db, report, found, err)) ||
	    !settings_get(db, SETTING_LATE_ADDRESSEES, &late, err)) {
		case_clear(found);
		return false;
	}
	found->file.report = found->report;
	found->file.trail = found->trail;
	found->file.revisions = found->revisions;
	found->file.people = found->people;
	found->file.claim = found->claim;
	found->file.desk = "";
	found->file.late_addressees = late && strcmp(late, "yes") == 0;
	return true;
}

void case_say_authority(const struct case_file *file, enum move_id move, struct detail *detail)
{
	const struct lend *lent = judge_lent(file, move);
	const struct lend *both = move == MOVE_SIGN ? judge_needs_both(file) : NULL;

	if (lent) {
		detail_put_int(detail, "for", lent->by);
		detail_put_int(detail, "lent", lent->seq);
	}
	if (both)
		detail_put_int(detail, "both", both->seq);
	if (move == MOVE_SUBMIT) {
		g_autofree char *list = steps_in_force(file->steps);

		detail_put(detail, "steps", steps_extra(list) ? list : NULL);
	}
	if (move == MOVE_PASS) {
		g_autoptr(GPtrArray) passes = story_passes(file);

		if (passes->len)
			detail_put_int(detail, "step", (int64_t)passes->len + 1);
	}
}

void case_clear(struct share_case *found)
{
	report_free(found->report);
	claim_free(found->claim);
	if (found->trail)
		g_ptr_array_free(found->trail, TRUE);
	if (found->revisions)
		g_ptr_array_free(found->revisions, TRUE);
	if (found->people)
		g_ptr_array_free(found->people, TRUE);
	*found = (struct share_case){0};
}
