/* Byte 0 is the gate, 1 to 64 the slots, 66 who is next, 67 who copies at night; locks never lie on
 * the records (SMB's bind data). */
#include "share/gate.h"

#include "share/faults.h"
#include "share/mount.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/ident.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id /* glibc names the kernel's field only in its newest versions */
#define sigev_notify_thread_id _sigev_un._tid
#endif

#define GATE_BYTE 0
#define LOOK_BYTE (GATE_SLOTS + 1)
#define NEXT_BYTE (GATE_SLOTS + 2)
#define COPY_BYTE (GATE_SLOTS + 3)
#define RECORDS_AT 4096
#define RECORD_BYTES 64
#define PATIENCE_MS 3000
#define RECENT_MS 1000 /* who left so lately comes in by the line */

struct gate {
	int fd;
	bool is_smb;
	bool is_inside;
	int64_t left_ms; /* clock_mono_ms(); 0: never inside */
	int slot;
	uint64_t nonce;
	uint64_t counter;
	char version[GATE_VERSION_LEN];
	char person[GATE_PERSON_LEN];
#ifdef YANSHEN_TEST_HOOKS
	struct faults faults;
#endif
};

/* As it lies in the file, little-endian. */
struct record {
	uint64_t nonce;
	uint64_t counter;
	int64_t wall_ms;
	char version[GATE_VERSION_LEN];
	char person[GATE_PERSON_LEN];
	uint32_t check; /* of the rest: a torn record is no record */
};
_Static_assert(sizeof(struct record) == RECORD_BYTES, "records are 64 bytes on every machine");

static bool fail_errno(struct err *err)
{
	int code = errno;

	return err_fail_code(
	    err, ERR_AWAY, code, _("the side file of the database fails: %s"), tr_system(code));
}

/*
 * Locks of the open file, not of the process: they live and die with this descriptor, whatever else
 * in the program opens and closes the same name.
 */
static int lock(struct gate *gate, int cmd, short type, off_t byte, struct flock *found)
{
	struct flock ask = {.l_type = type, .l_whence = SEEK_SET, .l_start = byte, .l_len = 1};
	int code = DRIVE_CALL(&gate->faults, CALL_SIDE, -1, fcntl(gate->fd, cmd, &ask));

	if (found)
		*found = ask;
	return code;
}

struct gate *gate_open(const char *db_path, struct err *err)
{
	g_autofree char *path = g_strconcat(db_path, "-lk", NULL);
	struct mount mount;
	struct stat db, side;

	if (!mount_find(db_path, &mount, err))
		return NULL;
	struct gate gate = {.is_smb = mount.is_smb};
	/* A record must leave this computer when it is written; on a disk nobody else looks. */
	int sync = mount.is_remote ? O_DSYNC : 0;

	mount_clear(&mount);
	gate.fd = stat(db_path, &db) < 0
		      ? -1
		      : open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | sync,
			    db.st_mode & 0666);
	if (gate.fd < 0) {
		int code = errno;
		g_autofree char *shown = fs_shown(path);

		err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"), shown,
		    tr_system(code));
		return NULL;
	}
	/* Who may write the database may write here, whatever this person's umask is. */
	if (fstat(gate.fd, &side) == 0 && (side.st_mode & 0777) != (db.st_mode & 0666) &&
	    side.st_uid == geteuid())
		(void)!fchmod(gate.fd, db.st_mode & 0666);
	ident_random(&gate.nonce, sizeof(gate.nonce));
	gate.nonce |= 1; /* 0 is an empty slot */
#ifdef YANSHEN_TEST_HOOKS
	faults_init(&gate.faults);
#endif
	return g_memdup2(&gate, sizeof(gate));
}

static off_t record_at(int slot)
{
	return RECORDS_AT + (off_t)(slot - 1) * RECORD_BYTES;
}

void gate_close(struct gate *gate)
{
	static const struct record nobody;

	if (!gate)
		return;
	if (gate->slot) { /* who has ended is not waited for by those who look around */
		ssize_t put = pwrite(gate->fd, &nobody, sizeof(nobody), record_at(gate->slot));
		(void)put;
	}
	close(gate->fd);
	g_free(gate);
}

/* The gate. */

static void on_alarm(int number)
{
	(void)number; /* only there to end a wait with EINTR */
}

/*
 * Wait in the kernel's queue, which is fair, and be woken after MS. The signal goes to this thread
 * alone; what a process has but one of is its handler, which does nothing and may be set twice. The
 * timer goes on ringing: the first ring may come just before the wait begins.
 */
