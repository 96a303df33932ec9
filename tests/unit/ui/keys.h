/* Typing in tests: names of keys with blanks between, and Chinese as it is. */
#ifndef UI_KEYS_H
#define UI_KEYS_H

#include "unit.h"

#include "text/utf8.h"
#include "ui/pane.h"

/* The event that the terminal would give for a key's name. */
static inline struct key_event key_event_of(const char *name)
{
	struct key_event event = {0};

	if (!key_parse(name, &event.key))
		fail_msg("\"%s\" is no key", name);
	if (event.key.code == KEYCODE_SPACE && !event.key.mods)
		event.text[0] = ' ';
	else if (event.key.code < KEYCODE_FIRST && !event.key.mods)
		utf8_put(event.text, event.key.code);
	return event;
}

/* Give all KEYS ("F8 0 7 Enter") to TAKE(TO, event); returns the last answer. */
#define type_keys(take, to, keys)                                          \
	__extension__({                                                    \
		enum widget_answer answer = WIDGET_PASS;                   \
		g_auto(GStrv) names = g_strsplit((keys), " ", -1);         \
		for (int nth = 0; names[nth]; nth++) {                     \
			struct key_event event = key_event_of(names[nth]); \
			answer = take((to), &event);                       \
		}                                                          \
		answer;                                                    \
	})

#endif
