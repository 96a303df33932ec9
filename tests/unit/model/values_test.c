/* Plain values: what is written reads back, and one content has one form. */
#include "unit.h"

#include "base/bounds.h"
#include "model/canon.h"
#include "model/detail.h"
#include "model/event.h"
#include "model/report.h"

static void detail_has_one_form(void **state)
{
	struct detail detail = {0};
	struct detail back = {0};

	(void)state;
	detail_put(&detail, "to", "市委办公室\n市政府办公室\\副本");
	detail_put(&detail, "number", "2026-B0001");
	detail_put(&detail, "gone", "x");
	detail_put(&detail, "gone", "");
	g_autofree char *text = detail_print(&detail);
	assert_string_equal(text, "number=2026-B0001\nto=市委办公室\\n市政府办公室\\\\副本\n");
	assert_true(detail_parse(text, &back));
	g_autofree char *to = detail_get(text, "to");
	assert_string_equal(to, "市委办公室\n市政府办公室\\副本");
	assert_null(detail_get(text, "um"));
	assert_false(detail_parse("b=1\na=2\n", &back)); /* not sorted: not what we write */
	assert_false(detail_parse("a=1", &back));
	detail_clear(&detail);
	detail_clear(&back);
}

static void writers_read_back(void **state)
{
	struct revision *revision = revision_new();
	struct revision *back = revision_new();

	(void)state;
	revision_add_writer(revision, "林〇", WRITER_UNLINKED, 0);
	revision_add_writer(revision, "王收发", WRITER_PERSON, 3);
	revision_add_writer(revision, "何某", WRITER_OUTSIDE, 9);
	g_autofree char *text = writers_print(revision);
	assert_true(writers_parse(text, back));
	g_autofree char *again = writers_print(back);
	assert_string_equal(text, again);
	g_autofree char *names = revision_writers(back);
	assert_string_equal(names, "林〇、王收发、何某");
	assert_false(writers_parse("何某\t7\t0\n", back));
	assert_false(writers_parse("何某\n", back));
	revision_free(revision);
	revision_free(back);
}

static void canon_tells_neighbours_apart(void **state)
{
	struct revision *a = revision_new();
	struct revision *b = revision_new();

	(void)state;
	revision_set(&a->unit, "甲");
	revision_set(&a->contact, "乙");
	revision_set(&b->unit, "甲乙");
	GString *one = revision_canon(a);
	GString *two = revision_canon(b);
	assert_string_not_equal(one->str, two->str);
	assert_true(
	    g_str_has_prefix(one->str, "yanshen revision 1\ntitle 0:\nwriters 0:\nunit 3:甲\n"));
	g_string_free(one, TRUE);
	g_string_free(two, TRUE);
	revision_free(a);
	revision_free(b);
}

static void numbers_are_read(void **state)
{
	int year, serial;

	(void)state;
	assert_true(report_number_parse("2026-0041", 0, &year, &serial));
	assert_int_equal(year, 2026);
	assert_int_equal(serial, 41);
	assert_true(report_number_parse("41", 2027, &year, &serial));
	assert_int_equal(year, 2027);
	assert_false(report_number_parse("41", 0, &year, &serial));
	assert_false(report_number_parse("2026-", 0, &year, &serial));
	assert_false(report_number_parse("2026-00a1", 0, &year, &serial));
	assert_false(report_number_parse("2026-0000", 0, &year, &serial));
	assert_false(report_number_parse("", 2026, &year, &serial));
}

static void roles_read_back(void **state)
{
	struct err err = {0};
	unsigned roles = 0;

	(void)state;
	assert_works(roles_parse("clerk, reviewer+editor", &roles, &err), err);
	g_autofree char *text = roles_print(roles);
	assert_string_equal(text, "clerk,reviewer,editor");
	assert_refused(roles_parse("clerk,king", &roles, &err), err, ERR_INPUT);
}

static void a_revision_has_bounds(void **state)
{
	struct revision *revision = revision_new();
	struct err err = {0};

	(void)state;
	assert_refused(revision_fits(revision, &err), err, ERR_INPUT);
	revision_set(&revision->title, "关于增设社区食堂的建议");
	assert_works(revision_fits(revision, &err), err);
	revision_set(&revision->unit, "市\n第二中学");
	assert_refused(revision_fits(revision, &err), err, ERR_INPUT);
	revision_set(&revision->unit, "");
	g_autofree char *much = g_strnfill(BOUND_BODY_BYTES + 1, 'x');
	revision_set(&revision->body, much);
	assert_refused(revision_fits(revision, &err), err, ERR_FULL);
	revision_free(revision);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(detail_has_one_form),
	    cmocka_unit_test(writers_read_back),
	    cmocka_unit_test(canon_tells_neighbours_apart),
	    cmocka_unit_test(numbers_are_read),
	    cmocka_unit_test(roles_read_back),
	    cmocka_unit_test(a_revision_has_bounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