static bool wait_in_queue(struct gate *gate, off_t byte, int64_t ms)
{
	const int number = SIGRTMIN + 5;
	struct sigaction action = {.sa_handler = on_alarm};
	struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = number};
	struct itimerspec times = {
	    .it_value = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000 + 1},
	    .it_interval = {.tv_nsec = 20 * 1000000},
	};
	sigset_t mask, old;
	timer_t timer;

	event.sigev_notify_thread_id = gettid();
	if (sigaction(number, &action, NULL) < 0 ||
	    timer_create(CLOCK_MONOTONIC, &event, &timer) < 0)
		return false;
	sigemptyset(&mask);
	sigaddset(&mask, number);
	pthread_sigmask(SIG_UNBLOCK, &mask, &old);
	timer_settime(timer, 0, &times, NULL);

	bool is_ours = lock(gate, F_OFD_SETLKW, F_WRLCK, byte, NULL) == 0;

	timer_delete(timer);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return is_ours;
}

/*
 * Ask again and again: an SMB client that waits for a lock cannot be woken but by kill -9. Pauses
 * are a few round trips long, so that those who wait do not load the drive; whoever is next asks
 * alone, and so more often. Source: netdrive.md 5.5.
 */
static bool ask_again(
    struct gate *gate, off_t byte, struct busy *busy, int64_t until_ms, int64_t trip_ms)
{
	bool is_next = byte == GATE_BYTE;
	int least = (int)CLAMP(2 * trip_ms, is_next ? 2 : 10, 200);
	int most = (int)CLAMP(is_next ? 4 * trip_ms : 8 * trip_ms, is_next ? 10 : 40, 200);

	for (;;) {
		int64_t left = until_ms - clock_mono_ms();

		if (left <= 0 || busy_stopped(busy))
			return false;
		int pause = least + busy_pause_ms(busy, 4) % (most - least + 1);
		g_usleep((gulong)MIN(left, pause) * 1000);
		if (lock(gate, F_OFD_SETLK, F_WRLCK, byte, NULL) == 0)
			return true;
	}
}

/* Get the lock of one byte, waiting for it until UNTIL_MS. */
static bool get(struct gate *gate, off_t byte, struct busy *busy, int64_t until_ms)
{
	int64_t begun_ms = clock_mono_ms();

	if (lock(gate, F_OFD_SETLK, F_WRLCK, byte, NULL) == 0)
		return true;
	if (errno != EAGAIN && errno != EACCES)
		return false;

	int64_t now_ms = clock_mono_ms();

	if (until_ms <= now_ms || busy_stopped(busy))
		return false;
	return gate->is_smb ? ask_again(gate, byte, busy, until_ms, now_ms - begun_ms)
			    : wait_in_queue(gate, byte, until_ms - now_ms);
}

/*
 * Whoever waits for the gate holds the place of the next one. A desk that has just left finds it
 * taken, and so cannot slip in again before those who wait are awake (measured: of 16 that write
 * without a pause the longest waited 60 times the median, without this).
 */
static bool stand_in_line(struct gate *gate, struct busy *busy)
{
	int64_t until_ms = MIN(busy->deadline_ms, clock_mono_ms() + PATIENCE_MS);

	if (!get(gate, NEXT_BYTE, busy, until_ms))
		return false;
	bool is_ours = get(gate, GATE_BYTE, busy, until_ms);

	lock(gate, F_OFD_SETLK, F_UNLCK, NEXT_BYTE, NULL);
	return is_ours;
}

bool gate_enter(struct gate *gate, struct busy *busy)
{
	if (!gate || gate->is_inside)
		return gate != NULL;
	/* At the pace of people the gate is free, and one call is enough. */
	if (!gate->left_ms || clock_mono_ms() - gate->left_ms > RECENT_MS) {
		if (lock(gate, F_OFD_SETLK, F_WRLCK, GATE_BYTE, NULL) == 0)
			return gate->is_inside = true;
		if (errno != EAGAIN && errno != EACCES)
			return false;
	}
	gate->is_inside = stand_in_line(gate, busy);
	return gate->is_inside;
}

void gate_leave(struct gate *gate)
{
	if (!gate || !gate->is_inside)
		return;
	lock(gate, F_OFD_SETLK, F_UNLCK, GATE_BYTE, NULL);
	gate->is_inside = false;
	gate->left_ms = clock_mono_ms();
}

/* Presence. */

bool gate_take_copying(struct gate *gate)
{
	return !gate || lock(gate, F_OFD_SETLK, F_WRLCK, COPY_BYTE, NULL) == 0;
}

static uint32_t check_of(const struct record *record)
{
	uint32_t sum = 2166136261u; /* FNV-1a: a torn record is found, nobody is kept out by it */
	const unsigned char *bytes = (const unsigned char *)record;

	for (size_t i = 0; i < offsetof(struct record, check); i++)
		sum = (sum ^ bytes[i]) * 16777619u;
	return sum;
}

