/* Reads 4 KiB at the head of the file, on a drive with O_DIRECT; netdrive.md 1 has what was lost
 * without. */
#include "share/fence.h"

#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define BLOCK 4096
#define COUNTER_AT 24 /* SQLite's file change counter, 4 bytes, big-endian */

void fence_init(struct fence *fence, struct faults *faults)
{
	*fence = (struct fence){.fd = -1, .faults = faults};
}

bool fence_open(struct fence *fence, const char *path, bool remote, struct err *err)
{
	/* One computer has one cache: past it there is only a disk to be woken. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | (remote ? O_DIRECT : 0));

	if (fd < 0) {
		int code = errno;
		g_autofree char *shown = fs_shown(path);

		if (code == EINVAL)
			return err_fail_code(err, ERR_INPUT, code,
			    _("the drive of %s cannot be read past its cache, so a lost lock would "
			      "not be "
			      "noticed; use SMB or NFS"),
			    shown);
		return err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"),
		    shown, tr_system(code));
	}
	if (posix_memalign(&fence->block, BLOCK, BLOCK) != 0) {
		close(fd);
		return err_fail(err, ERR_FULL, _("not enough memory"));
	}
	fence->fd = fd;
	return true;
}

void fence_close(struct fence *fence)
{
	if (fence->fd >= 0)
		close(fence->fd);
	free(fence->block);
	fence_init(fence, fence->faults);
}

static uint32_t counter_in(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	       bytes[3];
}

static int read_head(const struct fence *fence, size_t *got)
{
	ssize_t len;

	do
		len = pread(fence->fd, fence->block, BLOCK, 0);
	while (len < 0 && errno == EINTR);
	*got = len < 0 ? 0 : (size_t)len;
	return len < 0 ? -1 : 0;
}

bool fence_read(struct fence *fence, uint32_t *counter)
{
	size_t got = 0;

	if (DRIVE_CALL(fence->faults, CALL_FENCE, -1, read_head(fence, &got)) < 0)
		return false;
	if (got && got < COUNTER_AT + 4) {
		errno = EIO;
		return false;
	}
	*counter = got ? counter_in((unsigned char *)fence->block + COUNTER_AT) : 0;
	return true;
}

void fence_note(struct fence *fence, const void *bytes, int len, int64_t at)
{
	if (at <= COUNTER_AT && at + len >= COUNTER_AT + 4)
		fence->believed = counter_in((const unsigned char *)bytes + (COUNTER_AT - at));
}

static bool is_off(const struct fence *fence)
{
#ifdef YANSHEN_TEST_HOOKS
	if (fence->faults->fence_is_off)
		return true;
#endif
	return fence->fd < 0;
}

static bool shut(struct fence *fence)
{
	fence->is_shut = fence->has_tripped = true;
	return false;
}

void fence_arm(struct fence *fence)
{
	fence->is_armed = true;
	fence->is_shut = false;
	fence->pages_pass = false;
	/* SQLite read it under SHARED, which no commit of others can pass: no need to ask the
	 * drive. */
	fence->counter = fence->believed;
}

void fence_disarm(struct fence *fence)
{
	fence->is_armed = fence->is_shut = false;
}

bool fence_passes(struct fence *fence, enum fence_stage stage)
{
	uint32_t counter;

	if (fence->is_shut)
		return false;
	/* Not armed: a journal left by a dead desk is played back, which is what it is for. */
	if (!fence->is_armed || (stage == FENCE_PAGES && fence->pages_pass) || is_off(fence))
		return true;
	/* A read that fails says that the lock is gone, too. */
	if (!fence_read(fence, &counter) || counter != fence->counter)
		return shut(fence);
	fence->pages_pass = stage == FENCE_PAGES;
	return true;
}
