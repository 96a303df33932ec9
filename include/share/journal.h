/* The rollback journal, gathered in memory until it must be on the drive: fewer, larger writes. */
#ifndef SHARE_JOURNAL_H
#define SHARE_JOURNAL_H

#include "share/fence.h"

struct sqlite3_file;

#define JOURNAL_GATHER_BYTES (64u << 20) /* past it writes go straight through */

#define JOURNAL_HEADER_BYTES 28 /* magic, pages, nonce, size before, sector, page size */

struct journal {
	struct sqlite3_file *real;
	const char *path; /* SQLite's, lives as long as the file is open */
	struct fence *fence;
	GByteArray *bytes; /* the whole file, while is_gathered */
	size_t dirty_from; /* what is not on the drive yet; from == to: nothing */
	size_t dirty_to;
	size_t on_drive; /* bytes that the file on the drive has */
	bool is_untouched; /* neither read nor written since it was opened */
	bool is_gathered; /* false: found with contents, or too large */
	unsigned char header[JOURNAL_HEADER_BYTES]; /* as written last: tells ours from others' */
	bool needs_sync; /* something went out since the last sync */
};

/* Begin with an open file; one that has contents is passed through. Owns: borrows all. */
int journal_init(
    struct journal *journal, struct sqlite3_file *real, const char *path, struct fence *fence);
/* Write out what a reader after a crash would need, unless nothing was ever out. Returns SQLite's
 * code. */
int journal_finish(struct journal *journal);

/*
 * The calls of a SQLite file, and zeros over all that is on the drive, the header first: with it
 * the transaction is done, as in SQLite's mode PERSIST. Units: bytes.
 */
int journal_read(struct journal *journal, void *into, int len, int64_t at);
int journal_write(struct journal *journal, const void *from, int len, int64_t at);
int journal_wipe(struct journal *journal);
int journal_truncate(struct journal *journal, int64_t size);
int journal_sync(struct journal *journal, int flags);
int journal_size(struct journal *journal, int64_t *size);

/*
 * The fence has shut after this journal went out: others would take it for a dead desk's and undo
 * commits with it. Empty it if what stands on the drive is still ours and not a colleague's.
 */
void journal_disown(struct journal *journal);

#endif
