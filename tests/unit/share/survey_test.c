/* Other desks at work on the file: seen by what they write, and their locks must be seen as well.
 */
#include "desk.h"

#include "share/doctor.h"
#include "share/survey.h"

#include <fcntl.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

static struct gate *open_gate(const struct place *place)
{
	struct err err = {0};
	struct gate *gate = gate_open(place->db, &err);

	assert_works(gate != NULL, err);
	return gate;
}

/* The record of slot FROM as it stands, put into slot TO, whose lock nobody holds. */
static void copy_record(const struct place *place, int from, int to)
{
	g_autofree char *side = g_strconcat(place->db, "-lk", NULL);
	char record[64];
	int fd = open(side, O_RDWR | O_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(pread(fd, record, 64, 4096 + (from - 1) * 64), 64);
	assert_int_equal(pwrite(fd, record, 64, 4096 + (to - 1) * 64), 64);
	close(fd);
}

static void a_desk_at_work_must_hold_its_lock(void **state)
{
	struct place place;
	struct survey survey = {0};
	struct err err = {0};

	(void)state;
	place_make(&place);
	struct gate *mine = open_gate(&place), *other = open_gate(&place);

	assert_works(survey_look(&survey, mine, &err), err);
	assert_int_equal(survey.found, 0);
	assert_works(gate_join(other, "1", "乙", &err), err);
	assert_works(survey_look(&survey, mine, &err), err);
	assert_int_equal(survey.live, 0); /* it is there; whether it is at work is not seen yet */
	assert_works(gate_beat(other, 1, &err), err);
	assert_works(survey_look(&survey, mine, &err), err);
	assert_int_equal(survey.live, 1);
	assert_string_equal(survey.name, "乙");

	/* Its last word before it ended is no proof; going on without a lock is. */
	copy_record(&place, 1, 9);
	assert_works(survey_look(&survey, mine, &err), err);
	for (int i = 0; i < 2; i++) {
		assert_works(gate_beat(other, 2, &err), err);
		copy_record(&place, 1, 9);
		if (i == 0)
			assert_works(survey_look(&survey, mine, &err), err);
	}
	assert_int_equal(survey.doubtful, 1);
	assert_refused(survey_look(&survey, mine, &err), err, ERR_STALE);
	gate_close(other);
	gate_close(mine);
	place_clear(&place);
}

/* A desk that is at work: it says so again and again. */
struct colleague {
	struct gate *gate;
	atomic_bool stop;
};

static gpointer work(gpointer of)
{
	struct colleague *colleague = of;

	while (!atomic_load(&colleague->stop)) {
		struct err err = {0};

		assert_works(gate_beat(colleague->gate, 1, &err), err);
		sched_yield();
	}
	return NULL;
}

static void a_desk_at_work_is_seen(void **state)
{
	struct place place;
	struct diagnosis found;
	struct err err = {0};

	(void)state;
	place_make(&place);
	struct doctor_plan plan = {.path = place.dir, .trials = 12};
	struct colleague colleague = {.gate = open_gate(&place)};

	assert_works(gate_join(colleague.gate, "1", "PC-2/pts/0", &err), err);
	GThread *thread = g_thread_new("colleague", work, &colleague);
	bool good = share_doctor(&plan, &found, &err);
	atomic_store(&colleague.stop, true);
	g_thread_join(thread);
	gate_close(colleague.gate);
	assert_works(good, err);
	const struct drive_check *last = g_ptr_array_index(found.checks, found.checks->len - 1);
	assert_string_equal(last->id, "desks");
	assert_int_equal(last->mark, CHECK_GOOD);
	assert_non_null(strstr(last->words, "PC-2/pts/0"));
	assert_int_not_equal(found.fit, UNFIT);
	diagnosis_clear(&found);
	place_clear(&place);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_desk_at_work_must_hold_its_lock),
	    cmocka_unit_test(a_desk_at_work_is_seen),
	};

	if (desk_main(argc, argv))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
