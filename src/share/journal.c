/* Each page of a journal is three writes to SQLite; here all pages of a transaction are one. */
#include "share/journal.h"

#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#define NONCE_AT 12 /* in the header; magic and count of pages before it are written last */
#define BLOCK 4096

int journal_init(
    struct journal *journal, struct sqlite3_file *real, const char *path, struct fence *fence)
{
	sqlite3_int64 size = 0;

	*journal = (struct journal){
	    .real = real,
	    .path = path,
	    .fence = fence,
	    .bytes = g_byte_array_new(),
	    .is_gathered = true,
	};
	int code = DRIVE_CALL(
	    fence->faults, CALL_SIZE, SQLITE_IOERR_FSTAT, real->pMethods->xFileSize(real, &size));

	/* A dead desk's journal is played back as it stands on the drive. */
	journal->is_gathered = code == SQLITE_OK && size == 0;
	journal->is_untouched = true;
	journal->on_drive = (size_t)size;
	return code;
}

/*
 * The first 12 bytes are written last, so both may have them from either. A file too short for a
 * header is what is left of ours when a colleague emptied it in between: theirs are written whole.
 */
static bool is_ours(const struct journal *journal, int fd)
{
	void *block = NULL;
	bool same = false;

	if (posix_memalign(&block, BLOCK, BLOCK) == 0) {
		ssize_t got = pread(fd, block, BLOCK, 0);

		same = got > 0 && (got < JOURNAL_HEADER_BYTES ||
				      memcmp((char *)block + NONCE_AT, journal->header + NONCE_AT,
					  JOURNAL_HEADER_BYTES - NONCE_AT) == 0);
	}
	free(block);
	return same;
}

