/* One report with all that hangs on it, read in one moment of the mirror. */
#include "mirror/read.h"

#include "base/lang.h"
#include "mirror/columns.h"

#define NEST_MAX 8 /* composites of composites; the share allows no circles */

void dossier_clear(struct dossier *dossier)
{
	report_free(dossier->report);
	revision_free(dossier->current);
	claim_free(dossier->claim);
	if (dossier->trail)
		g_ptr_array_free(dossier->trail, TRUE);
	if (dossier->revisions)
		g_ptr_array_free(dossier->revisions, TRUE);
	if (dossier->parts)
		g_ptr_array_free(dossier->parts, TRUE);
	*dossier = (struct dossier){0};
}

static struct report *read_report(struct mirror *mirror, int64_t id, struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "SELECT " REPORT_COLUMNS " FROM report WHERE report.id = ?");

	probe_int(probe, id);
	struct report *report = probe_row(probe) ? columns_report(probe) : NULL;
	if (!probe_end(probe, err)) {
		report_free(report);
		return NULL;
	}
	if (!report)
		err_fail(err, ERR_INPUT, _("there is no such report here"));
	return report;
}

static bool read_parts(
    struct mirror *mirror, int64_t id, GPtrArray *parts, int depth, struct err *err)
{
	guint first = parts->len;
	struct probe *probe = probe_begin(mirror,
	    "SELECT " REPORT_COLUMNS " FROM report INDEXED BY report_part "
	    "WHERE merged_into > 0 AND merged_into = ? ORDER BY report.id");

	probe_int(probe, id);
	while (probe_row(probe))
		g_ptr_array_add(parts, columns_report(probe));
	if (!probe_end(probe, err))
		return false;
	guint last = parts->len;
	for (guint i = first; depth < NEST_MAX && i < last; i++) {
		const struct report *part = g_ptr_array_index(parts, i);

		if (!read_parts(mirror, part->id, parts, depth + 1, err))
			return false;
	}
	return true;
}

static bool read_events(struct mirror *mirror, int64_t id, GPtrArray *trail, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "SELECT " EVENT_COLUMNS " FROM event INDEXED BY event_report "
	    "WHERE event.report = ? ORDER BY event.seq");

	probe_int(probe, id);
	while (probe_row(probe))
		g_ptr_array_add(trail, columns_event(probe));
	return probe_end(probe, err);
}

static bool read_heads(struct mirror *mirror, int64_t id, GPtrArray *revisions, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "SELECT " HEAD_COLUMNS " FROM revision INDEXED BY revision_no "
	    "WHERE revision.report = ? ORDER BY revision.no");

	probe_int(probe, id);
	while (probe_row(probe))
		g_ptr_array_add(revisions, columns_revision(probe, false));
	return probe_end(probe, err);
}

static struct claim *claim_of(struct probe *probe)
{
	struct claim *claim = claim_new(0, 0, "", 0);

	claim->report = probe_get_int(probe);
	claim->person = probe_get_int(probe);
	g_free(claim->desk);
	claim->desk = probe_get_text(probe);
	claim->fence = probe_get_int(probe);
	claim->since_ms = probe_get_int(probe);
	claim->beat = probe_get_int(probe);
	return claim;
}

static bool read_claim(struct mirror *mirror, struct dossier *dossier, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "SELECT report, person, desk, fence, since_ms, beat FROM claim WHERE report = ?");

	probe_int(probe, dossier->report->id);
	if (probe_row(probe))
		dossier->claim = claim_of(probe);
	return probe_end(probe, err);
}

/* Events of all are put in the order of the office, so that those of parts come before the merge.
 */
static int by_seq(const void *a, const void *b)
{
	const struct event *one = *(struct event *const *)a;
	const struct event *other = *(struct event *const *)b;

	return one->seq < other->seq ? -1 : one->seq > other->seq;
}

static bool judge_range(struct mirror *mirror, struct dossier *dossier, struct err *err)
{
	int64_t lowest = 0;
	int64_t newest = 0;
	int64_t first = 0;
	guint begun = 0;

	for (guint i = 0; i < dossier->trail->len; i++) {
		const struct event *event = g_ptr_array_index(dossier->trail, i);

		if (event->from == STATE_NONE && begun++ == 0)
			first = event->seq;
	}
	if (begun <= dossier->parts->len) /* a part's beginning is not here yet */
		first = 0;
	if (!local_int(mirror, "SELECT value FROM mark WHERE name = 'lowest'", 0, &lowest, err) ||
	    !local_int(mirror, "SELECT value FROM mark WHERE name = 'newest'", 0, &newest, err))
		return false;
	dossier->trail_is_whole = first > 0;
	dossier->checked = first > 0 && first >= lowest && dossier->report->seq <= newest;
	return true;
}

