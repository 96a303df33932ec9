/* Lines "begin ..." and "end ...", written before and after each operation. */
#include "history.h"

#include <inttypes.h>
#include <time.h>
#include <unistd.h>

int64_t history_now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void put(int file, const char *line)
{
	size_t len = strlen(line);

	if (write(file, line, len) != (ssize_t)len)
		g_error("the history cannot be written");
}

char *history_path(const char *dir, int desk)
{
	return g_strdup_printf("%s/history.%d", dir, desk);
}

void history_begin(int file, struct op *op)
{
	op->began_ns = history_now_ns();
	g_autofree char *line = g_strdup_printf("begin\t%" PRId64 "\t%d\t%d\t%d\t%" PRId64
						"\t%" PRId64 "\t%" PRId64 "\t%s\t%" PRId64 "\n",
	    op->id, op->desk, (int)op->kind, op->move, op->person, op->report, op->base, op->uid,
	    op->began_ns);

	put(file, line);
}

void history_end(int file, struct op *op)
{
	op->ended_ns = history_now_ns();
	g_autofree char *line = g_strdup_printf("end\t%" PRId64 "\t%d\t%" PRId64 "\t%" PRId64
						"\t%s\t%s\t%" PRId64 "\n",
	    op->id, (int)op->end, op->seq, op->made, op->number, op->dispatch, op->ended_ns);

	put(file, line);
}

static int64_t number(const char *field)
{
	return g_ascii_strtoll(field, NULL, 10);
}

static void read_begin(GArray *ops, char **field)
{
	struct op op = {.id = number(field[1]),
	    .desk = (int)number(field[2]),
	    .kind = (enum op_kind)number(field[3]),
	    .move = (int)number(field[4]),
	    .person = number(field[5]),
	    .report = number(field[6]),
	    .base = number(field[7]),
	    .began_ns = number(field[9]),
	    .ended_ns = INT64_MAX};

	g_strlcpy(op.uid, field[8], sizeof(op.uid));
	g_array_append_val(ops, op);
}

/* The end of the operation that began last: a desk does one thing at a time. */
static void read_end(GArray *ops, char **field)
{
	struct op *op = &g_array_index(ops, struct op, ops->len - 1);

	if (ops->len == 0 || op->id != number(field[1]))
		g_error("an end without its begin");
	op->end = (enum op_end)number(field[2]);
	op->seq = number(field[3]);
	op->made = number(field[4]);
	g_strlcpy(op->number, field[5], sizeof(op->number));
	g_strlcpy(op->dispatch, field[6], sizeof(op->dispatch));
	op->ended_ns = number(field[7]);
}

void history_read(const char *path, GArray *ops)
{
	g_autofree char *text = NULL;

	if (!g_file_get_contents(path, &text, NULL, NULL))
		return;
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (size_t i = 0; lines[i]; i++) {
		g_auto(GStrv) field = g_strsplit(lines[i], "\t", -1);
		guint fields = g_strv_length(field);

		if (fields == 10 && strcmp(field[0], "begin") == 0)
			read_begin(ops, field);
		else if (fields == 8 && strcmp(field[0], "end") == 0)
			read_end(ops, field);
	}
}
