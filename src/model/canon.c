/* The canonical encoding; changing a byte here breaks every chain ever written. */
#include "model/canon.h"

#include <inttypes.h>

GString *canon_new(const char *what, int version)
{
	GString *canon = g_string_new("yanshen ");

	g_string_append_printf(canon, "%s %d\n", what, version);
	return canon;
}

void canon_text(GString *canon, const char *name, const char *value)
{
	size_t len = value ? strlen(value) : 0;

	g_string_append_printf(canon, "%s %zu:", name, len);
	if (len)
		g_string_append_len(canon, value, (gssize)len);
	g_string_append_c(canon, '\n');
}

void canon_int(GString *canon, const char *name, int64_t value)
{
	g_autofree char *digits = g_strdup_printf("%" PRId64, value);

	canon_text(canon, name, digits);
}
