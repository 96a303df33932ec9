/* The desk's own state: what is shown, what was said, what is asked of the worker. */
#include "app/desk.h"

#include "base/lang.h"
#include "base/log.h"
#include "share/init.h"
#include "text/mask.h"

#include <stdarg.h>

#define LOG_LINES 500

static void say(struct desk *desk, const char *words, bool well, enum err_kind kind)
{
	err_clear(&desk->said);
	err_fail(&desk->said, kind == ERR_NONE ? ERR_INPUT : kind, "%s", words);
	desk->said_well = well;
	desk->said_ms = clock_mono_ms();
	desk->redraw = true;
	const char *last = desk->log->len ? g_ptr_array_index(desk->log, desk->log->len - 1) : "";
	if (g_str_has_suffix(last, desk->said.words)) /* what is said again and again */
		return;
	g_autofree char *when = clock_local_text(clock_wall_ms(&desk->session.clock));
	g_ptr_array_add(desk->log, g_strdup_printf("%s  %s", when, desk->said.words));
	if (desk->log->len > LOG_LINES)
		g_ptr_array_remove_index(desk->log, 0);
}

void desk_say_err(struct desk *desk, const struct err *err)
{
	if (err->kind != ERR_NONE && err->kind != ERR_STOPPED)
		say(desk, err->words, false, err->kind);
}

void desk_say(struct desk *desk, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	g_autofree char *words = g_strdup_vprintf(fmt, args);
	va_end(args);
	say(desk, words, true, ERR_NONE);
}

unsigned desk_have(struct desk *desk)
{
	struct worker_state state;
	unsigned have = 0;

	worker_look(desk->worker, &state);
	if (desk->report)
		have |= NEED_REPORT;
	if (!state.away && !state.stopped)
		have |= NEED_SHARE;
	if (list_mark_count(&desk->queue->list))
		have |= NEED_MARKS;
	if (desk->found.search)
		have |= NEED_FOUND;
	if (!desk->writing || !desk->writing->lost)
		have |= NEED_CHANGE;
	return have;
}

bool desk_is_editing(const struct desk *desk)
{
	return desk->focus == LAYOUT_EDITOR && desk->writing &&
	       desk->writing->report == desk->report && desk->showing != TEXT_COMPARED;
}

const char *const *desk_contexts(const struct desk *desk)
{
	static const char *const list[] = {"list", NULL};
	static const char *const text[] = {"text", NULL};
	static const char *const edit[] = {"edit", NULL};
	static const char *const trail[] = {"trail", NULL};
	static const char *const sheet[] = {"sheet", "trail", NULL};

	switch (desk->focus) {
	case LAYOUT_EDITOR:
		return desk_is_editing(desk) ? edit : text;
	case LAYOUT_TRAIL:
		return desk->sheet_open ? sheet : trail;
	default:
		return list;
	}
}

char *desk_numbers(const struct desk *desk, const char *text)
{
	return desk->revealed && desk->revealed == desk->report ? g_strdup(text)
								: mask_numbers(text);
}

void desk_reread(struct desk *desk)
{
	struct err err = {0};
	int64_t report = desk->report;

	dossier_clear(&desk->dossier);
	desk->dossier = (struct dossier){0};
	desk->state++;
	desk->redraw = true;
	if (report && session_case(&desk->session, report, &desk->dossier, &desk->file, &err)) {
		/* By the name of the terminal: the share, which is asked, goes by the number. */
		if (desk_holds(desk, desk->dossier.claim))
			desk->file.fence = desk->dossier.claim->fence;
		return;
	}
	desk->report = 0;
	desk->file = (struct case_file){0};
	if (report)
		desk_say_err(desk, &err);
}

void desk_show_report(struct desk *desk, int64_t report)
{
	bool same = report == desk->report;

	desk->report = report;
	desk_reread(desk);
	if (same)
		return;
	desk->showing = TEXT_CURRENT;
	desk->text_seen = false;
	desk->sheet_open = false;
	desk->revealed = 0;
	desk->text->pane.dirty = true;
}

void desk_forget_changes(struct desk *desk)
{
	g_hash_table_remove_all(desk->decided);
	g_hash_table_remove_all(desk->gone);
	desk->came_in = 0;
	desk->list_stale = true;
}

void desk_restart_list(struct desk *desk)
{
	session_fill_query(&desk->session, &desk->query);
	desk_forget_changes(desk);
	list_restart(&desk->queue->list);
	list_fit(&desk->queue->list, desk->queue->list.height, desk->queue->list.cols);
	desk->list_fresh = true;
	desk->queue->pane.dirty = true;
	desk_show_report(desk, list_id(&desk->queue->list));
}

struct question *question_new(
    struct dialog *dialog, void (*answered)(struct desk *desk, struct question *question))
{
	struct question *question = g_new0(struct question, 1);

	question->dialog = dialog;
	question->answered = answered;
	question->move = MOVE_COUNT;
	return question;
}

void question_free(struct question *question)
{
	if (!question)
		return;
	dialog_free(question->dialog);
	deed_free(question->deed);
	g_free(question->words);
	g_free(question);
}

void desk_ask(struct desk *desk, struct question *question)
{
	if (desk->question)
		g_queue_push_tail(&desk->waiting, question);
	else
		desk->question = question;
	desk->redraw = true;
}

void desk_asked(struct desk *desk, struct question *question)
{
	if (question->again) {
		question->again = false;
		g_queue_push_head(&desk->waiting, question);
	} else {
		question_free(question);
	}
	if (!desk->question)
		desk->question = g_queue_pop_head(&desk->waiting);
	desk->redraw = true;
}

void desk_ask_no_more(struct desk *desk)
{
	struct question *question;

	question_free(g_steal_pointer(&desk->question));
	while ((question = g_queue_pop_head(&desk->waiting)))
		question_free(question);
	desk->redraw = true;
}
