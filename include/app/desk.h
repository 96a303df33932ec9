/* The whole session of a desk in one struct; only the screen's thread touches it. */
#ifndef APP_DESK_H
#define APP_DESK_H

#include "app/action.h"
#include "app/session.h"
#include "app/writing.h"
#include "flow/judge.h"
#include "mirror/pages.h"
#include "mirror/search.h"
#include "ui/dialog.h"
#include "ui/layout.h"
#include "ui/queue_pane.h"
#include "ui/sheet_pane.h"
#include "ui/editor_pane.h"
#include "ui/trail_pane.h"
#include "ui/screen.h"
#include "work/import_job.h"
#include "work/look.h"
#include "work/worker.h"

/* What the middle pane shows. */
enum desk_text {
	TEXT_CURRENT, /* the revision that stands */
	TEXT_ORIGINAL, /* differences against the first */
	TEXT_COMPARED, /* differences of two revisions */
};

/* A question on the screen: the dialog, and what is done with the answer. */
struct question {
	struct dialog *dialog;
	void (*answered)(struct desk *desk, struct question *question);
	bool again; /* set by answered: it stays open, with all that was typed */
	enum move_id move; /* what it is about */
	struct deed *deed; /* being filled in */
	char *words; /* whatever else is to be remembered */
	int64_t number;
	bool leaves; /* the text, once it is saved */
};

struct found {
	struct search *search;
	char *words;
	bool folded, done;
	GArray *ids; /* int64_t, newest report first */
	int at; /* -1: none yet */
};

/* The process that makes the nightly copy, and what is known of the last one (app/night.h). */
struct night {
	int pid, fd; /* 0: none runs */
	GString *words; /* what it said */
	char due[14], done[14]; /* the moment it is made for; the last one that was made */
	int64_t next_ms; /* clock_mono_ms() of the next look */
};

#define COUNT_PAUSE_MS 250 /* without a key, before a long text is counted */

struct desk {
	struct session session;
	struct worker *worker;
	struct screen *screen;
	struct canvas canvas;
	struct theme theme;
	char *theme_name;
	struct keymap *keys;
	struct keymap_typed typed;
	struct layout layout;
	struct queue_pane *queue;
	struct editor_pane *text;
	struct trail_pane *trail;
	struct sheet_pane *sheet; /* stands in the trail's place for pass and sign */
	bool sheet_open;
	int64_t sheet_report; /* whose answers stand on it */
	enum move_id sheet_move; /* MOVE_PASS or MOVE_SIGN */
	enum layout_pane focus;
	bool zoom;

	struct query query;
	char *filter;
	GHashTable *decided; /* int64_t report: stays, greyed, until refreshed */
	GHashTable *gone; /* int64_t report: the query has it no more; stays, greyed, as well */
	GHashTable *shown; /* int64_t to struct report, as shown: where pages go on from */
	GHashTable *pending; /* int64_t report: a deed of this desk is on its way */
	int copied; /* how far the first copy of the share is, per cent */
	int64_t came_in; /* reports that came in since the list was refreshed */

	struct deed *refused; /* the last that was: its words are offered again; NULL: none */
	int many_out, many_refused; /* of deeds for several reports at once */
	struct err many_why; /* the first refusal of them */
	GPtrArray *undone; /* what the share did not take, until the last is home; NULL: nothing */

	int64_t report; /* the one that the panes show, 0: none */
	struct dossier dossier;
	struct case_file file;
	enum desk_text showing;
	int compare_a, compare_b;
	struct draft *reading; /* of the text that is read */
	int64_t reading_report;
	char *reading_digest;
	int64_t beside_report; /* whose first text stands beside; 0: nobody's */
	int64_t compared_report; /* whose comparison the page shows, from and to; 0: nobody's */
	int compared_a, compared_b;
	uint64_t counted_version; /* of the draft whose characters were counted */
	int counted_chars;
	bool count_waits; /* a long text changed: it is counted when the hands rest */
	int64_t trail_report; /* whose trail the right pane shows */
	char *trail_filter; /* what of it is shown; NULL: all */
	char *trail_needle; /* what is looked for in it; NULL: nothing */
	int64_t revealed; /* report whose numbers stand in full, until another is shown; 0: none */
	bool text_seen; /* shown to its end: pass and sign want that */

	struct keeper *keeper;
	struct writing *writing; /* NULL: nothing is open for writing */
	struct night night;
	struct pulse *pulse; /* whether the holders of claims live */
	int64_t beat_ms; /* clock_mono_ms(): when the next sign of life is due from here */
	int64_t asking; /* report whose claim was asked for; 0: none */
	struct question *question; /* NULL: no dialog is open */
	GQueue waiting; /* questions that came while another one was open */
	struct found found;
	int64_t found_report; /* where the text was scrolled to the first hit */
	char *clip; /* what was cut or copied */
	char *needle; /* what was looked for in a text */
	char *drafts; /* folder of kept drafts */
	char *folder; /* where a file was written to last */
	bool importing; /* a job of files in is on its way */
	struct import *found_files; /* read, and still to be shown or taken; NULL: none */

	struct err said; /* message line */
	bool said_well; /* it is no failure */
	bool warned; /* what is not advised about the drive has been said */
	int64_t said_ms; /* clock_mono_ms() */
	GPtrArray *log; /* char *: all that was said */

