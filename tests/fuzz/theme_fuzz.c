/* Any bytes as a theme: every role has a look that can be sent, complaints are words. */
#include "fuzz.h"

#include "ui/pen.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	g_autoptr(GPtrArray) complaints = g_ptr_array_new_with_free_func(g_free);
	struct theme theme;

	theme_parse(&theme, (const char *)bytes, len, complaints);
	for (guint i = 0; i < complaints->len; i++)
		fuzz_check(g_utf8_validate(complaints->pdata[i], -1, NULL));
	for (int depth = COLOR_DEPTH_MONO; depth <= COLOR_DEPTH_TRUE; depth++) {
		for (int i = 0; i < STYLE_COUNT; i++) {
			struct pen_look look;

			pen_look_of(&look, &theme, (enum style)i, (enum color_depth)depth);
			fuzz_check(strspn(look.fg, "0123456789;") == strlen(look.fg));
			fuzz_check(strspn(look.bg, "0123456789;") == strlen(look.bg));
		}
	}
	return 0;
}

FUZZ_MAIN("theme")