/* Read past an old copy: a network client asks the server anew once it has got a lock. */
static bool read_records(struct gate *gate, struct record *into, size_t bytes, off_t at)
{
	lock(gate, F_OFD_SETLK, F_RDLCK, LOOK_BYTE, NULL);
	ssize_t got = DRIVE_CALL(
	    &gate->faults, CALL_SIDE, -1, (int)pread(gate->fd, into, bytes, at));
	int code = errno;
	lock(gate, F_OFD_SETLK, F_UNLCK, LOOK_BYTE, NULL);
	errno = code;
	if (got < 0)
		return false;
	memset((char *)into + got, 0, bytes - (size_t)got);
	return true;
}

static bool write_record(struct gate *gate, int64_t wall_ms, struct err *err)
{
	struct record record = {
	    .nonce = GUINT64_TO_LE(gate->nonce),
	    .counter = GUINT64_TO_LE(++gate->counter),
	    .wall_ms = GINT64_TO_LE(wall_ms),
	};

	memcpy(record.version, gate->version, sizeof(record.version));
	memcpy(record.person, gate->person, sizeof(record.person));
	record.check = GUINT32_TO_LE(check_of(&record));
	ssize_t put = DRIVE_CALL(&gate->faults, CALL_SIDE, -1,
	    (int)pwrite(gate->fd, &record, sizeof(record), record_at(gate->slot)));
	return put == sizeof(record) || fail_errno(err);
}

/* Fill a field with as much of TEXT as fits, cut between characters. */
static void fit(char *field, size_t size, const char *text)
{
	size_t len = strlen(text);

	if (len > size) {
		const char *end = g_utf8_find_prev_char(text, text + size + 1);

		len = end ? (size_t)(end - text) : 0;
	}
	memset(field, 0, size);
	/* All of the field counts: there is no end to mark. */
	memcpy(field, text, len); /* NOLINT(bugprone-not-null-terminated-result) */
}

bool gate_join(struct gate *gate, const char *version, const char *person, struct err *err)
{
	if (!gate || gate->slot)
		return true;
	fit(gate->version, sizeof(gate->version), version);
	fit(gate->person, sizeof(gate->person), person);
	for (int slot = 1; slot <= GATE_SLOTS; slot++) {
		if (lock(gate, F_OFD_SETLK, F_WRLCK, slot, NULL) == 0) {
			gate->slot = slot;
			return write_record(gate, clock_machine_ms(), err);
		}
		if (errno != EAGAIN && errno != EACCES)
			return fail_errno(err);
	}
	return true;
}

int gate_slot(const struct gate *gate)
{
	return gate ? gate->slot : 0;
}

uint64_t gate_nonce(const struct gate *gate)
{
	return gate ? gate->nonce : 0;
}

bool gate_beat(struct gate *gate, int64_t wall_ms, struct err *err)
{
	struct record found;

	if (!gate || !gate->slot)
		return true;
	if (!read_records(gate, &found, sizeof(found), record_at(gate->slot)))
		return fail_errno(err);
	/* Torn is not foreign; emptied is not foreign either: the file may be made anew. */
	if (found.nonce && GUINT32_FROM_LE(found.check) == check_of(&found) &&
	    GUINT64_FROM_LE(found.nonce) != gate->nonce)
		return err_fail(err, ERR_STALE,
		    _("another desk writes in this desk's place: locks do not hold on this drive"));
	return write_record(gate, wall_ms, err);
}

bool gate_peers(struct gate *gate, struct presence *found, size_t *count, struct err *err)
{
	struct record records[GATE_SLOTS];

	*count = 0;
	if (!gate)
		return true;
	if (!read_records(gate, records, sizeof(records), RECORDS_AT))
		return fail_errno(err);
	for (int slot = 1; slot <= GATE_SLOTS; slot++) {
		const struct record *record = &records[slot - 1];
		struct flock held = {.l_type = F_UNLCK};

		if (!record->nonce || GUINT32_FROM_LE(record->check) != check_of(record))
			continue;
		if (slot != gate->slot && lock(gate, F_OFD_GETLK, F_WRLCK, slot, &held) < 0)
			return fail_errno(err);
		struct presence *one = &found[(*count)++];

		*one = (struct presence){
		    .slot = slot,
		    .is_held = slot == gate->slot || held.l_type != F_UNLCK,
		    .nonce = GUINT64_FROM_LE(record->nonce),
		    .counter = GUINT64_FROM_LE(record->counter),
		    .wall_ms = GINT64_FROM_LE(record->wall_ms),
		};
		memcpy(one->version, record->version, sizeof(record->version));
		memcpy(one->person, record->person, sizeof(record->person));
		if (!g_utf8_validate(one->version, -1, NULL) ||
		    !g_utf8_validate(one->person, -1, NULL))
			one->version[0] = one->person[0] = '\0';
	}
	return true;
}