	char *look_words; /* the last look's failure, said once */
	int64_t look_ms; /* clock_mono_ms(): when the share is looked at next */
	int64_t minute; /* last drawn, for times that run */
	int64_t key_ms; /* clock_mono_ms() of the last key */
	bool blank; /* the screen is blanked until a key is pressed */
	bool has_key; /* of whoever sits here, on this desk */
	bool has_passphrase; /* the key of whoever sits here */
	bool key_open; /* its passphrase was given */
	bool unlocking; /* one is being tried */
	bool locked; /* nothing is shown until it is given again */
	struct question *lock; /* asks for it then */
	uint64_t state, shown_state; /* rises with every change of what the panes show */
	bool all_dirty; /* every pane is to be drawn */
	bool over_drawn; /* a dialog stood over the panes in the last frame */
	bool redraw; /* something changed */
	bool bars_stand; /* title and footer are as they were when the last key was written */
	unsigned bars_have; /* what there was to act on then */
	bool keys_left; /* more were typed than one turn takes */
	bool list_fresh; /* its rows were read just now */
	bool list_stale; /* rows on the screen are to be made anew */
	bool list_news; /* the mirror has news: rows may have come or gone */
	int redraws; /* Ctrl-L in a row */
	bool ended;
	bool unfit; /* ended because the share is no share of this office (work/ground.h) */
	int status;
	int sync_fd; /* test builds: answers the tester when nothing is left to do; else -1 */
	bool sync_owed; /* an answer is due */
};

/* Open screen, worker and panes on an open session, which the desk takes over. Errors: SYSTEM
 * without a terminal. */
bool desk_open(struct desk *desk, struct session *session, struct err *err) CHECKED;
void desk_close(struct desk *desk);

/* Say something in the message line, kept in the log: an error as it is, or words that are none.
 * Errors: none of its own. */
void desk_say_err(struct desk *desk, const struct err *err);
void desk_say(struct desk *desk, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* NEED_ bits that hold now. */
unsigned desk_have(struct desk *desk);
/*
 * Contexts of keys and help, the nearest first, NULL behind them: "list", "text", "edit", "trail",
 * or "sheet" before "trail".
 */
const char *const *desk_contexts(const struct desk *desk);
/* Whether keys go into a text that is written on. */
bool desk_is_editing(const struct desk *desk);

/* Show another report in the panes; 0: none. */
void desk_show_report(struct desk *desk, int64_t report);
/* A text with the numbers of persons masked, unless they were asked for here. Owns: the caller
 * frees. */
char *desk_numbers(const struct desk *desk, const char *text);
/* Read what the panes show again from the mirror. */
void desk_reread(struct desk *desk);
/* Rows that were greyed are to go, and what came in is no news any more. */
void desk_forget_changes(struct desk *desk);
/* The list from its beginning, by the query in force. */
void desk_restart_list(struct desk *desk);

/* The first list after the start: what waits for me, or all where nothing does. */
void desk_first_list(struct desk *desk);

/* Send a deed to the share; its report is shown as pending until it comes home. MANY: one of
 * several, which are summed up when the last is home. */
void desk_do(struct desk *desk, struct deed *deed, bool many);
/* The office as it was read again last is what rules, list and panes go by. */
void desk_take_office(struct desk *desk);
/* Ask for a look at the share now; EAGER: one that is away is tried at once. */
void desk_look(struct desk *desk, bool eager);

/* Run an action, if all it needs is there; else say what is missing. */
void desk_run(struct desk *desk, enum action_id action);
/* A key or a pasted block that came from the terminal. */
void desk_key(struct desk *desk, const struct key_event *event);

/* Say which texts lie on this desk that were never saved. */
void desk_say_kept(struct desk *desk);
/* Whether a claim (NULL: none) is by this person on this terminal. */
bool desk_holds(const struct desk *desk, const struct claim *claim);
/* Notice, after news, that somebody took over what is being written here. */
void desk_watch_claim(struct desk *desk);
/* Give a sign of life for the text that is open, where one is due. */
void desk_beat(struct desk *desk);

/* Make the decision that stands at this place (from 0) of the menu of decisions. */
void desk_decide_nth(struct desk *desk, int at);
/* Show the difference of two revisions in the middle pane. */
void desk_show_changes(struct desk *desk, int a, int b);
/* The difference of two texts in a few lines of words. Owns: the caller frees. */
char *desk_changes_words(const char *old, const char *new);
/* End the search that is on; the list is the view's again. */
void desk_end_search(struct desk *desk);
/* Remember where a report stands in the list, for pages to go on from. */
void desk_remember(struct desk *desk, const struct report *report);
/* The next that waits comes by itself after a decision. */
void desk_after_decision(struct desk *desk);
/* Begin a move on the report, or on the marked ones: ask for what it must carry, then do it. */
void desk_begin_move(struct desk *desk, enum move_id move);

/* Open a question; while another one is open it waits its turn. Owns: takes it. */
void desk_ask(struct desk *desk, struct question *question);
/* The open question is answered or given up: the next that waits, if any. Owns: takes it. */
void desk_asked(struct desk *desk, struct question *question);
/* Drop all questions: what they are about is gone. */
void desk_ask_no_more(struct desk *desk);
struct question *question_new(
    struct dialog *dialog, void (*answered)(struct desk *desk, struct question *question));
void question_free(struct question *question);

/* Answered by nothing: for pages that are only read. */
void desk_nothing(struct desk *desk, struct question *question);
/* Take the colours of a theme, and remember them. */
void desk_use_theme(struct desk *desk, const char *name);

/* Draw what changed: layout, panes, bar, dialog, one frame. */
void desk_draw(struct desk *desk);

/* The loop: until the desk is ended. Returns the exit status. */
int desk_loop(struct desk *desk);

#endif
