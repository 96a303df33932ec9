/* What is typed here goes to the worker and nowhere else. */
#include "app/lock.h"

#include "base/lang.h"
#include "work/unlock_job.h"

#define FIELD_PASSPHRASE 1

static struct dialog *new_dialog(const char *words)
{
	struct dialog *dialog = dialog_new(DIALOG_FORM, _("Passphrase"), words);

	form_add_secret(&dialog->form, FIELD_PASSPHRASE, _("Passphrase of your key"));
	return dialog;
}

static void answered(struct desk *desk, struct question *question);

static void ask(struct desk *desk, const char *words)
{
	desk_ask(desk, question_new(new_dialog(words), answered));
}

static void ask_for_key(struct desk *desk)
{
	ask(desk, _("Enter opens your key, with which you sign. Esc: reading only for now."));
}

/* Before the screen is shown again: the dialog is asked anew each time. */
static void ask_locked(struct desk *desk, const char *words)
{
	question_free(desk->lock);
	desk->lock = question_new(new_dialog(words), NULL);
	desk->redraw = true;
}

static void unlock_home(void *of, struct job *job)
{
	struct desk *desk = of;

	desk->unlocking = false;
	if (job->err.kind == ERR_NONE) {
		desk->key_open = true;
		desk->locked = false;
		g_clear_pointer(&desk->lock, question_free);
		screen_forget(desk->screen);
		desk_say(desk, "%s", _("your key is open"));
	} else if (desk->locked) {
		ask_locked(desk, job->err.words);
	} else if (job->err.kind == ERR_DENIED) {
		ask(desk, job->err.words);
	} else {
		desk_say_err(desk, &job->err);
	}
	desk->redraw = true;
}

static void try_it(struct desk *desk, const struct form *form)
{
	desk->unlocking = true;
	worker_ask(desk->worker,
	    unlock_job(desk->session.me->id, form_text(form, FIELD_PASSPHRASE), unlock_home));
}

static void answered(struct desk *desk, struct question *question)
{
	if (desk->session.me && !desk->unlocking)
		try_it(desk, &question->dialog->form);
}

void lock_begin(struct desk *desk)
{
	const struct session *session = &desk->session;
	enum keyring_state key = session->me ? keyring_look(session->keys, session->me->id)
					     : KEYRING_NONE;

	desk->has_key = key != KEYRING_NONE;
	desk->has_passphrase = key == KEYRING_LOCKED;
	if (desk->has_passphrase)
		ask_for_key(desk);
}

const char *lock_words(const struct desk *desk)
{
	if (!desk->has_key)
		return _("  no key here, reading only");
	return desk->has_passphrase && !desk->key_open ? _("  key not open, reading only") : "";
}

void lock_ask_again(struct desk *desk)
{
	if (desk->has_passphrase && !desk->key_open && !desk->unlocking && !desk->question)
		ask_for_key(desk);
}

void lock_screen(struct desk *desk)
{
	desk->blank = true;
	desk->redraw = true;
	if (!desk->has_passphrase || !desk->key_open || !desk->session.me)
		return;
	if (desk->writing)
		writing_keep(desk->writing);
	worker_ask(desk->worker, lock_job());
	desk->key_open = false;
	desk->locked = true;
	ask_locked(desk, _("The desk is locked. What was being written is safe."));
}

void lock_key(struct desk *desk, const struct key_event *event)
{
	if (!desk->lock || desk->unlocking)
		return;
	switch (dialog_key(desk->lock->dialog, event)) {
	case WIDGET_DONE:
		try_it(desk, &desk->lock->dialog->form);
		break;
	case WIDGET_CANCELLED:
		ask_locked(desk, _("The desk is locked. What was being written is safe."));
		desk->blank = true;
		break;
	default:
		break;
	}
}

void lock_draw(struct desk *desk, int *row, int *col)
{
	struct rect all = {0, 0, desk->canvas.rows, desk->canvas.cols};

	dialog_fit(desk->lock->dialog, &desk->canvas, all);
	dialog_draw(desk->lock->dialog, &desk->canvas);
	if (!dialog_place(desk->lock->dialog, &desk->canvas, row, col))
		*row = -1;
}
