/* A first copy that did not come to its end: what of it is believed at the next start. */
#include "copy.h"

#include "mirror/place.h"

/* A first copy that is broken off; ENDS by its end, by leaving the program, or not at all. */
static void copy_and_leave(struct copy *copy, const char *ends)
{
	struct err err = {0};

	assert_works(mirror_bulk(copy->writer, &err), err);
	copy_fill(copy, 3);
	for (bool done = false; strcmp(ends, "finished") == 0 && !done;)
		assert_works(mirror_tidy(copy->writer, 5, &done, &err), err);
	if (strcmp(ends, "killed") == 0)
		copy->writer->is_unsynced = false; /* what leaving would do is not done */
	mirror_close(copy->reader);
	mirror_close(copy->writer);
}

/* The computer is started again: the mark of a copy names the start before. */
static void start_again(struct copy *copy)
{
	g_autofree char *dir = place_dir(copy->dir, copy->place.share);
	g_autofree char *path = place_file(dir, copy->place.office, ".db");
	struct err err = {0};
	struct mirror *mirror = local_open(path, true, &err);

	assert_works(mirror != NULL, err);
	assert_works(local_exec(mirror,
			 "UPDATE mark SET value = 'before' WHERE name = 'boot' AND value <> "
			 "'" MARK_SYNCED "'",
			 &err),
	    err);
	local_close(mirror);
}

/* While a first copy runs nothing is synced: what a power cut may have torn is not believed. */
static void a_copy_the_computer_went_down_in_is_made_anew(void **state)
{
	static const struct {
		const char *ends;
		bool starts_again;
		int left;
	} ways[] = {
	    {"killed", false, 3}, {"killed", true, 0}, {"left", true, 3}, {"finished", true, 3}};

	struct err err = {0};
	int64_t left;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
		struct copy copy;

		copy_open(&copy, 1);
		copy_and_leave(&copy, ways[i].ends);
		if (ways[i].starts_again)
			start_again(&copy);
		assert_works(mirror_open(&copy.place, &copy.writer, &copy.reader, &err), err);
		assert_works(
		    local_int(copy.reader, "SELECT count(*) FROM report", -1, &left, &err), err);
		if (left != ways[i].left)
			fail_msg(
			    "%s, %d: %d reports", ways[i].ends, ways[i].starts_again, (int)left);
		copy_close(&copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_copy_the_computer_went_down_in_is_made_anew),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
