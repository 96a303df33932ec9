/* Plays keys to a full-screen program in a pty and tells what each of them cost, from outside. */
#include "process.h"

#include "e2e/screen.h"

#include <stdio.h>

static const char usage[] =
    "meter LABEL COLSxROWS COMMAND... < STEPS     one step a line:\n"
    "  start NAME TEXT      from the start until TEXT stands and all is quiet\n"
    "  press NAME N KEYS    N times: from the key until all is quiet\n"
    "  paste NAME FILE      the same for a paste\n"
    "  search NAME KEYS | TEXT   type KEYS; then from Enter until TEXT stands and all is quiet\n"
    "  do KEYS              not measured\n"
    "  expect TEXT          not measured: until TEXT stands\n"
    "  calm NAME            until it has neither painted nor computed for two seconds\n"
    "  cost NAME            memory so far\n"
    "  idle NAME SECONDS    processor, wakeups and bytes while nothing is typed\n"
    "  picture              the screen, to standard error\n"
    "prints LABEL STEP METRIC VALUE, one line a sample: ms, first_ms, bytes, cpu_ms, kb\n";

/*
 * A step is over when nothing was painted for this long and the program has not computed either.
 * The second matters: of a program that needs longer than the window for a repaint, each repaint
 * would be counted for the next key, and so look quick. What can still fool us is a program that
 * sleeps for longer in the middle of a repaint.
 */
#define QUIET_US 40000
#define BUSY_US (QUIET_US / 10)
#define DEADLINE_US 60000000
#define CALM_US 2000000

struct meter {
	struct screen screen;
	const char *label;
	int64_t began_us;
};

static int64_t cpu_of(const struct meter *meter)
{
	struct process_cost cost;

	process_cost(meter->screen.pid, &cost);
	return cost.cpu_us;
}

static void tell(const struct meter *meter, const char *step, const char *metric, double value)
{
	printf("%s\t%s\t%s\t%.3f\n", meter->label, step, metric, value);
	fflush(stdout);
}

static bool stands(const struct meter *meter, const char *text)
{
	g_autofree char *all = screen_text(&meter->screen);

	return strstr(all, text) != NULL;
}

/* Until the program has painted (if it must), TEXT stands (if any) and all is quiet. */
static bool settle(struct meter *meter, const char *text, bool must_paint)
{
	int64_t from = screen_now_us(), busy = from, used = cpu_of(meter);
	size_t seen = SIZE_MAX;
	bool there = !text;

	while (!meter->screen.ended) {
		int64_t now = screen_now_us();
		int64_t since = now - MAX(busy, meter->screen.last_us);
		if (!there && seen != meter->screen.painted) {
			seen = meter->screen.painted;
			there = stands(meter, text);
			continue;
		}
		if (now - from > DEADLINE_US)
			return false;
		if (since < QUIET_US || !there || (must_paint && !meter->screen.first_us)) {
			screen_pump(&meter->screen, (int)(MAX(QUIET_US - since, 1000) / 1000));
			continue;
		}
		int64_t now_used = cpu_of(meter);
		if (now_used - used < BUSY_US)
			return true;
		used = now_used;
		busy = now;
	}
	return false;
}

static void fail(struct meter *meter, const char *step)
{
	g_autofree char *picture = screen_picture(&meter->screen);

	fprintf(stderr, "meter: %s never settled in %s\n%s", meter->label, step, picture);
	tell(meter, step, "failed", 1);
	screen_clear(&meter->screen);
	exit(1);
}

/* One sample: these bytes now, and what follows. */
static void measure(struct meter *meter, const char *step,
    bool (*act)(struct screen *, const char *), const char *what, const char *text)
{
	int64_t used = cpu_of(meter);
	size_t painted = meter->screen.painted;

	meter->screen.first_us = 0;
	int64_t from = screen_now_us();
	if (!act(&meter->screen, what) || !settle(meter, text, true))
		fail(meter, step);
	tell(meter, step, "first_ms", (double)(meter->screen.first_us - from) / 1000);
	tell(meter, step, "ms", (double)(meter->screen.last_us - from) / 1000);
	tell(meter, step, "bytes", (double)(meter->screen.painted - painted));
	tell(meter, step, "cpu_ms", (double)(cpu_of(meter) - used) / 1000);
}

static void step_start(struct meter *meter, char **words)
{
	if (!settle(meter, words[1], true))
		fail(meter, words[0]);
	tell(meter, words[0], "ms", (double)(meter->screen.last_us - meter->began_us) / 1000);
	tell(
	    meter, words[0], "first_ms", (double)(meter->screen.first_us - meter->began_us) / 1000);
	tell(meter, words[0], "cpu_ms", (double)cpu_of(meter) / 1000);
}

static void step_press(struct meter *meter, char **words)
{
	g_auto(GStrv) parts = g_strsplit(words[1], " ", 2);

	for (long n = strtol(parts[0], NULL, 10); n > 0 && parts[1]; n--)
		measure(meter, words[0], screen_keys, parts[1], NULL);
}

static void step_paste(struct meter *meter, char **words)
{
	g_autofree char *text = NULL;

	if (!g_file_get_contents(words[1], &text, NULL, NULL))
		fail(meter, words[0]);
	measure(meter, words[0], screen_paste, text, NULL);
}

