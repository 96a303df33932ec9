/* What is in the folder says what was made: no event, and no clock but the one that names copies.
 */
#include "share/nightly.h"

#include "base/clock.h"
#include "base/lang.h"
#include "share/backup.h"
#include "share/backup_keep.h"
#include "share/people.h"
#include "share/settings.h"
#include "share/txn.h"

#include <sys/stat.h>

#define MOST_COPIES 1000
#define MOST_DAYS 3660

void nightly_clear(struct nightly *nightly)
{
	g_free(nightly->folder);
	*nightly = (struct nightly){0};
}

void nightly_found_clear(struct nightly_found *found)
{
	nightly_clear(&found->nightly);
	g_free(found->folder);
	g_free(found->newest);
	backup_clear(&found->backup);
	*found = (struct nightly_found){0};
}

char *nightly_print(const struct nightly *nightly)
{
	return nightly->folder ? g_strdup_printf("%d %d %d %s", nightly->hour, nightly->copies,
				     nightly->days, nightly->folder)
			       : g_strdup("");
}

/* A number and the blank behind it; false when there is none between LEAST and MOST. */
static bool take_number(const char **text, int least, int most, int *number)
{
	char *end;
	int64_t value = g_ascii_strtoll(*text, &end, 10);

	if (!g_ascii_isdigit(**text) || *end != ' ' || value < least || value > most)
		return false;
	*number = (int)value;
	*text = end + 1;
	return true;
}

bool nightly_parse(const char *value, struct nightly *nightly, struct err *err)
{
	const char *at = value ? value : "";

	*nightly = (struct nightly){0};
	if (!*at)
		return true;
	if (take_number(&at, 0, 23, &nightly->hour) &&
	    take_number(&at, 2, MOST_COPIES, &nightly->copies) &&
	    take_number(&at, 1, MOST_DAYS, &nightly->days) && *at) {
		nightly->folder = g_strdup(at);
		return true;
	}
	return err_fail(err, ERR_INPUT,
	    _("nightly copies: the hour is 0 to 23, 2 to %d copies stay, for 1 to %d days"),
	    MOST_COPIES, MOST_DAYS);
}

char *nightly_folder(const struct nightly *nightly, const char *path)
{
	g_autofree char *beside = g_path_get_dirname(path);

	return g_canonicalize_filename(nightly->folder, beside);
}

void nightly_due(const struct nightly *nightly, int64_t now_ms, char stamp[14])
{
	char now[14];
	int hour;

	backup_stamp_print(now_ms, now);
	hour = (now[9] - '0') * 10 + now[10] - '0';
	backup_stamp_print(hour < nightly->hour ? now_ms - DAY_MS : now_ms, stamp);
	g_snprintf(stamp + 9, 5, "%02d00", nightly->hour);
}

static bool read_setting(struct share *share, struct nightly *nightly, struct err *err)
{
	g_autofree char *value = NULL;
	struct txn txn;
	bool good = txn_read(&txn, share, err) &&
		    settings_get(share_db(share), SETTING_NIGHTLY, &value, err);

	txn_end(&txn);
	return good && nightly_parse(value, nightly, err);
}

static bool on_one_drive(const char *folder, const char *path)
{
	struct stat there, here;

	return stat(folder, &there) == 0 && stat(path, &here) == 0 && there.st_dev == here.st_dev;
}

/* PLAN with the folder and the bounds of the setting. */
static struct backup_plan plan_of(const struct backup_plan *plan, const struct nightly_found *found)
{
	struct backup_plan whole = *plan;

	whole.dir = found->folder;
	whole.copies = found->nightly.copies;
	whole.days = found->nightly.days;
	return whole;
}

bool nightly_look(struct share *share, const struct backup_plan *plan, struct nightly_found *found,
    struct err *err)
{
	*found = (struct nightly_found){0};
	if (!read_setting(share, &found->nightly, err))
		return false;
	if (!found->nightly.folder)
		return true;
	found->folder = nightly_folder(&found->nightly, share_path(share));
	nightly_due(&found->nightly, plan->now_ms, found->due);
	found->same_drive = on_one_drive(found->folder, share_path(share));
	struct backup_plan whole = plan_of(plan, found);

	if (!backup_newest(share, &whole, &found->newest, err))
		return false;
	found->is_owed = !found->newest ||
			 strncmp(backup_stamp(found->newest), found->due, strlen(found->due)) < 0;
	return true;
}

bool nightly_make(struct share *share, const struct backup_plan *plan, struct nightly_found *found,
    struct err *err)
{
	/* Taken before the look: what another has made since its turn is seen. */
	bool is_ours = gate_take_copying(share_gate(share));

	if (!nightly_look(share, plan, found, err))
		return false;
	if (!found->is_owed || !is_ours)
		return true;
	struct backup_plan whole = plan_of(plan, found);

	found->is_owed = !share_backup(share, &whole, &found->backup, err);
	return !found->is_owed;
}

GPtrArray *nightly_holding(const char *value, const char *path, const char *uid, int64_t report)
{
	g_autofree char *base = g_path_get_basename(path);
	g_autofree char *stem = backup_stem(base);
	g_autofree char *id = g_strdup_printf("%" G_GINT64_FORMAT, report);
	struct nightly nightly = {0};
	struct err none = {0};
	GPtrArray *holding = NULL;

	if (nightly_parse(value, &nightly, &none) && nightly.folder) {
		g_autofree char *folder = nightly_folder(&nightly, path);
		GPtrArray *copies = backup_list(folder, stem, uid, &none);

		holding = copies ? backup_purged(copies, id) : NULL;
		if (copies)
			g_ptr_array_free(copies, TRUE);
	}
	nightly_clear(&nightly);
	return holding;
}
