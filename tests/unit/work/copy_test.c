/* The first copy of a large share: newest first, broken off and taken up, checked where slices
 * meet. */
#include "site.h"

#include "share/audit.h"
#include "share/init.h"
#include "mirror/pages.h"
#include "mirror/search.h"
#include "mirror/take.h"
#include "work/look.h"
#include "work/sync.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define LARGE "1000" /* events: from there on an office is copied newest first */
#define MANY 3500
#define EACH 20 /* events a report */

static void does(struct bulk *bulk, struct act act)
{
	struct done done = {0};
	struct err err = {0};

	act.keys = site_keys(act.actor);
	act.desk = act.program = "t";
	act.now_ms = 1780000000000;
	act.limit_ms = -1;
	assert_works(bulk_move(bulk, &act, &done, &err), err);
	done_clear(&done);
}

static void fill(const char *path, int count)
{
	struct err err = {0};
	struct share *share = share_open(path, false, &err);

	assert_works(share != NULL, err);
	struct bulk *bulk = bulk_begin(share, 5000, &err);
	assert_works(bulk != NULL, err);
	struct person *clerk = person_new(0, "李收文", "", ROLE_BIT(CLERK));
	struct revision *text = revision_new();
	struct act add = {.ask = {.move = MOVE_PERSON_ADD}, .actor = 1, .person = clerk};
	struct act receive = {
	    .ask = {.move = MOVE_RECEIVE, .text = text}, .actor = 2, .source = SOURCE_MEMBER};
	struct act note = {.ask = {.move = MOVE_NOTE, .words = "催办"}, .actor = 2};

	add.key_text = key_public(g_ptr_array_index(site_keys(2), 0));
	revision_set(&text->title, "建议");
	does(bulk, add);
	for (int i = 0; i < count; i++) {
		note.report = 1 + i / EACH;
		does(bulk, i % EACH ? note : receive);
	}
	assert_works(bulk_end(bulk, &err), err);
	revision_free(text);
	person_free(clerk);
	share_close(share);
}

/*
 * A large file comes newest first; the rest follows in looks, though nobody writes meanwhile, and a
 * decision does not wait for it.
 */
static void a_first_copy_goes_on_to_its_end(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct mirror_marks marks;
	struct err err = {0};

	(void)state;
	site_begin(&place);
	fill(place.db, MANY);
	assert_works(site_open(&place, &ground, &reader, &err), err);
	assert_works(sync_first(&ground, &err), err);
	site_set(&ground, "急");
	site_motto_is(reader, "急");
	assert_works(mirror_marks(reader, &marks, &err), err);
	assert_true(marks.lowest_seq > 1);
	assert_false(marks.whole);

	struct job *look = look_job(NULL);
	const struct look_found *found = look->body;
	job_slice(&ground, look); /* on a slow machine a second is over with it */
	assert_true(found->more && found->copied < 100);
	job_free(look); /* broken off, as when the desk is closed */
	for (bool more = true; more;) {
		look = look_job(NULL);
		job_do(&ground, look);
		assert_int_equal(look->err.kind, ERR_NONE);
		more = ((const struct look_found *)look->body)->more;
		job_free(look);
	}
	assert_works(mirror_marks(reader, &marks, &err), err);
	assert_true(marks.whole);
	site_close(&ground, reader);
	site_end(&place);
}

/* Give an event other words, the digest that goes with them and a signature, as somebody with the
 * file and its person's key can. */
