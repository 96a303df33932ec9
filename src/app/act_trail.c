/* The trail of a report, filtered and searched like the queue (design 4). */
#include "app/acts.h"
#include "app/show.h"
#include "base/lang.h"
#include "text/fold.h"

static char *folded(const char *text)
{
	GString *out = g_string_new(NULL);

	for (; *text; text += g_utf8_skip[(unsigned char)*text])
		g_string_append_unichar(out, fold_char(g_utf8_get_char(text), FOLD_ALL));
	return g_string_free(out, FALSE);
}

bool trail_fits(const char *line, const char *filter)
{
	g_autofree char *there = folded(line);
	g_autofree char *wanted = folded(filter);
	g_auto(GStrv) words = g_strsplit(wanted, " ", -1);

	for (char **word = words; *word; word++) {
		bool inverted = **word == '!' && (*word)[1];

		if ((strstr(there, *word + inverted) != NULL) == inverted)
			return false;
	}
	return true;
}

static void again(struct desk *desk)
{
	show_trail(desk);
	desk->redraw = true;
}

static void filtered(struct desk *desk, struct question *question)
{
	g_autofree char *words = g_strdup(form_text(&question->dialog->form, 1));

	g_free(desk->trail_filter);
	desk->trail_filter = *g_strstrip(words) ? g_strdup(words) : NULL;
	again(desk);
}

void act_trail_filter(struct desk *desk)
{
	if (desk->sheet_open) {
		desk_say(desk, "%s", _("the sheet covers the trail: Esc closes it"));
		return;
	}
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("Filter of the trail"),
	    _("A move, a person, a day (11-24) or words that were said; several must all fit.\n"
	      "!word for what does not fit; empty shows all again."));

	form_add_line(
	    &dialog->form, 1, _("Show only"), desk->trail_filter ? desk->trail_filter : "");
	desk_ask(desk, question_new(dialog, filtered));
}

static void searched(struct desk *desk, struct question *question)
{
	g_autofree char *words = g_strdup(form_text(&question->dialog->form, 1));

	if (!*g_strstrip(words))
		return;
	g_free(desk->trail_needle);
	desk->trail_needle = g_strdup(words);
	int count = trail_pane_find(desk->trail, words);
	if (count)
		desk_say(
		    desk, _("\"%s\" stands in %d places of the trail; n goes on"), words, count);
	else
		desk_say(desk, _("\"%s\" does not stand in the trail that is shown"), words);
}

void act_trail_search(struct desk *desk)
{
	if (desk->sheet_open) {
		act_search(desk);
		return;
	}
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("Find in the trail"), NULL);

	form_add_line(
	    &dialog->form, 1, _("Look for"), desk->trail_needle ? desk->trail_needle : "");
	desk_ask(desk, question_new(dialog, searched));
}

void act_trail_hit(struct desk *desk, int by)
{
	if (!desk->trail_needle)
		act_trail_search(desk);
	else if (!trail_pane_find_next(desk->trail, by < 0))
		desk_say(desk, _("\"%s\" does not stand in the trail that is shown"),
		    desk->trail_needle);
}

bool trail_back(struct desk *desk)
{
	if (desk->focus != LAYOUT_TRAIL || (!desk->trail_needle && !desk->trail_filter))
		return false;
	if (desk->trail_needle) {
		g_clear_pointer(&desk->trail_needle, g_free);
		trail_pane_find(desk->trail, "");
	} else {
		g_clear_pointer(&desk->trail_filter, g_free);
		again(desk);
	}
	return true;
}
