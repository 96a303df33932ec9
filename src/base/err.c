/* The error value; see the header for how it flows. */
#include "base/err.h"

#include "base/lang.h"

#include <errno.h>
#include <stdarg.h>

static void fit(struct err *err, const char *words)
{
	size_t len = strlen(words);

	if (len < sizeof(err->words)) {
		memcpy(err->words, words, len + 1);
	} else {
		static const char dots[] = "…";
		size_t room = sizeof(err->words) - sizeof(dots);
		const char *end = g_utf8_find_prev_char(words, words + room + 1);

		len = end ? (size_t)(end - words) : 0;
		memcpy(err->words, words, len);
		memcpy(err->words + len, dots, sizeof(dots));
	}
	for (char *c = err->words; *c; c++) {
		if (*c == '\n' || *c == '\r' || *c == '\t')
			*c = ' ';
	}
}

bool err_fail_at(
    struct err *err, enum err_kind kind, int code, const char *where, const char *fmt, ...)
{
	if (err->kind != ERR_NONE)
		return false;

	va_list args;
	va_start(args, fmt);
	g_autofree char *words = g_strdup_vprintf(fmt, args);
	va_end(args);

	err->kind = kind;
	err->code = code;
	err->where = where;
	fit(err, words);
	return false;
}

bool err_while(struct err *err, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	g_autofree char *front = g_strdup_vprintf(fmt, args);
	va_end(args);

	g_autofree char *both = g_strdup_printf(_("%s: %s"), front, err->words);
	fit(err, both);
	return false;
}

void err_clear(struct err *err)
{
	*err = (struct err){0};
}

int err_exit_status(enum err_kind kind)
{
	switch (kind) {
	case ERR_NONE:
		return 0;
	case ERR_INPUT:
	case ERR_DENIED:
		return 2;
	case ERR_STALE:
		return 3;
	case ERR_BUSY:
	case ERR_AWAY:
		return 4;
	case ERR_FULL:
		return 5;
	case ERR_DAMAGED:
		return 6;
	case ERR_STOPPED:
		return 130;
	case ERR_SYSTEM:
		break;
	}
	return 1;
}

enum err_kind err_kind_of_errno(int code)
{
	switch (code) {
	case ENOENT:
	case ENOTDIR:
	case EISDIR:
	case EACCES:
	case EPERM:
	case EROFS:
	case ENAMETOOLONG:
	case ELOOP:
	case EINVAL:
		return ERR_INPUT;
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
	case ENOMEM:
		return ERR_FULL;
	case EIO:
	case ESTALE:
	case ENOTCONN:
	case ETIMEDOUT:
	case EHOSTDOWN:
	case EHOSTUNREACH:
	case ENETDOWN:
	case ENETUNREACH:
	case ENOLCK:
	case EBADFD:
		return ERR_AWAY;
	case EAGAIN:
	case EBUSY:
		return ERR_BUSY;
	default:
		return ERR_SYSTEM;
	}
}
