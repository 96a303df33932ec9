/* Events as rows: each takes the next number and the digest of the one before. */
#include "share/audit.h"

#include "base/ident.h"
#include "base/lang.h"

bool audit_digest(const struct seal *seal, const struct event *event, char hex[DIGEST_HEX_LEN + 1],
    struct err *err)
{
	GString *canon = event_canon(event);
	bool good = digest_of(seal, canon->str, canon->len, hex, err);

	g_string_free(canon, TRUE);
	return good;
}

bool audit_newest(struct db *db, int64_t *seq, char digest[DIGEST_HEX_LEN + 1], struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT seq, digest FROM event ORDER BY seq DESC LIMIT 1");

	*seq = 0;
	g_strlcpy(digest, EVENT_NO_DIGEST, DIGEST_HEX_LEN + 1);
	if (sql_row(sql)) {
		*seq = sql_get_int(sql, 0);
		g_strlcpy(digest, sql_get_text(sql, 1), DIGEST_HEX_LEN + 1);
	}
	return sql_end(sql, err);
}

static bool insert(struct db *db, const struct event *event, struct err *err)
{
	struct sql *sql = sql_ask(db,
	    "INSERT INTO event (" AUDIT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
	    "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)");

	sql_int(sql, 1, event->seq);
	sql_text(sql, 2, event->uid);
	sql_int(sql, 3, event->report);
	sql_text(sql, 4, event->kind);
	sql_text(sql, 5, state_name(event->from));
	sql_text(sql, 6, state_name(event->to));
	sql_int(sql, 7, event->person);
	sql_text(sql, 8, event->person_name);
	sql_text(sql, 9, event->desk);
	sql_text(sql, 10, event->program);
	sql_int(sql, 11, event->at_ms);
	sql_text(sql, 12, event->reason);
	sql_text(sql, 13, event->words);
	sql_int(sql, 14, event->revision);
	sql_text(sql, 15, event->text_digest);
	sql_text(sql, 16, event->detail);
	sql_text(sql, 17, event->key);
	sql_text(sql, 18, event->prev);
	sql_text(sql, 19, event->digest);
	sql_text(sql, 20, event->signature);
	return sql_run(sql, err);
}

static void take(char **field, char *value)
{
	g_free(*field);
	*field = value;
}

bool audit_append(struct db *db, const struct seal *seal, const struct key *key,
    struct event *event, struct err *err)
{
	char prev[DIGEST_HEX_LEN + 1], digest[DIGEST_HEX_LEN + 1];
	char signature[KEY_SIGNATURE_LEN + 1];
	int64_t newest;

	if (!audit_newest(db, &newest, prev, err))
		return false;
	event->seq = newest + 1;
	take(&event->key, g_strdup(key_id(key)));
	take(&event->prev, g_strdup(prev));
	if (!*event->uid)
		take(&event->uid, ident_new(event->at_ms));
	if (!audit_digest(seal, event, digest, err) || !key_sign(key, digest, signature, err))
		return false;
	take(&event->digest, g_strdup(digest));
	take(&event->signature, g_strdup(signature));
	return insert(db, event, err);
}

struct event *audit_row(struct sql *sql, struct err *err)
{
	struct event *event = event_new();
	g_autofree char *from = sql_get_whole(sql, 4), *to = sql_get_whole(sql, 5);
	char **const texts[] = {[1] = &event->uid,
	    [3] = &event->kind,
	    [7] = &event->person_name,
	    [8] = &event->desk,
	    [9] = &event->program,
	    [11] = &event->reason,
	    [12] = &event->words,
	    [14] = &event->text_digest,
	    [15] = &event->detail,
	    [16] = &event->key,
	    [17] = &event->prev,
	    [18] = &event->digest,
	    [19] = &event->signature};

	event->seq = sql_get_int(sql, 0);
	event->report = sql_get_int(sql, 2);
	event->person = sql_get_int(sql, 6);
	event->at_ms = sql_get_int(sql, 10);
	event->revision = (int)sql_get_int(sql, 13);
	for (int at = 0; at < (int)G_N_ELEMENTS(texts); at++) {
		if (texts[at])
			take(texts[at], sql_get_whole(sql, at));
	}
	if ((*from && !state_parse(from, &event->from)) || (*to && !state_parse(to, &event->to))) {
		err_fail(err, ERR_DAMAGED, _("event %lld names a state that does not exist"),
		    (long long)event->seq);
		event_free(event);
		return NULL;
	}
	return event;
}

static bool add_rows(struct sql *sql, GPtrArray *events, struct err *err)
{
	bool good = true;

	while (good && sql_row(sql)) {
		struct event *event = audit_row(sql, err);

		if (event)
			g_ptr_array_add(events, event);
		good = event != NULL;
	}
	return sql_end(sql, err) && good;
}

bool audit_range(struct db *db, int64_t first, int64_t last, GPtrArray *events, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT " AUDIT_COLUMNS " FROM event WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq");

	sql_int(sql, 1, first);
	sql_int(sql, 2, last);
	return add_rows(sql, events, err);
}

bool audit_office(struct db *db, int64_t after, GPtrArray *events, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT " AUDIT_COLUMNS " FROM event WHERE report = 0 AND seq > ?1 ORDER BY seq");

	sql_int(sql, 1, after);
	return add_rows(sql, events, err);
}

bool audit_of_report(struct db *db, int64_t report, GPtrArray *events, struct err *err)
{
	struct sql *sql = sql_ask(
	    db, "SELECT " AUDIT_COLUMNS " FROM event WHERE report = ?1 ORDER BY seq");

	sql_int(sql, 1, report);
	return add_rows(sql, events, err);
}

bool audit_find(struct db *db, const char *uid, struct event **event, struct err *err)
{
	struct sql *sql = sql_ask(db, "SELECT " AUDIT_COLUMNS " FROM event WHERE uid = ?1");
	bool good = true;

	*event = NULL;
	sql_text(sql, 1, uid);
	if (sql_row(sql)) {
		*event = audit_row(sql, err);
		good = *event != NULL;
	}
	return sql_end(sql, err) && good;
}
