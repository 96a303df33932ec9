/* The two languages of the interface: msgids are English, the catalogue is Chinese. */
#ifndef BASE_LANG_H
#define BASE_LANG_H

#include "base/attr.h"

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text /* marks words in a table; whoever shows them says _() */

/*
 * Choose the language ("zh" or "en") and find its catalogue beside PROGRAM (build tree) or where
 * the package put it. Sets a UTF-8 locale, C.UTF-8 where the system has no other: LANG=C works too.
 * Called once, before any thread. Returns false when no UTF-8 locale exists at all.
 */
bool lang_start(const char *lang, const char *program);

/* The system's words for an errno, in the language chosen (English where none are known). */
const char *tr_system(int code);

#endif