static void forge(const char *path, int64_t back)
{
	struct err err = {0};
	struct share *share = share_open(path, false, &err);
	g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func((GDestroyNotify)event_free);
	g_autoptr(GString) drop = g_string_new(NULL);
	char digest[DIGEST_HEX_LEN + 1], signature[KEY_SIGNATURE_LEN + 1];
	int64_t newest;

	assert_works(share != NULL, err);
	struct db *db = share_db(share);
	struct sql *sql = sql_ask(db, "SELECT name FROM sqlite_master WHERE type = 'trigger'");
	while (sql_row(sql))
		g_string_append_printf(drop, "DROP TRIGGER %s;", sql_get_text(sql, 0));
	assert_works(sql_end(sql, &err) && sql_exec(db, drop->str, &err), err);
	assert_works(audit_newest(db, &newest, digest, &err) &&
			 audit_range(db, newest - back, newest - back, events, &err),
	    err);
	struct event *event = g_ptr_array_index(events, 0);
	g_free(event->words);
	event->words = g_strdup("另");
	assert_works(audit_digest(share_seal(share, &err), event, digest, &err), err);
	assert_int_equal(event->person, 2);
	assert_works(key_sign(g_ptr_array_index(site_keys(2), 0), digest, signature, &err), err);
	sql = sql_ask(
	    db, "UPDATE event SET words = ?1, digest = ?2, signature = ?4 WHERE seq = ?3");
	sql_text(sql, 4, signature);
	sql_text(sql, 1, event->words);
	sql_text(sql, 2, digest);
	sql_int(sql, 3, event->seq);
	assert_works(sql_run(sql, &err), err);
	share_close(share);
}

/* The trail comes in slices from its end; where two of them meet the chain is looked at as well. */
static void a_forged_event_is_found_wherever_slices_meet(void **state)
{
	static const int64_t backs[] = {50, 51, 1051};
	struct site place;
	struct ground ground;
	struct mirror *reader;

	(void)state;
	site_begin(&place);
	fill(place.db, MANY);
	g_autofree char *sound = NULL;
	size_t len;
	assert_true(g_file_get_contents(place.db, &sound, &len, NULL));
	for (size_t i = 0; i < G_N_ELEMENTS(backs); i++) {
		struct err err = {0};

		assert_true(g_file_set_contents(place.db, sound, (gssize)len, NULL));
		forge(place.db, backs[i]);
		assert_works(site_open(&place, &ground, &reader, &err), err);
		assert_refused(sync_all(&ground, &err), err, ERR_DAMAGED);
		assert_true(ground.stopped);
		site_close(&ground, reader);
		site_remove(place.state);
	}
	site_end(&place);
}

/* One slice in a process of its own, which is killed then. False when nothing was left to do. */
static bool slice_and_die(const struct site *place)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		struct ground ground;
		struct mirror *reader;
		struct err err = {0};
		struct job *look = look_job(NULL);
		const struct look_found *found = look->body;

		if (!site_open(place, &ground, &reader, &err))
			_exit(2);
		job_slice(&ground, look);
		if (look->err.kind != ERR_NONE)
			_exit(3);
		if (found->more)
			raise(SIGKILL);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFSIGNALED(status)) {
		assert_int_equal(WTERMSIG(status), SIGKILL);
		return true;
	}
	assert_int_equal(WEXITSTATUS(status), 0);
	return false;
}

/* Killed after each slice it goes on where it was, and has everything in the end, found and in
 * order. */
static void a_copy_that_is_killed_again_and_again_is_whole(void **state)
{
	struct site place;
	struct ground ground;
	struct mirror *reader;
	struct mirror_marks marks;
	struct query query;
	struct tally tally;
	struct search_wish wish = {.words = "建议"};
	struct err err = {0};
	int killed = 0;
	bool done;

	(void)state;
	site_begin(&place);
	fill(place.db, MANY);
	while (slice_and_die(&place))
		assert_true(++killed < MANY / 100); /* each has got on */
	assert_true(killed > MANY / 1000);

	assert_works(site_open(&place, &ground, &reader, &err), err);
	assert_works(mirror_marks(reader, &marks, &err), err);
	assert_true(marks.whole);
	assert_false(marks.is_loose);
	query_init(&query);
	assert_works(mirror_count(reader, &query, 10000, &tally, &err), err);
	query_clear(&query);
	assert_int_equal(tally.count, (MANY + EACH - 1) / EACH);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct search *search = search_begin(reader, &wish, &err);
	assert_works(search && search_next(search, MANY, 10000, found, &done, &err), err);
	search_free(search);
	assert_int_equal(found->len, tally.count);
	site_close(&ground, reader);
	site_end(&place);
}

int main(void)
{
	g_setenv("YANSHEN_TEST_LARGE", LARGE, TRUE);
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_first_copy_goes_on_to_its_end),
	    cmocka_unit_test(a_copy_that_is_killed_again_and_again_is_whole),
	    cmocka_unit_test(a_forged_event_is_found_wherever_slices_meet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
