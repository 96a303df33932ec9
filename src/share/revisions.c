/* Saved versions as rows; heads are read without the body, which stands last in the row. */
#include "share/revisions.h"

#include "base/lang.h"

bool revisions_seal(const struct seal *seal, struct revision *revision, struct err *err)
{
	char hex[DIGEST_HEX_LEN + 1];
	GString *canon = revision_canon(revision);
	bool good = digest_of(seal, canon->str, canon->len, hex, err);

	g_string_free(canon, TRUE);
	if (good)
		revision_set(&revision->digest, hex);
	return good;
}

bool revisions_insert(struct db *db, const struct revision *revision, struct err *err)
{
	g_autofree char *writers = writers_print(revision);
	struct sql *sql = sql_ask(db,
	    "INSERT INTO revision (" REVISION_COLUMNS ", body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
	    "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)");

	sql_int(sql, 1, revision->seq);
	sql_int(sql, 2, revision->report);
	sql_int(sql, 3, revision->no);
	sql_int(sql, 4, revision->base);
	sql_text(sql, 5, revision->title);
	sql_text(sql, 6, writers);
	sql_text(sql, 7, revision->unit);
	sql_text(sql, 8, revision->contact);
	sql_text(sql, 9, revision->category);
	sql_text(sql, 10, revision->addressees);
	sql_text(sql, 11, revision->copies);
	sql_text(sql, 12, revision->periodical);
	sql_text(sql, 13, urgency_name(revision->urgency));
	sql_text(sql, 14, revision->mark);
	sql_int(sql, 15, revision->person);
	sql_int(sql, 16, revision->at_ms);
	sql_int(sql, 17, revision->chars);
	sql_text(sql, 18, revision->digest);
	sql_text(sql, 19, revision->body);
	return sql_run(sql, err);
}

static const char *text_of(struct sql *sql, int at)
{
	const char *text = sql_get_text(sql, at);

	return text ? text : "";
}

static void take(char **field, char *value)
{
	g_free(*field);
	*field = value;
}

struct revision *revisions_row(struct sql *sql, bool with_body, struct err *err)
{
	struct revision *revision = revision_new();
	char **const texts[] = {[4] = &revision->title,
	    [6] = &revision->unit,
	    [7] = &revision->contact,
	    [8] = &revision->category,
	    [9] = &revision->addressees,
	    [10] = &revision->copies,
	    [11] = &revision->periodical,
	    [13] = &revision->mark,
	    [17] = &revision->digest};

	revision->seq = sql_get_int(sql, 0);
	revision->report = sql_get_int(sql, 1);
	revision->no = (int)sql_get_int(sql, 2);
	revision->base = (int)sql_get_int(sql, 3);
	revision->person = sql_get_int(sql, 14);
	revision->at_ms = sql_get_int(sql, 15);
	revision->chars = (int)sql_get_int(sql, 16);
	for (int at = 0; at < (int)G_N_ELEMENTS(texts); at++) {
		if (texts[at])
			take(texts[at], sql_get_whole(sql, at));
	}
	if (with_body)
		take(&revision->body, sql_get_whole(sql, 18));
	else
		revision_set(&revision->body, NULL);
	if (writers_parse(text_of(sql, 5), revision) &&
	    urgency_parse(text_of(sql, 12), &revision->urgency))
		return revision;
	err_fail(err, ERR_DAMAGED,
	    _("the text of event %lld has writers or an urgency that cannot be read"),
	    (long long)revision->seq);
	revision_free(revision);
	return NULL;
}

bool revisions_heads(struct db *db, int64_t report, GPtrArray *found, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT " REVISION_COLUMNS " FROM revision WHERE report = ?1 ORDER BY no");
	bool good = true;

	sql_int(sql, 1, report);
	while (good && sql_row(sql)) {
		struct revision *revision = revisions_row(sql, false, err);

		if (revision)
			g_ptr_array_add(found, revision);
		good = revision != NULL;
	}
	return sql_end(sql, err) && good;
}

static bool take_one(struct sql *sql, int64_t report, int no, bool with_body,
    struct revision **revision, struct err *err)
{
	bool good = true;

	*revision = NULL;
	sql_int(sql, 1, report);
	sql_int(sql, 2, no);
	if (sql_row(sql)) {
		*revision = revisions_row(sql, with_body, err);
		good = *revision != NULL;
	}
	return sql_end(sql, err) && good;
}

bool revisions_one(
    struct db *db, int64_t report, int no, struct revision **revision, struct err *err)
{
	return take_one(sql_ask(db, "SELECT " REVISION_COLUMNS
				    ", body FROM revision WHERE report = ?1 AND no = ?2"),
	    report, no, true, revision, err);
}

bool revisions_head(
    struct db *db, int64_t report, int no, struct revision **revision, struct err *err)
{
	return take_one(
	    sql_ask(db, "SELECT " REVISION_COLUMNS " FROM revision WHERE report = ?1 AND no = ?2"),
	    report, no, false, revision, err);
}
