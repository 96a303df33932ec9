/* Reading demo_steps.def: every report's way, its days counted in working days, all in one order of
 * time.
 */
#include "app/demo_steps.h"

#include "base/clock.h"
#include "flow/hours.h"
#include "share/init.h"

#include "app/demo_texts.h"

#define URGENCY_OF(urgency) URGENCY_##urgency

static const struct demo_tale tales[] = {
#define DEMO(file, source, urgency, category, days, clock, way) \
	{file, SOURCE_##source, URGENCY_OF(urgency), category, days, clock, way},
#include "app/demo_steps.def"
#undef DEMO
};

G_STATIC_ASSERT(G_N_ELEMENTS(tales) <= DEMO_TALES_MAX);

const struct demo_tale *demo_tale(int at)
{
	return &tales[at];
}

const char *demo_text(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(demo_texts); i++) {
		if (strcmp(demo_texts[i].name, name) == 0)
			return demo_texts[i].text;
	}
	return NULL;
}

#define DAY_MINUTES (HOURS_A_DAY * 60)

/* Midnight of the day of MS in the office's zone. */
static int64_t midnight(int64_t ms)
{
	int year, month, day;
	int64_t found = 0;

	clock_date(ms, OFFICE_ZONE, &year, &month, &day);
	g_autofree char *text = g_strdup_printf("%04d-%02d-%02d", year, month, day);
	return clock_parse(text, OFFICE_ZONE, &found) ? found : ms;
}

static bool is_worked(int64_t midnight_ms)
{
	return hours_between(NULL, midnight_ms, midnight_ms + DAY_MS) > 0;
}

/* Midnight of the working day that lies DAYS working days before (negative: after) a midnight. */
static int64_t working_day(int64_t from, int days)
{
	while (days > 0) {
		from -= DAY_MS;
		days -= is_worked(from) ? 1 : 0;
	}
	while (days < 0) {
		from += DAY_MS;
		days += is_worked(from) ? 1 : 0;
	}
	return from;
}

/* The last working day that is over. */
static int64_t day_zero(int64_t now_ms)
{
	int64_t day = midnight(now_ms);

	while (!is_worked(day) || day + 18 * DAY_MS / 24 >= now_ms)
		day -= DAY_MS;
	return day;
}

int64_t demo_begin_ms(int64_t now_ms)
{
	int most = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(tales); i++)
		most = MAX(most, tales[i].days);
	return working_day(day_zero(now_ms), most + 1) + 9 * DAY_MS / 24;
}

static bool clock_minutes(const char *clock, int *minutes)
{
	if (strlen(clock) != 4 || strspn(clock, "0123456789") != 4)
		return false;
	*minutes = ((clock[0] - '0') * 10 + clock[1] - '0') * 60 + (clock[2] - '0') * 10 +
		   clock[3] - '0';
	return true;
}

static void step_free(void *of)
{
	struct demo_step *step = of;

	g_ptr_array_free(step->values, TRUE);
	g_free(step->words);
	g_free(step);
}

static struct demo_step *step_new(struct demo_steps *steps, int tale, enum move_id move)
{
	struct demo_step *step = g_new0(struct demo_step, 1);

	step->tale = &tales[tale];
	step->tale_at = tale;
	step->move = move;
	step->order = (int)steps->steps->len;
	step->values = g_ptr_array_new_with_free_func(g_free);
	g_ptr_array_add(steps->steps, step);
	return step;
}

/* "DAY CLOCK MOVE KEY=VALUE...: words" */
static bool step_read(struct demo_steps *steps, int tale, int64_t received_day, char *text)
{
	char *words = strstr(text, ": ");
	int minutes;
	enum move_id move = MOVE_NOTE;

	if (words) {
		*words = '\0';
		words += 2;
	}
	g_auto(GStrv) parts = g_strsplit(g_strstrip(text), " ", -1);
	if (g_strv_length(parts) < 3 || !clock_minutes(parts[1], &minutes))
		return false;
	bool is_claim = strcmp(parts[2], "claim") == 0;
	if (!is_claim && !move_parse(parts[2], &move))
		return false;
	struct demo_step *step = step_new(steps, tale, move);
	step->is_claim = is_claim;
	step->words = g_strdup(words);
	step->at_ms = working_day(received_day, -(int)g_ascii_strtoll(parts[0], NULL, 10)) +
		      (int64_t)minutes * 60000;
	for (char **part = parts + 3; *part; part++) {
		char *equals = strchr(*part, '=');

		if (!equals)
			return false;
		g_ptr_array_add(step->values, g_strndup(*part, (size_t)(equals - *part)));
		g_ptr_array_add(step->values, g_strdup(equals + 1));
	}
	return true;
}

static bool tale_read(struct demo_steps *steps, int at, int64_t zero)
{
	const struct demo_tale *tale = &tales[at];
	int64_t day = working_day(zero, tale->days);
	int minutes;

	if (!clock_minutes(tale->clock, &minutes))
		return false;
	step_new(steps, at, MOVE_RECEIVE)->at_ms = day + (int64_t)minutes * 60000;
	g_auto(GStrv) parts = g_strsplit(tale->way, ";", -1);
	for (char **part = parts; *part; part++) {
		if (*g_strstrip(*part) && !step_read(steps, at, day, *part))
			return false;
	}
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct demo_step *x = *(const struct demo_step *const *)a;
	const struct demo_step *y = *(const struct demo_step *const *)b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return x->order - y->order;
}

bool demo_steps_read(struct demo_steps *steps, int64_t now_ms, struct err *err)
{
	int64_t zero = day_zero(now_ms);

	steps->tales = G_N_ELEMENTS(tales);
	steps->steps = g_ptr_array_new_with_free_func(step_free);
	for (int at = 0; at < steps->tales; at++) {
		if (!tale_read(steps, at, zero))
			return err_fail(err, ERR_SYSTEM, "demo_steps.def: %s", tales[at].file);
	}
	g_ptr_array_sort(steps->steps, by_time);
	return true;
}

void demo_steps_clear(struct demo_steps *steps)
{
	if (steps->steps)
		g_ptr_array_free(steps->steps, TRUE);
	*steps = (struct demo_steps){0};
}

const char *demo_step_value(const struct demo_step *step, const char *key)
{
	for (guint i = 0; i + 1 < step->values->len; i += 2) {
		if (strcmp(g_ptr_array_index(step->values, i), key) == 0)
			return g_ptr_array_index(step->values, i + 1);
	}
	return NULL;
}