static bool read_all(struct mirror *mirror, int64_t id, struct dossier *dossier, struct err *err)
{
	dossier->report = read_report(mirror, id, err);
	if (!dossier->report || !read_parts(mirror, id, dossier->parts, 0, err))
		return false;
	for (guint i = 0; i < dossier->parts->len; i++) {
		const struct report *part = g_ptr_array_index(dossier->parts, i);

		if (!read_events(mirror, part->id, dossier->trail, err) ||
		    !read_heads(mirror, part->id, dossier->revisions, err))
			return false;
	}
	if (!read_events(mirror, id, dossier->trail, err) ||
	    !read_heads(mirror, id, dossier->revisions, err) || !read_claim(mirror, dossier, err))
		return false;
	g_ptr_array_sort(dossier->trail, by_seq);
	dossier->current = mirror_revision(mirror, id, dossier->report->revision, err);
	return err->kind == ERR_NONE && judge_range(mirror, dossier, err);
}

bool mirror_read(struct mirror *mirror, int64_t report, struct dossier *dossier, struct err *err)
{
	struct err ignored = {0};

	*dossier = (struct dossier){
	    .trail = g_ptr_array_new_with_free_func((GDestroyNotify)event_free),
	    .revisions = g_ptr_array_new_with_free_func((GDestroyNotify)revision_free),
	    .parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_free),
	};
	/* A savepoint, for whoever reads several reports of one moment. */
	bool good = local_exec(mirror, "SAVEPOINT reading", err) &&
		    read_all(mirror, report, dossier, err);
	if (!local_exec(mirror, "RELEASE reading", &ignored))
		err_clear(&ignored);
	if (!good)
		dossier_clear(dossier);
	return good;
}

static struct revision *one_revision(struct probe *probe, struct err *err)
{
	struct revision *revision = probe_row(probe) ? columns_revision(probe, true) : NULL;

	if (probe_end(probe, err))
		return revision;
	revision_free(revision);
	return NULL;
}

struct revision *mirror_revision(struct mirror *mirror, int64_t report, int no, struct err *err)
{
	struct probe *probe = probe_begin(mirror,
	    "SELECT " HEAD_COLUMNS ", revision.body FROM revision WHERE report = ? AND no = ?");

	probe_int(probe, report);
	probe_int(probe, no);
	return one_revision(probe, err);
}

bool mirror_find(struct mirror *mirror, const char *number, int64_t *report, struct err *err)
{
	struct report key = {.number = (char *)(uintptr_t)number};
	struct probe *probe = probe_begin(mirror,
	    "SELECT id FROM report WHERE number_key > 0 AND number_key = ?1 "
	    "UNION ALL SELECT id FROM report WHERE dispatch_number > '' AND dispatch_number = ?2 "
	    "UNION ALL SELECT id FROM report WHERE uid = ?2 LIMIT 1");

	probe_int(probe, columns_number_key(&key));
	probe_text(probe, number);
	*report = probe_row(probe) ? probe_get_int(probe) : 0;
	return probe_end(probe, err);
}

GPtrArray *mirror_people(struct mirror *mirror, struct err *err)
{
	GPtrArray *people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	struct probe *probe = probe_begin(
	    mirror, "SELECT id, name, login, roles, retired, seq FROM person ORDER BY id");

	while (probe_row(probe)) {
		struct person *person = person_new(0, "", "", 0);

		person->id = probe_get_int(probe);
		g_free(person->name);
		person->name = probe_get_text(probe);
		g_free(person->login);
		person->login = probe_get_text(probe);
		person->roles = (unsigned)probe_get_int(probe);
		person->retired = probe_get_int(probe);
		person->seq = probe_get_int(probe);
		g_ptr_array_add(people, person);
	}
	if (probe_end(probe, err))
		return people;
	g_ptr_array_free(people, TRUE);
	return NULL;
}

GPtrArray *mirror_claims(struct mirror *mirror, struct err *err)
{
	GPtrArray *claims = g_ptr_array_new_with_free_func((GDestroyNotify)claim_free);
	struct probe *probe = probe_begin(mirror,
	    "SELECT report, person, desk, fence, since_ms, beat FROM claim ORDER BY report");

	while (probe_row(probe))
		g_ptr_array_add(claims, claim_of(probe));
	if (probe_end(probe, err))
		return claims;
	g_ptr_array_free(claims, TRUE);
	return NULL;
}

char *mirror_setting(struct mirror *mirror, const char *name, const char *fallback)
{
	struct err ignored = {0};
	struct probe *probe = probe_begin(mirror, "SELECT value FROM setting WHERE name = ?");

	probe_text(probe, name);
	char *value = probe_row(probe) ? probe_get_text(probe) : g_strdup(fallback);
	if (!probe_end(probe, &ignored))
		err_clear(&ignored); /* then the fallback stands */
	return value;
}

bool mirror_settings(struct mirror *mirror, const char *prefix, mirror_settings_take *take, void *of,
    struct err *err)
{
	struct probe *probe = probe_begin(
	    mirror, "SELECT name, value FROM setting WHERE substr(name, 1, length(?1)) = ?1");

	probe_text(probe, prefix);
	while (probe_row(probe)) {
		g_autofree char *name = probe_get_text(probe);
		g_autofree char *value = probe_get_text(probe);

		take(of, name, value);
	}
	return probe_end(probe, err);
}
