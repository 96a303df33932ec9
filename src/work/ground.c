/* Opening share and mirror together, and coming back after the share was gone. */
#include "work/ground.h"

#include "base/ident.h"
#include "base/lang.h"
#include "base/log.h"
#include "mirror/take.h"
#include "seal/digest.h"
#include "share/drive.h"
#include "share/init.h"
#include "share/people.h"
#include "share/txn.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static char *desk_name(void)
{
	char host[64] = "desk";
	const char *tty = ttyname(STDIN_FILENO);

	gethostname(host, sizeof(host) - 1);
	/* The session's own part keeps two windows of one machine apart: a claim belongs to one. */
	return g_strdup_printf("%s/%s", host, tty ? tty + strlen("/dev/") : "-");
}

static bool read_office(struct share *share, char **office, struct err *err)
{
	struct txn txn;

	if (!txn_read(&txn, share, err))
		return false;
	bool good = settings_get(share_db(share), SETTING_OFFICE_UID, office, err);
	txn_end(&txn);
	if (good && !*office)
		return err_fail(
		    err, ERR_DAMAGED, _("the database does not say which office it belongs to"));
	return good;
}

static bool open_mirror(struct ground *ground, struct mirror **reader, struct err *err)
{
	struct mirror_place place = {.state_dir = ground->state_dir,
	    .share = ground->path,
	    .office = ground->office,
	    .off_disk = ground->off_disk};

	return mirror_open(&place, &ground->writer, reader, err);
}

/* A drive that was not mounted looks like a file that is not there. */
static bool is_away(const struct err *err)
{
	return err->kind == ERR_AWAY || err->kind == ERR_BUSY ||
	       (err->kind == ERR_INPUT && (err->code == ENOENT || err->code == ENOTDIR));
}

/* The share is not there; what this desk knows of it can still be read. */
static bool open_away(struct ground *ground, struct mirror **reader, struct err *err)
{
	struct err none = {0};

	if (ground->off_disk || !is_away(err))
		return false;
	*reader = mirror_open_away(ground->state_dir, ground->path, &ground->office, &none);
	if (!*reader)
		return false; /* err says why the share is away */
	ground->away = *err;
	ground->away_since_ms = clock_wall_ms(&ground->clock);
	err_clear(err);
	return true;
}

/* Stand on what this desk has of that path. The path is taken as it is written: to resolve it would
 * already ask the drive. */
static bool open_copy(struct ground *ground, const char *path, struct mirror **reader)
{
	struct mirror_marks marks;
	struct err none = {0};

	ground->path = g_canonicalize_filename(path, NULL);
	ground->office = ground->off_disk ? NULL : mirror_office(ground->state_dir, ground->path);
	if (ground->office && open_mirror(ground, reader, &none) &&
	    mirror_marks(*reader, &marks, &none) && marks.newest_seq)
		return true;
	mirror_close(*reader);
	mirror_close(ground->writer);
	*reader = ground->writer = NULL;
	g_clear_pointer(&ground->path, g_free);
	g_clear_pointer(&ground->office, g_free);
	return false;
}

/* The path that the mirror knows the share by, even where the file itself is not there just now. */
static char *known_path(const char *path)
{
	char *whole = g_canonicalize_filename(path, NULL);
	g_autofree char *dir = g_path_get_dirname(whole);
	g_autofree char *name = g_path_get_basename(whole);
	char *real = realpath(dir, NULL);

	if (!real)
		return whole;
	g_free(whole);
	char *found = g_build_filename(real, name, NULL);
	free(real);
	return found;
}

/* The office key that this desk joined, here or wherever the file lay then. */
static void pin_share(struct ground *ground, struct share *share)
{
	g_autofree char *at_path = keyring_pin_of_path(share_path(share));
	struct keyring_pin pin = {0};

	if (!at_path && keyring_pin_read(ground->keys, &pin))
		at_path = g_strdup(pin.key);
	keyring_pin_clear(&pin);
	share_pin(share, at_path);
}

static void open_keys(struct ground *ground)
{
	g_autofree char *dir = keyring_dir(ground->office);

	keyring_free(ground->keys);
	ground->keys = keyring_new(dir);
}

