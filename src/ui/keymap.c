/* Bindings are kept in the order they were made: the first one of an action is the one shown. */
#include "ui/keymap.h"

#include "base/lang.h"

struct binding {
	char *context;
	struct keymap_typed keys;
	int action;
};

struct keymap {
	GPtrArray *bindings; /* of struct binding */
};

static void binding_free(void *binding)
{
	g_free(((struct binding *)binding)->context);
	g_free(binding);
}

struct keymap *keymap_new(void)
{
	struct keymap *map = g_new0(struct keymap, 1);

	map->bindings = g_ptr_array_new_with_free_func(binding_free);
	return map;
}

void keymap_free(struct keymap *map)
{
	if (!map)
		return;
	g_ptr_array_free(map->bindings, TRUE);
	g_free(map);
}

/* "g r" to its two keys. */
static bool parse_sequence(const char *text, struct keymap_typed *keys)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);

	*keys = (struct keymap_typed){0};
	for (int i = 0; words[i]; i++) {
		if (words[i][0] == '\0')
			continue;
		if (keys->count == KEYMAP_SEQUENCE ||
		    !key_parse(words[i], &keys->keys[keys->count]))
			return false;
		keys->count++;
	}
	return keys->count > 0;
}

/* Whether the shorter of the two is how the longer begins. */
static bool overlaps(const struct keymap_typed *a, const struct keymap_typed *b)
{
	for (int i = 0; i < MIN(a->count, b->count); i++) {
		if (!key_same(a->keys[i], b->keys[i]))
			return false;
	}
	return true;
}

static char *sequence_text(const struct keymap_typed *keys, int from, bool for_people)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (int i = from; i < keys->count; i++) {
		g_autofree char *name = for_people ? key_words(keys->keys[i])
						   : key_text(keys->keys[i]);

		g_string_append_printf(out, "%s%s", out->len ? " " : "", name);
	}
	return g_strdup(out->str);
}

static bool bind_one(
    struct keymap *map, const char *context, const char *text, int action, struct err *err)
{
	struct keymap_typed keys;

	if (!parse_sequence(text, &keys))
		return err_fail(err, ERR_INPUT, _("\"%s\" is no key"), text);
	for (guint i = 0; i < map->bindings->len; i++) {
		const struct binding *other = map->bindings->pdata[i];

		if (strcmp(other->context, context) != 0 || !overlaps(&other->keys, &keys))
			continue;
		if (other->action == action && other->keys.count == keys.count)
			return true;
		g_autofree char *taken = sequence_text(&other->keys, 0, false);
		return err_fail(err, ERR_INPUT, _("\"%s\" collides with \"%s\" in %s (%d and %d)"),
		    text, taken, context, action, other->action);
	}
	struct binding *binding = g_new0(struct binding, 1);
	*binding = (struct binding){g_strdup(context), keys, action};
	g_ptr_array_add(map->bindings, binding);
	return true;
}

bool keymap_bind(
    struct keymap *map, const char *context, const char *keys, int action, struct err *err)
{
	g_auto(GStrv) each = g_strsplit(keys, ", ", -1);

	for (int i = 0; each[i]; i++) {
		if (!bind_one(map, context, each[i], action, err))
			return false;
	}
	return true;
}

enum keymap_answer keymap_type(const struct keymap *map, const char *const *contexts,
    struct keymap_typed *typed, struct key key, int *action)
{
	if (typed->count == KEYMAP_SEQUENCE)
		typed->count = 0;
	typed->keys[typed->count++] = key;
	for (; *contexts; contexts++) {
		for (guint i = 0; i < map->bindings->len; i++) {
			const struct binding *binding = map->bindings->pdata[i];

			if (binding->keys.count < typed->count ||
			    !overlaps(&binding->keys, typed) ||
			    strcmp(binding->context, *contexts) != 0)
				continue;
			if (binding->keys.count > typed->count)
				return KEYMAP_PREFIX;
			*action = binding->action;
			typed->count = 0;
			return KEYMAP_ACTION;
		}
	}
	typed->count = 0;
	return KEYMAP_NONE;
}

char *keymap_words(const struct keymap *map, const char *const *contexts, int action, bool all)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (; *contexts && out->len == 0; contexts++) {
		for (guint i = 0; i < map->bindings->len; i++) {
			const struct binding *binding = map->bindings->pdata[i];

			if (binding->action != action || strcmp(binding->context, *contexts) != 0 ||
			    (out->len > 0 && !all))
				continue;
			g_autofree char *words = sequence_text(&binding->keys, 0, true);
			g_string_append_printf(out, "%s%s", out->len ? "  " : "", words);
		}
	}
	return g_strdup(out->str);
}

char *keymap_typed_words(const struct keymap_typed *typed)
{
	return sequence_text(typed, 0, true);
}

static void next_free(void *next)
{
	g_free(((struct keymap_next *)next)->words);
	g_free(next);
}

GPtrArray *keymap_follow(
    const struct keymap *map, const char *const *contexts, const struct keymap_typed *typed)
{
	GPtrArray *rows = g_ptr_array_new_with_free_func(next_free);

	for (; *contexts && rows->len == 0; contexts++) {
		for (guint i = 0; i < map->bindings->len; i++) {
			const struct binding *binding = map->bindings->pdata[i];

			if (binding->keys.count <= typed->count ||
			    !overlaps(&binding->keys, typed) ||
			    strcmp(binding->context, *contexts) != 0)
				continue;
			struct keymap_next *next = g_new0(struct keymap_next, 1);
			*next = (struct keymap_next){
			    sequence_text(&binding->keys, typed->count, true), binding->action};
			g_ptr_array_add(rows, next);
		}
	}
	return rows;
}
