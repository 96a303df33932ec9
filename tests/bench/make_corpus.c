/* The same reports in the form that each program measured wants: make_corpus KIND COUNT PATH. */
#include "corpus.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>

static const char usage[] = "make_corpus KIND COUNT PATH\n"
			    "  flat      one report a line, for search tools\n"
			    "  files     a folder of texts as writers send them\n"
			    "  floor     the table that the least program lists\n"
			    "  maildir, mbox   one message a report\n"
			    "  git       a fast-import stream, one commit a report\n"
			    "  document  one text of COUNT characters\n";

/* Where the reports go: one kind of it is open. */
struct sink {
	struct corpus *corpus;
	const char *path;
	FILE *file;
	sqlite3 *db;
	sqlite3_stmt *insert;
};

static void die(const char *what, const char *which)
{
	fprintf(stderr, "make_corpus: %s %s\n", what, which);
	exit(1);
}

static void put_flat(struct sink *sink, uint64_t number, const struct corpus_report *report)
{
	(void)number;
	fprintf(sink->file, "%s\t%s\t%s\t", report->title, report->writer, report->unit);
	for (const char *at = report->body; *at; at++)
		putc(*at == '\n' ? '\t' : *at, sink->file); /* no word goes over a line's end */
	putc('\n', sink->file);
}

static void put_text(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fputs(text, file) < 0 || fclose(file) != 0)
		die("cannot write", path);
}

static char *encoded(const char *text)
{
	g_autofree char *base = g_base64_encode((const unsigned char *)text, strlen(text));

	return g_strdup_printf("=?UTF-8?B?%s?=", base);
}

/* A message without a line that is over what mail allows. */
static char *message(uint64_t number, const struct corpus_report *report)
{
	g_autofree char *from = encoded(report->writer);
	g_autofree char *subject = encoded(report->title);
	g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(report->received_ms / 1000);
	g_autofree char *date = g_date_time_format(when, "%a, %d %b %Y %H:%M:%S +0000");

	return g_strdup_printf("From: %s <writer%u@example.org>\nTo: office@example.org\n"
			       "Subject: %s\nDate: %s\nMessage-ID: <%" PRIu64 "@example.org>\n"
			       "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
			       "Content-Transfer-Encoding: 8bit\n\n%s\n",
	    from, (unsigned)(number % 97), subject, date, number, report->body);
}

static void put_maildir(struct sink *sink, uint64_t number, const struct corpus_report *report)
{
	g_autofree char *text = message(number, report);
	g_autofree char *path = g_strdup_printf("%s/cur/%" PRId64 ".%" PRIu64 ".desk:2,S",
	    sink->path, report->received_ms / 1000, number);

	put_text(path, text);
}

static void put_mbox(struct sink *sink, uint64_t number, const struct corpus_report *report)
{
	g_autofree char *text = message(number, report);
	g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc(report->received_ms / 1000);
	g_autofree char *date = g_date_time_format(when, "%a %b %d %H:%M:%S %Y");

	fprintf(sink->file, "From writer@example.org %s\n%s\n", date, text);
}

static void put_git(struct sink *sink, uint64_t number, const struct corpus_report *report)
{
	g_autofree char *words = g_strdup_printf("%s\n\n%s\n", report->title, report->body);

	fprintf(sink->file,
	    "commit refs/heads/main\ncommitter %s <writer@example.org> %" PRId64 " +0000\n"
	    "data %zu\n%sM 100644 inline %" PRIu64 "/%" PRIu64 ".txt\ndata %zu\n%s\n",
	    report->writer, report->received_ms / 1000, strlen(words), words, number % 64,
	    number % 4096, strlen(report->title), report->title);
}

