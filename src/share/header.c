/* Looks before SQLite does: SQLite would make files beside what is not ours. */
#include "share/header.h"

#include "base/fs.h"
#include "base/lang.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_BYTES 100
#define WRITE_VERSION_AT 18 /* 1 rollback journal, 2 WAL; the next byte is the read version */
#define USER_VERSION_AT 60
#define APPLICATION_ID_AT 68

static uint32_t number_at(const unsigned char *bytes, size_t at)
{
	return (uint32_t)bytes[at] << 24 | (uint32_t)bytes[at + 1] << 16 |
	       (uint32_t)bytes[at + 2] << 8 | bytes[at + 3];
}

/* Read what there is of a header. Returns its length or -1. */
static ssize_t read_header(const char *path, unsigned char *header, struct err *err)
{
	g_autofree char *shown = fs_shown(path);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat about;
	ssize_t len = -1;

	if (fd < 0 || fstat(fd, &about) < 0) {
		int code = errno;

		err_fail_code(err, err_kind_of_errno(code), code, _("cannot open %s: %s"), shown,
		    tr_system(code));
	} else if (!S_ISREG(about.st_mode)) {
		err_fail(err, ERR_INPUT, _("%s is no file"), shown);
	} else if (about.st_nlink > 1) {
		/* Two names have two journals: one desk would not see the other's broken-off write.
		 */
		err_fail(err, ERR_INPUT,
		    _("%s has a second name (a hard link), which is not safe for a shared "
		      "database"),
		    shown);
	} else {
		len = pread(fd, header, HEADER_BYTES, 0);
		if (len < 0) {
			int code = errno;

			err_fail_code(err, err_kind_of_errno(code), code, _("cannot read %s: %s"),
			    shown, tr_system(code));
		}
	}
	if (fd >= 0)
		close(fd);
	return len;
}

int header_newest(void)
{
#ifdef YANSHEN_TEST_HOOKS
	const char *told = g_getenv("YANSHEN_TEST_SCHEMA");

	if (told)
		return (int)g_ascii_strtoll(told, NULL, 10);
#endif
	return SHARE_VERSION;
}

bool header_too_new(const char *path, int version, struct err *err)
{
	g_autofree char *shown = fs_shown(path);

	return err_fail(err, ERR_INPUT,
	    _("%s was made by a newer yanshen (%u, this one knows %d): please update this "
	      "program"),
	    shown, (unsigned)version, header_newest());
}

bool header_judge(const char *path, int *version, struct err *err)
{
	static const char magic[16] = "SQLite format 3";
	unsigned char header[HEADER_BYTES] = {0};
	g_autofree char *shown = fs_shown(path);
	ssize_t len = read_header(path, header, err);

	if (len < 0)
		return false;
	if (len == 0)
		return err_fail(err, ERR_INPUT, _("%s is empty, not a yanshen database"), shown);
	if (len < HEADER_BYTES || memcmp(header, magic, sizeof(magic)) != 0 ||
	    number_at(header, APPLICATION_ID_AT) != SHARE_APPLICATION_ID)
		return err_fail(err, ERR_INPUT, _("%s is not a yanshen database"), shown);
	if (header[WRITE_VERSION_AT] == 2 || header[WRITE_VERSION_AT + 1] == 2)
		return err_fail(err, ERR_INPUT,
		    _("another program has set %s to WAL mode, which is not safe on a drive; the "
		      "administrator sets it back with: PRAGMA journal_mode=DELETE"),
		    shown);

	uint32_t found = number_at(header, USER_VERSION_AT);
	if (found == 0 || found > INT32_MAX || header[WRITE_VERSION_AT] != 1 ||
	    header[WRITE_VERSION_AT + 1] != 1)
		return err_fail(err, ERR_DAMAGED,
		    _("the head of %s is damaged: keep a copy and call the administrator"), shown);
	if (SHARE_FORM(found) > (uint32_t)header_newest())
		return header_too_new(path, (int)SHARE_FORM(found), err);
	*version = (int)found;
	return true;
}

bool header_is_aside(const char *path)
{
	struct err err = {0};
	int version = 0;
	bool is_ours = header_judge(path, &version, &err);

	err_clear(&err);
	return is_ours && version & SHARE_PUT_ASIDE;
}

bool header_take_back(const char *path, struct err *err)
{
	int version;

	if (!header_judge(path, &version, err))
		return false;
	if (!(version & SHARE_PUT_ASIDE))
		return true;

	uint32_t form = GUINT32_TO_BE((uint32_t)SHARE_FORM(version));
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool good = fd >= 0 &&
		    pwrite(fd, &form, sizeof(form), USER_VERSION_AT) == (ssize_t)sizeof(form) &&
		    fsync(fd) == 0;

	if (!good)
		fs_fail_write(path, err);
	if (fd >= 0)
		close(fd);
	return good;
}
