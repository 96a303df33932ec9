/* The table of actions, expanded once. */
#include "app/action.h"

#include "app/acts.h"
#include "base/lang.h"
#include "mirror/query.h"
#include "ui/sheet_pane.h"

static const struct action actions[ACTION_COUNT] = {
#define GROUP(words)
#define ACTION(id, name, keys, where, needs, run, label, help) \
	[ACTION_##id] = {name, keys, where, needs, run, NULL, 0, label, help},
#define NUMBERED(id, name, keys, where, needs, run, number, label, help) \
	[ACTION_##id] = {name, keys, where, needs, NULL, run, number, label, help},
#include "app/actions.def"
#undef GROUP
#undef ACTION
};

const struct action *action_row(enum action_id id)
{
	return id > ACTION_NONE && id < ACTION_COUNT ? &actions[id] : NULL;
}

const char *action_group(enum action_id id)
{
	/* The groups stand between the rows: each row's is the last one above it. */
	static const struct {
		enum action_id before;
		const char *words;
	} groups[] = {
#define GROUP(words) {ACTION_NONE, words},
#define ACTION(id, name, keys, where, needs, run, label, help) {ACTION_##id, NULL},
#include "app/actions.def"
#undef GROUP
#undef ACTION
	};
	const char *group = "";

	for (size_t i = 0; i < G_N_ELEMENTS(groups); i++) {
		if (groups[i].words)
			group = groups[i].words;
		else if (groups[i].before == id)
			break;
	}
	return _(group);
}

bool action_is_in(const struct action *action, const char *const *contexts)
{
	g_auto(GStrv) words = g_strsplit(action->where, " ", -1);

	for (; *contexts; contexts++) {
		if (g_strv_contains((const char *const *)words, *contexts))
			return true;
	}
	return false;
}

bool action_bind(struct keymap *map, struct err *err)
{
	for (int id = ACTION_NONE + 1; id < ACTION_COUNT; id++) {
		g_auto(GStrv) contexts = g_strsplit(actions[id].where, " ", -1);

		for (char **context = contexts; *context; context++) {
			if (!keymap_bind(map, *context, actions[id].keys, id, err))
				return false;
		}
	}
	return true;
}

const char *action_missing(const struct action *action, unsigned have)
{
	static const struct {
		enum action_need need;
		const char *words;
	} needs[] = {
	    {NEED_REPORT, N_("no report is under the cursor")},
	    {NEED_SHARE, N_("the share is away: reading goes on, this has to wait")},
	    {NEED_MARKS, N_("nothing is marked")},
	    {NEED_FOUND, N_("nothing was searched for: press /")},
	    {NEED_CHANGE, N_("this text was taken over and is read only here: Ctrl-S asks")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(needs); i++) {
		if ((action->needs & needs[i].need) && !(have & needs[i].need))
			return _(needs[i].words);
	}
	return NULL;
}
