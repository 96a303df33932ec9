/* A report's row as a plain value. */
#include "model/report.h"

static char **strings_of(struct report *report, size_t at)
{
	char **fields[] = {&report->uid, &report->number, &report->digest, &report->dispatch_number,
	    &report->original_digest, &report->original_name, &report->title, &report->writers,
	    &report->unit};

	return at < G_N_ELEMENTS(fields) ? fields[at] : NULL;
}

struct report *report_new(void)
{
	struct report *report = g_new0(struct report, 1);
	char **field;

	for (size_t i = 0; (field = strings_of(report, i)); i++)
		*field = g_strdup("");
	return report;
}

struct report *report_copy(const struct report *from)
{
	struct report *to = g_new(struct report, 1);
	char **field;

	*to = *from;
	for (size_t i = 0; (field = strings_of(to, i)); i++)
		*field = g_strdup(*field);
	return to;
}

void report_free(struct report *report)
{
	char **field;

	if (!report)
		return;
	for (size_t i = 0; (field = strings_of(report, i)); i++)
		g_free(*field);
	g_free(report);
}

void report_take_head(struct report *report, const struct revision *revision)
{
	g_free(report->writers);
	report->writers = revision_writers(revision);
	revision_set(&report->title, revision->title);
	revision_set(&report->unit, revision->unit);
	revision_set(&report->digest, revision->digest ? revision->digest : "");
	report->urgency = revision->urgency;
	report->chars = revision->chars;
	report->revision = revision->no;
}

char *report_number(int year, int serial)
{
	return g_strdup_printf("%04d-%04d", year, serial);
}

static bool whole_number(const char *text, size_t len, int *number)
{
	if (len == 0 || len > 8)
		return false;
	*number = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*number = *number * 10 + (text[i] - '0');
	}
	return true;
}

bool report_number_parse(const char *text, int this_year, int *year, int *serial)
{
	const char *dash = strchr(text, '-');

	if (!dash) {
		*year = this_year;
		return this_year && whole_number(text, strlen(text), serial) && *serial > 0;
	}
	return dash - text == 4 && whole_number(text, 4, year) &&
	    whole_number(dash + 1, strlen(dash + 1), serial) && *serial > 0;
}

struct claim *claim_new(int64_t report, int64_t person, const char *desk, int64_t fence)
{
	struct claim *claim = g_new0(struct claim, 1);

	claim->report = report;
	claim->person = person;
	claim->desk = g_strdup(desk ? desk : "");
	claim->fence = fence;
	return claim;
}

void claim_free(struct claim *claim)
{
	if (!claim)
		return;
	g_free(claim->desk);
	g_free(claim);
}
