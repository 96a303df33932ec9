/* What settings hold of authority and steps: one form for one content, nothing else is read. */
#include "unit.h"

#include "flow/lend.h"
#include "flow/steps.h"

static void authority_reads_back(void **state)
{
	static const char *const values[] = {"signer 6 7 1790000000000 1790600000000",
	    "approver 5 7 0 1", "both 0 11 1 2", "asked 1 signer 6 7 1 2"};
	struct lend lend;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		assert_true(lend_parse("delegate.17", values[i], &lend));
		g_autofree char *again = lend_print(&lend);
		assert_string_equal(again, values[i]);
		assert_int_equal(lend.seq, 17);
	}
}

static void what_is_no_authority_is_none(void **state)
{
	static const char *const values[] = {"", "signer", "signer 6 7 1", "signer 6 7 1 2 3",
	    "signer 6 07 1 2", "signer 6 -7 1 2", "editor 6 7 1 2", "asked",
	    "asked x signer 6 7 1 2", "signer  6 7 1 2", " signer 6 7 1 2", "signer 6 7 1 2 "};
	static const char *const keys[] = {
	    "delegate.", "delegate.x", "delegate.01", "late-addressees"};
	struct lend lend;

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		assert_false(lend_parse("delegate.17", values[i], &lend));
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		assert_false(lend_parse(keys[i], "signer 6 7 1 2", &lend));
}

static void it_counts_in_its_time_between_who_they_were(void **state)
{
	g_autoptr(GPtrArray) people = g_ptr_array_new_with_free_func((GDestroyNotify)person_free);
	g_autoptr(GPtrArray) lent = g_ptr_array_new_with_free_func(g_free);
	struct person *by = person_new(1, "陈签发", "", ROLE_BIT(SIGNER));
	struct person *to = person_new(2, "周保密", "", ROLE_BIT(SECURITY));

	(void)state;
	g_ptr_array_add(people, by);
	g_ptr_array_add(people, to);
	lend_add(lent, "delegate.3", "signer 1 2 100 200");
	lend_add(lent, "delegate.4", "");
	assert_int_equal(lent->len, 1);
	assert_int_equal(lend_roles_of(lent, people, 2, 99), 0);
	assert_int_equal(lend_roles_of(lent, people, 2, 100), ROLE_BIT(SIGNER));
	assert_int_equal(lend_roles_of(lent, people, 2, 199), ROLE_BIT(SIGNER));
	assert_int_equal(lend_roles_of(lent, people, 2, 200), 0);
	assert_int_equal(lend_roles_of(lent, people, 1, 150), 0);
	to->roles |= ROLE_BIT(EDITOR); /* never to an editor, not even to one who became one */
	assert_int_equal(lend_roles_of(lent, people, 2, 150), 0);
	to->roles = ROLE_BIT(SECURITY);
	by->roles = ROLE_BIT(CLERK); /* who lost the role lends it no more */
	assert_int_equal(lend_roles_of(lent, people, 2, 150), 0);
	by->roles = ROLE_BIT(SIGNER);
	to->retired = true;
	assert_int_equal(lend_roles_of(lent, people, 2, 150), 0);
}

static void steps_read_back(void **state)
{
	static const char *const values[] = {
	    "0", "1 复审", "3 复审,会签,分管副主席", "0;asked 1 1 复审", "1 复审;asked 1 0"};
	static const char *const none[] = {"", "4 a,b,c,d", "2 复审", "1 复审,会签", "1 a b",
	    "2 a,a", "01 复审", "1 这个环节的名称实在太长"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		struct steps steps;

		steps_parse(values[i], &steps);
		g_autofree char *again = steps_print(&steps);
		assert_string_equal(again, values[i]);
		steps_clear(&steps);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
		g_autofree char *list = steps_in_force(none[i]);

		assert_string_equal(list, "0");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(authority_reads_back),
	    cmocka_unit_test(what_is_no_authority_is_none),
	    cmocka_unit_test(it_counts_in_its_time_between_who_they_were),
	    cmocka_unit_test(steps_read_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
