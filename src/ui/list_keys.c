/* The keys of motion in a list. */
#include "ui/list.h"

enum widget_answer list_key(struct list *list, const struct key_event *event)
{
	if (event->kind != KEY_EVENT_KEY || event->key.mods)
		return WIDGET_PASS;
	switch (event->key.code) {
	case KEYCODE_UP:
		list_move(list, -1);
		return WIDGET_TAKEN;
	case KEYCODE_DOWN:
		list_move(list, 1);
		return WIDGET_TAKEN;
	case KEYCODE_PGUP:
		list_turn(list, -1);
		return WIDGET_TAKEN;
	case KEYCODE_PGDN:
		list_turn(list, 1);
		return WIDGET_TAKEN;
	case KEYCODE_HOME:
		list_first(list);
		return WIDGET_TAKEN;
	case KEYCODE_END:
		list_last(list);
		return WIDGET_TAKEN;
	default:
		return WIDGET_PASS;
	}
}