static void step_search(struct meter *meter, char **words)
{
	g_auto(GStrv) parts = g_strsplit(words[1], " | ", 2);

	if (!parts[1] || !screen_keys(&meter->screen, parts[0]) || !settle(meter, NULL, false))
		fail(meter, words[0]);
	measure(meter, words[0], screen_keys, "Enter", parts[1]);
}

static void step_do(struct meter *meter, char **words)
{
	g_autofree char *keys = g_strjoinv(" ", words);

	meter->screen.first_us = 0;
	if (!screen_keys(&meter->screen, keys) || !settle(meter, NULL, false))
		fail(meter, keys);
}

static void step_expect(struct meter *meter, char **words)
{
	g_autofree char *text = g_strjoinv(" ", words);

	if (!settle(meter, text, false))
		fail(meter, text);
}

/* What a first start does behind the screen is no part of what a key costs. */
static void step_calm(struct meter *meter, char **words)
{
	int64_t from = screen_now_us(), since = from, used = cpu_of(meter);

	while (screen_now_us() - since < CALM_US && !meter->screen.ended) {
		size_t painted = meter->screen.painted;
		screen_pump(&meter->screen, 200);
		int64_t now_used = cpu_of(meter);
		if (now_used - used > CALM_US / 200 || meter->screen.painted != painted)
			since = screen_now_us();
		used = now_used;
	}
	tell(meter, words[0], "ms", (double)(since - from) / 1000);
}

static void step_cost(struct meter *meter, char **words)
{
	struct process_cost cost;

	process_cost(meter->screen.pid, &cost);
	tell(meter, words[0], "kb", (double)cost.peak_kb);
}

static void step_idle(struct meter *meter, char **words)
{
	double seconds = g_ascii_strtod(words[1], NULL);
	struct process_cost before, after;
	size_t painted = meter->screen.painted;
	int64_t from = screen_now_us(), left;

	process_cost(meter->screen.pid, &before);
	while ((left = from + (int64_t)(seconds * 1e6) - screen_now_us()) > 0)
		screen_pump(&meter->screen, (int)(left / 1000) + 1);
	process_cost(meter->screen.pid, &after);
	tell(meter, words[0], "cpu_ms_s", (double)(after.cpu_us - before.cpu_us) / 1000 / seconds);
	tell(meter, words[0], "wakeups_s", (double)(after.wakeups - before.wakeups) / seconds);
	tell(meter, words[0], "bytes_s", (double)(meter->screen.painted - painted) / seconds);
}

static void step_picture(struct meter *meter, char **words)
{
	g_autofree char *picture = screen_picture(&meter->screen);

	(void)words;
	fputs(picture, stderr);
}

/* PARTS: into how many words the rest of the line falls; the last takes all that is left. */
static const struct {
	const char *verb;
	void (*play)(struct meter *meter, char **words);
	int parts;
} STEPS[] = {
    {"start", step_start, 2},
    {"press", step_press, 2},
    {"paste", step_paste, 2},
    {"search", step_search, 2},
    {"do", step_do, 1},
    {"expect", step_expect, 1},
    {"calm", step_calm, 1},
    {"cost", step_cost, 1},
    {"idle", step_idle, 2},
    {"picture", step_picture, 0},
};

static void play(struct meter *meter, const char *line)
{
	g_auto(GStrv) halves = g_strsplit(line, " ", 2);

	for (size_t i = 0; i < G_N_ELEMENTS(STEPS); i++) {
		if (strcmp(STEPS[i].verb, halves[0]) != 0)
			continue;
		g_auto(GStrv) words = g_strsplit(halves[1] ? halves[1] : "", " ", STEPS[i].parts);
		if ((int)g_strv_length(words) < STEPS[i].parts)
			break;
		STEPS[i].play(meter, words);
		return;
	}
	fprintf(stderr, "meter: what is \"%s\"?\n%s", line, usage);
	screen_clear(&meter->screen);
	exit(2);
}

int main(int argc, char **argv)
{
	g_autofree char *steps = NULL;
	g_autoptr(GIOChannel) input = g_io_channel_unix_new(0);
	struct err err = {0};
	int cols, rows;

	if (argc < 4 || sscanf(argv[2], "%dx%d", &cols, &rows) != 2) {
		fputs(usage, stderr);
		return 2;
	}
	g_io_channel_read_to_end(input, &steps, NULL, NULL);
	g_autofree char *program = g_find_program_in_path(argv[3]);
	g_auto(GStrv) env = g_environ_setenv(g_get_environ(), "TERM", "xterm-256color", TRUE);
	struct meter meter = {.label = argv[1]};
	if (!program) {
		fprintf(stderr, "meter: no program called %s\n", argv[3]);
		return 2;
	}
	argv[3] = program;
	meter.began_us = screen_now_us();
	if (!screen_start(&meter.screen, argv + 3, env, cols, rows, &err)) {
		fprintf(stderr, "meter: %s\n", err.words);
		return 1;
	}
	g_auto(GStrv) lines = g_strsplit(steps ? steps : "", "\n", -1);
	for (size_t i = 0; lines[i]; i++)
		if (*g_strstrip(lines[i]) && lines[i][0] != '#')
			play(&meter, lines[i]);
	screen_clear(&meter.screen);
	return 0;
}
