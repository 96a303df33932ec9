/* The verb list: the queue as lines, from the same query as the screen. */
#include "app/cli.h"

#include "app/json.h"
#include "app/safe.h"
#include "base/lang.h"
#include "flow/hours.h"
#include "mirror/pages.h"
#include "mirror/search.h"
#include "share/init.h"
#include "text/width.h"

#define PAGE_ROWS 500

static bool number_of(const char *text, int *number)
{
	char *end = NULL;
	int64_t value = g_ascii_strtoll(text, &end, 10);

	*number = (int)value;
	return *text && !*end && value > 0 && value < INT_MAX;
}

static bool fill_query(struct session *session, struct query *query, struct err *err)
{
	const char *const *values = session->options->values;
	g_autofree char *filter = NULL;

	query_init(query);
	session_fill_query(session, query);
	if (values[OPTION_BOOK] && strcmp(values[OPTION_BOOK], "reports") != 0)
		return err_fail(err, ERR_INPUT, _("there is no book \"%s\"; there is: reports"),
		    values[OPTION_BOOK]);
	if (values[OPTION_VIEW] && !view_parse(values[OPTION_VIEW], &query->view))
		return err_fail(err, ERR_INPUT, _("there is no view \"%s\""), values[OPTION_VIEW]);
	if (values[OPTION_SORT] && !sort_parse(values[OPTION_SORT], &query->sort))
		return err_fail(err, ERR_INPUT, _("there is no order \"%s\""), values[OPTION_SORT]);
	g_ptr_array_add(session->options->words, NULL);
	filter = g_strjoinv(" ", (char **)session->options->words->pdata);
	g_ptr_array_remove_index(session->options->words, session->options->words->len - 1);
	return query_filter(query, filter, OFFICE_ZONE, err);
}

static void column(GString *line, const char *text, size_t cols)
{
	static const struct width_rule rule;
	g_autofree char *safe = safe_line(text);

	g_string_append(line, "  ");
	width_fit(line, &rule, safe, strlen(safe), cols, WIDTH_PAD_RIGHT | WIDTH_MARK_CUT);
}

static void print_plain(struct session *session, const struct report *report)
{
	int64_t now = clock_wall_ms(&session->clock);
	g_autofree char *left = hours_left_words(
	    NULL, now, report->due_ms, report->urgency == URGENCY_EXTRA);
	GString *line = g_string_new(report->number);

	column(line, report->urgency ? urgency_words(report->urgency) : "", 4);
	column(line, session_title(session, report), 48);
	column(line, state_words(report->state), 10);
	column(line, left, 8);
	column(line, report->writers, 12);
	g_strchomp(line->str);
	puts(line->str);
	g_string_free(line, TRUE);
}

static void print_row(struct session *session, const struct row *row)
{
	if (session->options->values[OPTION_JSON]) {
		g_autofree char *line = json_of_row(session, row->report, row->claimed_by);
		fputs(line, stdout);
	} else {
		print_plain(session, row->report);
	}
}

static int list_pages(struct session *session, const struct query *query, int limit)
{
	struct report *from = NULL;
	struct err err = {0};
	bool more = true;

	while (more && limit > 0 && err.kind == ERR_NONE) {
		struct book_page page = {0};

		if (!mirror_page(session->reader, query, from, PAGE_AFTER, MIN(limit, PAGE_ROWS),
			&page, &err))
			break;
		for (guint i = 0; i < page.rows->len; i++)
			print_row(session, g_ptr_array_index(page.rows, i));
		limit -= (int)page.rows->len;
		more = page.more || page.partial;
		const struct report *last = page.resume;
		if (!last && page.rows->len)
			last = ((struct row *)g_ptr_array_index(page.rows, page.rows->len - 1))
				   ->report;
		report_free(from);
		from = last ? report_copy(last) : NULL;
		more = more && from;
		book_page_clear(&page);
	}
	report_free(from);
	return cli_say(&err);
}

static int list_found(struct session *session, const struct query *query, int limit)
{
	struct search_wish wish = {.words = session->options->values[OPTION_SEARCH],
	    .heads_only = !session_reads_bodies(session),
	    .within = query};
	struct err err = {0};
	struct search *search = search_begin(session->reader, &wish, &err);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	bool done = false;

	while (search && !done && (int)found->len < limit) {
		if (!search_next(search, limit - (int)found->len, 1000, found, &done, &err))
			break;
	}
	search_free(search);
	g_autoptr(GPtrArray) rows = err.kind != ERR_NONE
					? NULL
					: mirror_rows(session->reader,
					      (int64_t *)(void *)found->data, found->len, &err);
	for (guint i = 0; rows && i < rows->len; i++)
		print_row(session, g_ptr_array_index(rows, i));
	return cli_say(&err);
}

int cli_list(struct session *session)
{
	struct query query = {0};
	struct err err = {0};
	int limit = INT_MAX;
	const char *wanted = session->options->values[OPTION_LIMIT];
	int status;

	if (wanted && !number_of(wanted, &limit))
		err_fail(&err, ERR_INPUT, _("\"%s\" is no number of lines"), wanted);
	if (err.kind != ERR_NONE || !fill_query(session, &query, &err))
		status = cli_say(&err);
	else if (session->options->values[OPTION_SEARCH])
		status = list_found(session, &query, limit);
	else
		status = list_pages(session, &query, limit);
	query_clear(&query);
	return status;
}