bool ground_open(
    struct ground *ground, const struct ground_plan *plan, struct mirror **reader, struct err *err)
{
	*ground = (struct ground){.clock = plan->clock, .off_disk = plan->off_disk};
	*reader = NULL;
	ground->state_dir = g_strdup(plan->state_dir);
	ground->program = g_strdup(PACKAGE_NAME " " PACKAGE_VERSION);
	ground->desk = desk_name();
	if (plan->copy_first && open_copy(ground, plan->path, reader)) {
		open_keys(ground);
		return true;
	}
	ground->path = known_path(plan->path);
	if (drive_known(ground->path, ground->state_dir, err))
		ground->share = share_open(ground->path, false, err);
	if (!ground->share) {
		bool known = open_away(ground, reader, err);

		if (known)
			open_keys(ground);
		return known;
	}
	ground->has_met = true;
	g_free(ground->path);
	ground->path = g_strdup(share_path(ground->share));
	ground->seal = seal_open(err);
	if (!ground->seal || !read_office(ground->share, &ground->office, err))
		return false;
	open_keys(ground);
	pin_share(ground, ground->share);
	return open_mirror(ground, reader, err);
}

void ground_close(struct ground *ground)
{
	share_close(ground->share);
	mirror_close(ground->writer);
	if (ground->lost)
		g_ptr_array_free(ground->lost, TRUE);
	g_free(ground->admitted);
	keyring_free(ground->keys); /* its keys are of the seal */
	seal_close(ground->seal);
	g_free(ground->path);
	g_free(ground->state_dir);
	g_free(ground->desk);
	g_free(ground->program);
	g_free(ground->office);
	*ground = (struct ground){0};
}

static void retry_later(struct ground *ground)
{
	static const int seconds[] = {1, 2, 4, 8, 15, 30};
	int wait = seconds[MIN(ground->tries, (int)G_N_ELEMENTS(seconds) - 1)];
	uint32_t jitter;

	ident_random(&jitter, sizeof(jitter));
	ground->retry_ms = clock_mono_ms() + wait * 1000 + (int64_t)(jitter % 500);
	ground->tries++;
}

/*
 * What the ground could not have while the share was away: digests, and a copy to write in. The
 * screen keeps the reader that it has: it is one of the file that is written here or by the other
 * desk of this account.
 */
static bool complete(struct ground *ground, struct err *err)
{
	struct mirror *reader = NULL;

	if (!ground->seal)
		ground->seal = seal_open(err);
	if (!ground->seal)
		return false;
	if (ground->writer)
		return true;
	if (!open_mirror(ground, &reader, err))
		return false;
	mirror_close(reader);
	return true;
}

bool ground_ready(struct ground *ground, struct err *err)
{
	if (ground->share)
		return true;
	if (clock_mono_ms() < ground->retry_ms)
		return err_fail(err, ERR_AWAY, "%s", ground->away.words);
	struct err now = {0};
	g_autofree char *office = NULL;
	struct share *share = NULL;

	if (drive_known(ground->path, ground->state_dir, &now)) /* it may be mounted anew */
		share = share_open_until(
		    ground->path, false, ground->deadline_ms, ground->stop, &now);

	if (share && read_office(share, &office, &now) && strcmp(office, ground->office) != 0)
		err_fail(&now, ERR_DAMAGED,
		    _("another database lies at this place now: nothing is written"));
	if (now.kind == ERR_NONE && complete(ground, &now)) {
		pin_share(ground, share);
		if (ground->away_since_ms)
			log_line("share is back");
		ground->share = share;
		ground->has_met = true;
		ground->tries = 0;
		ground->away_since_ms = 0;
		err_clear(&ground->away);
		return true;
	}
	share_close(share);
	ground->unfit = !ground->has_met && !is_away(&now);
	ground->away = now;
	if (!ground->away_since_ms)
		ground->away_since_ms = clock_wall_ms(&ground->clock);
	retry_later(ground);
	if (ground->unfit) {
		*err = now;
		return false;
	}
	return err_fail(err, ERR_AWAY, "%s", now.words);
}

void ground_patience(struct ground *ground, int64_t deadline_ms, const atomic_bool *stop)
{
	ground->deadline_ms = deadline_ms;
	ground->stop = stop;
	if (ground->share)
		share_patience(ground->share, deadline_ms, stop);
}

void ground_stop(struct ground *ground, const struct err *err)
{
	if (ground->stopped)
		return;
	ground->stopped = true;
	ground->why_stopped = *err;
	log_line("history differs: code %d in %s", err->code, err->where);
}

void ground_failed(struct ground *ground, const struct err *err)
{
	if (err->kind != ERR_AWAY || !ground->share)
		return;
	log_line("share is away: code %d in %s", err->code, err->where);
	share_close(ground->share);
	ground->share = NULL;
	ground->away = *err;
	ground->away_since_ms = clock_wall_ms(&ground->clock);
	ground->tries = 0;
	retry_later(ground);
}