static void put_floor(struct sink *sink, uint64_t number, const struct corpus_report *report)
{
	sqlite3_bind_int64(sink->insert, 1, (sqlite3_int64)number + 1);
	sqlite3_bind_text(sink->insert, 2, report->title, -1, SQLITE_STATIC);
	sqlite3_bind_text(sink->insert, 3, report->unit, -1, SQLITE_STATIC);
	sqlite3_bind_text(sink->insert, 4, report->writer, -1, SQLITE_STATIC);
	sqlite3_bind_text(sink->insert, 5, report->body, -1, SQLITE_STATIC);
	if (sqlite3_step(sink->insert) != SQLITE_DONE || sqlite3_reset(sink->insert) != SQLITE_OK)
		die("cannot insert:", sqlite3_errmsg(sink->db));
}

static void open_file(struct sink *sink)
{
	sink->file = strcmp(sink->path, "-") == 0 ? stdout : fopen(sink->path, "w");
	if (!sink->file)
		die("cannot write", sink->path);
}

static void open_folder(struct sink *sink)
{
	if (mkdir(sink->path, 0755) != 0)
		die("cannot make", sink->path);
}

static void open_maildir(struct sink *sink)
{
	static const char *const parts[] = {"cur", "new", "tmp"};

	open_folder(sink);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		g_autofree char *path = g_build_filename(sink->path, parts[i], NULL);
		if (mkdir(path, 0755) != 0)
			die("cannot make", path);
	}
}

static void open_floor(struct sink *sink)
{
	static const char begin[] =
	    "pragma journal_mode=off; pragma synchronous=off; begin;"
	    "create table report(id integer primary key, title text, unit text,"
	    " writer text, body text)";

	if (sqlite3_open(sink->path, &sink->db) != SQLITE_OK ||
	    sqlite3_exec(sink->db, begin, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(sink->db, "insert into report values(?,?,?,?,?)", -1, &sink->insert,
		NULL) != SQLITE_OK)
		die("cannot make", sink->path);
}

static void put_files(struct sink *sink, uint64_t number, const struct corpus_report *report)
{
	g_autofree char *path = g_strdup_printf("%s/%06" PRIu64 ".txt", sink->path, number);
	put_text(path, corpus_file(sink->corpus, report));
}

static const struct kind {
	const char *name;
	void (*open)(struct sink *sink);
	void (*put)(struct sink *sink, uint64_t number, const struct corpus_report *report);
} KINDS[] = {
    {"flat", open_file, put_flat},
    {"files", open_folder, put_files},
    {"floor", open_floor, put_floor},
    {"maildir", open_maildir, put_maildir},
    {"mbox", open_file, put_mbox},
    {"git", open_file, put_git},
};

static void close_sink(struct sink *sink)
{
	if (sink->file && fclose(sink->file) != 0)
		die("cannot write", sink->path);
	sqlite3_finalize(sink->insert);
	if (sink->db && sqlite3_exec(sink->db, "commit", NULL, NULL, NULL) != SQLITE_OK)
		die("cannot write", sink->path);
	sqlite3_close(sink->db);
}

int main(int argc, char **argv)
{
	struct corpus *corpus = corpus_new();
	struct corpus_report report;
	uint64_t chars = 0;

	if (argc != 4)
		die(usage, "");
	uint64_t count = g_ascii_strtoull(argv[2], NULL, 10);
	struct sink sink = {.corpus = corpus, .path = argv[3]};
	if (strcmp(argv[1], "document") == 0) {
		put_text(argv[3], corpus_document(corpus, 1, count));
		corpus_free(corpus);
		return 0;
	}
	const struct kind *kind = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
		if (strcmp(KINDS[i].name, argv[1]) == 0)
			kind = &KINDS[i];
	if (!kind)
		die(usage, "");
	kind->open(&sink);
	for (uint64_t number = 0; number < count; number++) {
		corpus_report(corpus, number, &report);
		kind->put(&sink, number, &report);
		chars += report.chars;
	}
	close_sink(&sink);
	fprintf(stderr, "%s: %" PRIu64 " reports, %.0f characters each\n", argv[1], count,
	    count ? (double)chars / (double)count : 0);
	corpus_free(corpus);
	return 0;
}
