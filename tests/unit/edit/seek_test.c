/* Find and replace in a draft: what is selected next, and that all at once goes back at once. */
#include "pen.h"

#include "edit/seek.h"

static struct find *find_of(const char *words, unsigned folds)
{
	struct err err = {0};
	struct find *find = find_new(words, strlen(words), folds, &err);

	assert_non_null(find);
	return find;
}

static void ahead_back_and_around(void **state)
{
	struct pen pen;
	struct find *find = find_of("民意", 0);
	bool around;

	(void)state;
	pen_up(&pen, "民意甲民意乙");
	assert_true(seek(pen.draft, find, SEEK_HERE, &around));
	assert_seen(&pen, "[民意|甲民意乙");
	assert_true(seek(pen.draft, find, SEEK_HERE, &around));
	assert_seen(&pen, "[民意|甲民意乙");
	assert_true(seek(pen.draft, find, SEEK_AHEAD, &around));
	assert_seen(&pen, "民意甲[民意|乙");
	assert_false(around);
	assert_true(seek(pen.draft, find, SEEK_AHEAD, &around));
	assert_seen(&pen, "[民意|甲民意乙");
	assert_true(around);
	assert_true(seek(pen.draft, find, SEEK_BACK, &around));
	assert_seen(&pen, "民意甲[民意|乙");
	assert_true(around);
	find_free(find);
	find = find_of("没有", 0);
	assert_false(seek(pen.draft, find, SEEK_AHEAD, &around));
	assert_seen(&pen, "民意甲[民意|乙");
	find_free(find);
	pen_down(&pen);
}

static void replacing(void **state)
{
	struct pen pen;
	struct find *find = find_of("GDP(", FOLD_ALL);
	bool done;
	size_t count;

	(void)state;
	pen_up(&pen, "ＧＤＰ（一）gdp(二)Gdp（三）");
	assert_works(seek_replace(pen.draft, find, "X", 1, &done, &pen.err), pen.err);
	assert_false(done); /* nothing was selected: it only finds */
	assert_seen(&pen, "[ＧＤＰ（|一）gdp(二)Gdp（三）");
	assert_works(seek_replace(pen.draft, find, "X", 1, &done, &pen.err), pen.err);
	assert_true(done);
	assert_seen(&pen, "X一）[gdp(|二)Gdp（三）");
	assert_works(
	    seek_replace_all(pen.draft, find, "生产总值（", 15, &count, &pen.err), pen.err);
	assert_int_equal(count, 2);
	assert_seen(&pen, "X一）生产总值（二)生产总值（|三）");
	ops_undo(pen.draft);
	assert_seen(&pen, "X一）gdp(|二)Gdp（三）");
	assert_refused(
	    seek_replace_all(pen.draft, find, "\xFF", 1, &count, &pen.err), pen.err, ERR_INPUT);
	find_free(find);
	pen_down(&pen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ahead_back_and_around),
	    cmocka_unit_test(replacing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
