/* The least that a list over SQLite in a terminal can cost: only the rows on the screen are read.
 */
#include "base/banned.h"

#include <locale.h>
#include <ncurses.h>
#include <sqlite3.h>

/* Rows are numbered from 1 without gaps, so a row's place is its id. */
struct list {
	sqlite3_stmt *rows, *body;
	sqlite3_int64 count, at, top, drawn_at, drawn_top;
};

static void draw_page(struct list *list, int height)
{
	sqlite3_bind_int64(list->rows, 1, list->top);
	sqlite3_bind_int(list->rows, 2, height);
	erase();
	for (int y = 0; sqlite3_step(list->rows) == SQLITE_ROW; y++)
		mvprintw(y, 0, "%8lld %s %s %s", (long long)sqlite3_column_int64(list->rows, 0),
		    (const char *)sqlite3_column_text(list->rows, 1),
		    (const char *)sqlite3_column_text(list->rows, 2),
		    (const char *)sqlite3_column_text(list->rows, 3));
	sqlite3_reset(list->rows);
}

static void draw(struct list *list, int height)
{
	if (list->top != list->drawn_top)
		draw_page(list, height);
	else
		mvchgat((int)(list->drawn_at - list->top), 0, -1, A_NORMAL, 0, NULL);
	mvchgat((int)(list->at - list->top), 0, -1, A_REVERSE, 0, NULL);
	mvprintw(height, 0, "%lld/%lld", (long long)list->at, (long long)list->count);
	clrtoeol();
	refresh();
	list->drawn_at = list->at;
	list->drawn_top = list->top;
}

static void move_to(struct list *list, sqlite3_int64 at, int height)
{
	list->at = at < 1 ? 1 : at > list->count ? list->count : at;
	if (list->at < list->top)
		list->top = list->at;
	if (list->at >= list->top + height)
		list->top = list->at - height + 1;
	if (list->top < 1)
		list->top = 1;
}

static void open_body(struct list *list)
{
	sqlite3_bind_int64(list->body, 1, list->at);
	erase();
	if (sqlite3_step(list->body) == SQLITE_ROW)
		mvaddstr(0, 0, (const char *)sqlite3_column_text(list->body, 0));
	sqlite3_reset(list->body);
	refresh();
	getch();
	list->drawn_top = 0;
}

static bool open_list(struct list *list, const char *path)
{
	sqlite3_stmt *count = NULL;
	sqlite3 *db;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "select max(id) from report", -1, &count, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db,
		"select id, unit, writer, title from report where id >= ? order by id limit ?", -1,
		&list->rows, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "select body from report where id = ?", -1, &list->body, NULL) !=
		SQLITE_OK)
		return false;
	if (sqlite3_step(count) == SQLITE_ROW)
		list->count = sqlite3_column_int64(count, 0);
	sqlite3_finalize(count);
	return list->count > 0;
}

int main(int argc, char **argv)
{
	struct list list = {.at = 1, .top = 1};

	setlocale(LC_ALL, "");
	if (argc != 2 || !open_list(&list, argv[1])) {
		fprintf(stderr, "floor DATABASE: a table report(id, title, unit, writer, body)\n");
		return 1;
	}
	initscr();
	raw();
	noecho();
	keypad(stdscr, TRUE);
	curs_set(0);
	set_escdelay(25);
	idlok(stdscr, TRUE);
	for (int key = 0; key != 'q'; key = getch()) {
		int height = LINES - 1;
		if (key == KEY_DOWN)
			move_to(&list, list.at + 1, height);
		else if (key == KEY_UP)
			move_to(&list, list.at - 1, height);
		else if (key == KEY_NPAGE || key == KEY_PPAGE) {
			list.top += key == KEY_NPAGE ? height : -height;
			move_to(&list, list.at + (key == KEY_NPAGE ? height : -height), height);
		} else if (key == KEY_HOME)
			move_to(&list, 1, height);
		else if (key == KEY_END)
			move_to(&list, list.count, height);
		else if (key == '\r' || key == '\n')
			open_body(&list);
		draw(&list, height);
	}
	endwin();
	return 0;
}
