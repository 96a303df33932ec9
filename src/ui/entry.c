/* Editing of a short text. */
#include "ui/entry.h"

#include "text/cluster.h"
#include "text/utf8.h"

void entry_init(struct entry *entry, size_t limit, bool lines)
{
	*entry = (struct entry){.text = g_string_new(NULL), .limit = limit, .lines = lines};
}

void entry_clear(struct entry *entry)
{
	if (entry->text)
		g_string_free(entry->text, TRUE);
	*entry = (struct entry){0};
}

void entry_set(struct entry *entry, const char *text)
{
	size_t len = strlen(text);

	if (len > entry->limit)
		len = cluster_floor(text, len, entry->limit);
	g_string_truncate(entry->text, 0);
	g_string_append_len(entry->text, text, (gssize)len);
	entry->caret = len;
	entry->touched = entry->full = false;
}

/* TEXT as it may be inserted. */
static GString *cleaned(const struct entry *entry, const char *text, size_t len)
{
	GString *out = g_string_sized_new(len);

	for (size_t at = 0; at < len;) {
		uint32_t c = utf8_next(text, len, &at);
		char bytes[4];

		if (c == '\r' && at < len && text[at] == '\n')
			continue;
		if (c == '\r' || c == 0x2028 || c == 0x2029)
			c = '\n';
		if (c == '\t' || (c == '\n' && !entry->lines))
			c = ' ';
		if ((c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0))
			continue;
		g_string_append_len(out, bytes, (gssize)utf8_put(bytes, c));
	}
	return out;
}

bool entry_insert(struct entry *entry, const char *text, size_t len)
{
	/* a bound before anything is copied: a block of megabytes is no title */
	g_autoptr(GString) clean = len <= entry->limit ? cleaned(entry, text, len) : NULL;

	entry->full = !clean || entry->text->len + clean->len > entry->limit;
	if (entry->full)
		return false;
	g_string_insert_len(entry->text, (gssize)entry->caret, clean->str, (gssize)clean->len);
	entry->caret += clean->len;
	/* a mark that joins the character after it would leave the caret inside */
	if (entry->caret < entry->text->len &&
	    cluster_floor(entry->text->str, entry->text->len, entry->caret) != entry->caret)
		entry->caret = cluster_next(entry->text->str, entry->text->len,
		    cluster_floor(entry->text->str, entry->text->len, entry->caret));
	entry->touched = true;
	return true;
}

static void erase(struct entry *entry, size_t from, size_t to)
{
	if (from == to)
		return;
	g_string_erase(entry->text, (gssize)from, (gssize)(to - from));
	entry->caret = from;
	entry->touched = true;
}

static enum widget_answer control(struct entry *entry, uint32_t code)
{
	switch (code) {
	case 'a':
		entry->caret = 0;
		return WIDGET_TAKEN;
	case 'e':
		entry->caret = entry->text->len;
		return WIDGET_TAKEN;
	case 'u':
		erase(entry, 0, entry->caret);
		return WIDGET_TAKEN;
	case 'k':
		erase(entry, entry->caret, entry->text->len);
		return WIDGET_TAKEN;
	default:
		return WIDGET_PASS;
	}
}

enum widget_answer entry_key(struct entry *entry, const struct key_event *event)
{
	const char *text = entry->text->str;
	size_t len = entry->text->len, at = entry->caret;

	entry->full = false;
	if (event->kind == KEY_EVENT_PASTE) {
		if (event->cut)
			entry->full = true;
		else
			entry_insert(entry, event->paste->str, event->paste->len);
		return WIDGET_TAKEN;
	}
	if (event->key.mods == KEY_CTRL)
		return control(entry, event->key.code);
	if (event->text[0] != '\0') {
		entry_insert(entry, event->text, strlen(event->text));
		return WIDGET_TAKEN;
	}
	if (event->key.mods)
		return WIDGET_PASS;
	switch (event->key.code) {
	case KEYCODE_LEFT:
		entry->caret = at > 0 ? cluster_prev(text, len, at) : 0;
		return WIDGET_TAKEN;
	case KEYCODE_RIGHT:
		entry->caret = at < len ? cluster_next(text, len, at) : len;
		return WIDGET_TAKEN;
	case KEYCODE_HOME:
		entry->caret = 0;
		return WIDGET_TAKEN;
	case KEYCODE_END:
		entry->caret = len;
		return WIDGET_TAKEN;
	case KEYCODE_BACKSPACE:
		erase(entry, at > 0 ? cluster_prev(text, len, at) : 0, at);
		return WIDGET_TAKEN;
	case KEYCODE_DEL:
		erase(entry, at, at < len ? cluster_next(text, len, at) : len);
		return WIDGET_TAKEN;
	default:
		return WIDGET_PASS;
	}
}
