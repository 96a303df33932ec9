/* Texts that were kept on this desk's disk and never saved: told at the start, offered when opened.
 */
#include "app/edit.h"

#include "base/lang.h"

#define KEPT_MOST 9 /* texts kept of one report by one person: each was left, never dropped */

enum kept_answer {
	KEPT_TAKE = 1,
	KEPT_LEAVE,
	KEPT_DROP,
};

static bool read_kept(const struct desk *desk, const char *name, struct draft_file *file)
{
	struct err none = {0};
	GBytes *bytes = keeper_read(desk->drafts, name, &none);
	bool good = bytes && draft_file_parse(bytes, file);

	if (bytes)
		g_bytes_unref(bytes);
	return good;
}

static void take_kept(struct desk *desk, const char *name)
{
	struct writing *writing = desk->writing;
	struct draft_file file = {0};
	struct err err = {0};

	if (!read_kept(desk, name, &file))
		err_fail(&err, ERR_INPUT, _("the kept text cannot be read: %s"), name);
	else if (writing_recover(writing, file.text, &err))
		desk_say(desk, "%s",
		    _("the kept text is here again; Ctrl-Z goes back to the saved one"));
	desk_say_err(desk, &err);
	draft_file_clear(&file);
	desk->text->pane.dirty = true; /* its head, and that it is not saved */
	if (err.kind == ERR_NONE) { /* what is typed from now on follows it in its place */
		g_free(writing->file);
		writing->file = g_strdup(name);
	}
}

static void answered(struct desk *desk, struct question *question)
{
	if (!desk->writing)
		return;
	if (menu_id(&question->dialog->menu) == KEPT_TAKE)
		take_kept(desk, question->words);
	else if (menu_id(&question->dialog->menu) == KEPT_DROP)
		keeper_drop(desk->keeper, question->words);
}

/* What others saved after the draft was begun. Owns: the caller frees. */
static char *since_words(const struct desk *desk, int base)
{
	int now = desk->dossier.report->revision;

	if (now == base)
		return g_strdup("");
	return g_strdup_printf(
	    _("Since then revision %d was saved: yours would be the next, that one stays in the "
	      "history.\n"),
	    now);
}

static void ask_kept(struct desk *desk, const char *name, const struct draft_file *file)
{
	const struct revision *now = desk->dossier.current;
	g_autofree char *when = clock_local_text(file->kept_ms);
	g_autofree char *since = since_words(desk, file->base);
	g_autofree char *changes = strcmp(now->body, file->text->body) == 0
				       ? g_strdup(_("The head was changed, the text was not."))
				       : desk_changes_words(now->body, file->text->body);
	g_autofree char *words = g_strdup_printf(
	    _("A text of %s lies on this desk that was never saved (made from revision "
	      "%d).\n%s%s"),
	    when, file->base, since, changes);
	struct dialog *dialog = dialog_new(DIALOG_MENU, _("A text that was not saved"), words);

	menu_add(&dialog->menu, KEPT_TAKE, _("go on with it"), "", NULL);
	menu_add(&dialog->menu, KEPT_LEAVE, _("the saved one; leave this for later"), "", NULL);
	menu_add(&dialog->menu, KEPT_DROP, _("the saved one; drop this"), "", NULL);
	struct question *question = question_new(dialog, answered);
	question->words = g_strdup(name);
	desk_ask(desk, question);
}

/* What lies there and cannot be read, by this program at least, is not written over either. */
static bool is_there(const struct desk *desk, const char *name)
{
	g_autofree char *path = g_build_filename(desk->drafts, name, NULL);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* The one kept last is offered; what is typed now goes under a name that nothing has so far. */
void edit_offer_kept(struct desk *desk)
{
	struct writing *writing = desk->writing;
	struct draft_file newest = {0};
	g_autofree char *name = NULL;
	g_autofree char *free_name = NULL;

	for (int at = 1; at <= KEPT_MOST; at++) {
		g_autofree char *here = writing_file(writing->uid, writing->person, at);
		struct draft_file file = {0};
		bool good = read_kept(desk, here, &file);

		if (good && revision_is_same(file.text, desk->dossier.current)) {
			keeper_drop(desk->keeper, here); /* saved by now */
			good = false;
			free_name = free_name ? free_name : g_strdup(here);
		}
		if (!good && !free_name && !is_there(desk, here))
			free_name = g_strdup(here);
		if (good && file.kept_ms > newest.kept_ms) {
			draft_file_clear(&newest);
			newest = file;
			g_free(name);
			name = g_steal_pointer(&here);
		} else {
			draft_file_clear(&file);
		}
	}
	if (free_name) { /* with every name taken, the oldest way: the first is written over */
		g_free(writing->file);
		writing->file = g_steal_pointer(&free_name);
	}
	if (name)
		ask_kept(desk, name, &newest);
	draft_file_clear(&newest);
}

bool edit_show_kept(struct desk *desk, const struct err *why)
{
	g_autofree char *name = writing_file(desk->dossier.report->uid, desk->session.me->id, 1);
	struct draft_file file = {0};

	if (desk->dossier.report->state == STATE_QUARANTINED || !read_kept(desk, name, &file))
		return false;
	struct dialog *dialog = dialog_new(DIALOG_SHOW, _("A text that was not saved"), NULL);
	page_addf(&dialog->words, STYLE_WARN, "%s\n", why->words);
	page_addf(
	    &dialog->words, STYLE_WARN, "%s\n\n", _("What was written here stays on this desk:"));
	page_addf(&dialog->words, STYLE_TITLE, "%s\n", file.text->title);
	page_add(&dialog->words, STYLE_TEXT, file.text->body);
	desk_ask(desk, question_new(dialog, desk_nothing));
	draft_file_clear(&file);
	return true;
}

#define NAMED 3 /* reports named in the message line */

void desk_say_kept(struct desk *desk)
{
	g_autoptr(GPtrArray) names = keeper_names(desk->drafts);
	g_autoptr(GString) numbers = g_string_new(NULL);
	int count = 0;

	for (guint i = 0; desk->session.me && i < names->len; i++) {
		struct err none = {0};
		struct draft_file file = {0};
		GBytes *bytes = keeper_read(desk->drafts, g_ptr_array_index(names, i), &none);

		if (bytes && draft_file_parse(bytes, &file) &&
		    file.person == desk->session.me->id && ++count <= NAMED)
			g_string_append_printf(numbers, "%s%s", count > 1 ? "  " : "", file.number);
		draft_file_clear(&file);
		if (bytes)
			g_bytes_unref(bytes);
	}
	if (count)
		desk_say(desk, _("never saved, kept on this desk: %s%s; e on the report offers it"),
		    numbers->str, count > NAMED ? " ..." : "");
}