void journal_disown(struct journal *journal)
{
	if (!journal->on_drive)
		return;
	/* Past the cache, as the fence reads; nobody locks the journal, so closing loses nothing.
	 */
	int fd = open(journal->path, O_RDWR | O_DIRECT | O_CLOEXEC);

	if (fd < 0 && errno == EINVAL)
		fd = open(journal->path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	if (is_ours(journal, fd) && ftruncate(fd, 0) == 0)
		fsync(fd);
	close(fd);
}

static bool may_go_out(struct journal *journal)
{
	if (fence_passes(journal->fence, FENCE_JOURNAL))
		return true;
	journal_disown(journal);
	return false;
}

static int put_out(struct journal *journal)
{
	size_t from = journal->dirty_from, to = journal->dirty_to;

	if (from == to)
		return SQLITE_OK;
	if (!may_go_out(journal))
		return SQLITE_IOERR_LOCK;
	int code = drive_write(journal->fence->faults, journal->real, journal->bytes->data + from,
	    (int)(to - from), (int64_t)from);

	/* Even of a failed write a part may have arrived. */
	journal->on_drive = MAX(journal->on_drive, to);
	journal->needs_sync = true;
	if (code == SQLITE_OK)
		journal->dirty_from = journal->dirty_to = 0;
	return code;
}

static int pass_through(struct journal *journal)
{
	int code = put_out(journal);

	if (code == SQLITE_OK) {
		journal->is_gathered = false;
		g_byte_array_set_size(journal->bytes, 0);
	}
	return code;
}

int journal_finish(struct journal *journal)
{
	int code = SQLITE_OK;

	/* What was never synced protects nothing: no page has been written on the strength of it.
	 */
	if (journal->is_gathered && journal->on_drive)
		code = put_out(journal);
	g_byte_array_unref(journal->bytes);
	journal->bytes = NULL;
	return code;
}

int journal_read(struct journal *journal, void *into, int len, int64_t at)
{
	sqlite3_file *real = journal->real;

	journal->is_untouched = false;
	if (!journal->is_gathered)
		return DRIVE_CALL(journal->fence->faults, CALL_READ, SQLITE_IOERR_READ,
		    real->pMethods->xRead(real, into, len, at));

	size_t have = at < journal->bytes->len ? journal->bytes->len - (size_t)at : 0;
	size_t take = MIN(have, (size_t)len);

	if (take)
		memcpy(into, journal->bytes->data + at, take);
	memset((char *)into + take, 0, (size_t)len - take);
	return take == (size_t)len ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static void gather(struct journal *journal, const void *from, size_t begin, size_t end)
{
	GByteArray *bytes = journal->bytes;
	bool is_clean = journal->dirty_from == journal->dirty_to;

	if (end > bytes->len) {
		size_t old = bytes->len;

		g_byte_array_set_size(bytes, (guint)end);
		if (begin > old)
			memset(bytes->data + old, 0, begin - old);
	}
	memcpy(bytes->data + begin, from, end - begin);
	journal->dirty_from = is_clean ? begin : MIN(journal->dirty_from, begin);
	journal->dirty_to = is_clean ? end : MAX(journal->dirty_to, end);
}

int journal_write(struct journal *journal, const void *from, int len, int64_t at)
{
	size_t begin = (size_t)at, end = begin + (size_t)len;

	if (at == 0 && len >= JOURNAL_HEADER_BYTES)
		memcpy(journal->header, from, JOURNAL_HEADER_BYTES);
	/* What a dead desk left without syncing it is written over, as SQLite does. */
	if (journal->is_untouched && at == 0 && journal->fence->is_armed)
		journal->is_gathered = true;
	journal->is_untouched = false;
	if (journal->is_gathered && end > JOURNAL_GATHER_BYTES) {
		int code = pass_through(journal);

		if (code != SQLITE_OK)
			return code;
	}
	if (!journal->is_gathered) {
		if (!may_go_out(journal))
			return SQLITE_IOERR_LOCK;
		journal->needs_sync = true;
		journal->on_drive = MAX(journal->on_drive, end);
		return drive_write(journal->fence->faults, journal->real, from, len, at);
	}
	gather(journal, from, begin, end);
	return SQLITE_OK;
}

static int drive_truncate(struct journal *journal, int64_t size)
{
	sqlite3_file *real = journal->real;
	int code = DRIVE_CALL(journal->fence->faults, CALL_TRUNCATE, SQLITE_IOERR_TRUNCATE,
	    real->pMethods->xTruncate(real, size));

	journal->needs_sync = true;
	if (code == SQLITE_OK)
		journal->on_drive = (size_t)size;
	return code;
}

/* Zeros from AT to the end of what is on the drive, and synced. */
static int put_zeros(struct journal *journal, size_t at, size_t end)
{
	static const unsigned char zeros[BLOCK];
	sqlite3_file *real = journal->real;
	int code = SQLITE_OK;

	while (at < end && code == SQLITE_OK) {
		size_t len = MIN(end - at, sizeof(zeros));

		code = drive_write(journal->fence->faults, real, zeros, (int)len, (int64_t)at);
		at += len;
	}
	if (code == SQLITE_OK)
		code = DRIVE_CALL(journal->fence->faults, CALL_SYNC, SQLITE_IOERR_FSYNC,
		    real->pMethods->xSync(real, SQLITE_SYNC_NORMAL));
	return code;
}

int journal_wipe(struct journal *journal)
{
	size_t end = journal->on_drive;

	if (journal->fence->is_shut || !end)
		return SQLITE_OK;
	int code = put_zeros(journal, 0, MIN(end, JOURNAL_HEADER_BYTES));

	/* From here on nobody plays it back: what cannot be wiped is at least cut off. */
	if (code == SQLITE_OK && end > JOURNAL_HEADER_BYTES &&
	    put_zeros(journal, JOURNAL_HEADER_BYTES, end) != SQLITE_OK)
		log_line("the journal could not be written over");
	return code;
}

int journal_truncate(struct journal *journal, int64_t size)
{
	/* Shut: the file may be a colleague's by now, and ours was emptied by journal_disown(). */
	if (journal->fence->is_shut) {
		g_byte_array_set_size(journal->bytes, 0);
		journal->dirty_from = journal->dirty_to = 0;
		journal->is_gathered = true;
		journal->on_drive = 0;
		journal->needs_sync = false;
		return SQLITE_OK;
	}
	int code = (int64_t)journal->on_drive > size ? drive_truncate(journal, size) : SQLITE_OK;

	if (code != SQLITE_OK)
		return code;
	if (journal->is_gathered && (int64_t)journal->bytes->len > size) {
		g_byte_array_set_size(journal->bytes, (guint)size);
		journal->dirty_to = MIN(journal->dirty_to, (size_t)size);
		journal->dirty_from = MIN(journal->dirty_from, journal->dirty_to);
	}
	if (size == 0)
		journal->is_gathered = true;
	return SQLITE_OK;
}

int journal_sync(struct journal *journal, int flags)
{
	sqlite3_file *real = journal->real;
	int code = journal->is_gathered ? put_out(journal) : SQLITE_OK;

	if (code != SQLITE_OK || !journal->needs_sync)
		return code;
	code = DRIVE_CALL(journal->fence->faults, CALL_SYNC, SQLITE_IOERR_FSYNC,
	    real->pMethods->xSync(real, flags));
	journal->needs_sync = code != SQLITE_OK;
	return code;
}

int journal_size(struct journal *journal, int64_t *size)
{
	sqlite3_file *real = journal->real;
	sqlite3_int64 found = journal->bytes->len;
	int code = SQLITE_OK;

	if (!journal->is_gathered)
		code = DRIVE_CALL(journal->fence->faults, CALL_SIZE, SQLITE_IOERR_FSTAT,
		    real->pMethods->xFileSize(real, &found));
	*size = found;
	return code;
}
