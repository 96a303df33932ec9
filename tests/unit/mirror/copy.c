/* Reports made up from a seed: few words, so that they meet; all kinds of states, hands and times.
 */
#include "copy.h"

#include <glib/gstdio.h>
#include <inttypes.h>

static const char *const words[] = {"关于", "尽快", "修复", "滨江路", "塌陷", "路面", "的", "建议",
    "加装", "电梯", "小区", "居民", "反映", "属性", "不一", "一的", "，", "。", "：", "Ａ", "a",
    "12", "“", "”", "住建局", "〇", "𠮷"};
static const char *const names[] = {"林晓", "王〇", "李小明", "赵刚"};
static const char *const units[] = {"市住建局", "市二中", "政协委员", ""};

char *copy_digest(const char *name, int64_t number)
{
	g_autofree char *text = g_strdup_printf("%s %" PRId64, name, number);

	return g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
}

static void connect(struct copy *copy)
{
	struct err err = {0};

	assert_works(mirror_open(&copy->place, &copy->writer, &copy->reader, &err), err);
}

void copy_open(struct copy *copy, guint32 seed)
{
	g_autofree char *name = g_build_filename(g_get_tmp_dir(), "yanshen-mirror-XXXXXX", NULL);

	*copy = (struct copy){.dir = g_strdup(g_mkdtemp(name)), .rand = g_rand_new_with_seed(seed)};
	assert_non_null(copy->dir);
	copy->place = (struct mirror_place){
	    .state_dir = copy->dir, .share = "/share/office.db", .office = "OFFICE"};
	copy->reports = g_ptr_array_new_with_free_func((GDestroyNotify)report_free);
	copy->bodies = g_ptr_array_new_with_free_func(g_free);
	connect(copy);
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;

	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		remove_all(below);
	}
	g_remove(path);
}

void copy_close(struct copy *copy)
{
	mirror_close(copy->reader);
	mirror_close(copy->writer);
	remove_all(copy->dir);
	g_free(copy->dir);
	g_rand_free(copy->rand);
	g_ptr_array_free(copy->reports, TRUE);
	g_ptr_array_free(copy->bodies, TRUE);
}

static char *some_words(struct copy *copy, int least, int most)
{
	GString *text = g_string_new(NULL);

	for (int i = g_rand_int_range(copy->rand, least, most + 1); i > 0; i--)
		g_string_append(text, words[g_rand_int_range(copy->rand, 0, G_N_ELEMENTS(words))]);
	return g_string_free(text, FALSE);
}

struct event *copy_event(struct copy *copy, int64_t report, const char *kind, enum state from,
    enum state to, int64_t person)
{
	struct event *event = event_new();

	event->seq = ++copy->newest;
	event->report = report;
	revision_set(&event->kind, kind);
	event->from = from;
	event->to = to;
	event->person = person;
	revision_set(&event->person_name, names[person % (int64_t)G_N_ELEMENTS(names)]);
	event->at_ms = COPY_NOW_MS - 1000000 + event->seq * 10;
	g_free(event->digest);
	event->digest = copy_digest("event", event->seq);
	g_free(event->prev);
	event->prev = event->seq == 1 ? g_strdup(EVENT_NO_DIGEST)
				      : copy_digest("event", event->seq - 1);
	return event;
}

void copy_put(struct copy *copy, struct changes *changes, const struct report *report)
{
	struct revision *revision = revision_new();

	revision->report = report->id;
	revision->no = report->revision;
	revision_set(&revision->title, report->title);
	revision_add_writer(revision, report->writers, WRITER_OUTSIDE, 0);
	revision_set(&revision->unit, report->unit);
	revision_set(&revision->body, g_ptr_array_index(copy->bodies, report->id - 1));
	revision->chars = report->chars;
	g_free(revision->digest);
	revision->digest = g_strdup(report->digest);
	g_ptr_array_add(changes->revisions, revision);
	g_ptr_array_add(changes->reports, report_copy(report));
	changes->first_seq = changes->first_seq ? changes->first_seq : report->seq;
	changes->last_seq = copy->newest;
}

static void choose_turn(struct copy *copy, struct report *report)
{
	GRand *rand = copy->rand;
	bool is_open = report->state != STATE_CLOSED && report->state != STATE_WITHDRAWN &&
		       report->state != STATE_MERGED;

	report->urgency = (enum urgency)(g_rand_int_range(rand, 0, 6) / 2 % URGENCY_COUNT);
	report->turn_roles = is_open ? 1u << g_rand_int_range(rand, 0, 5) : 0;
	if (is_open && g_rand_int_range(rand, 0, 4) == 0)
		report->turn_roles |= ROLE_BIT(SIGNER);
	report->turn_person = is_open && g_rand_int_range(rand, 0, 3) == 0
				  ? g_rand_int_range(rand, 1, COPY_PEOPLE)
				  : 0;
	report->assigned = report->turn_person;
	report->due_ms = is_open && g_rand_int_range(rand, 0, 3)
			     ? COPY_NOW_MS + INT64_C(3600000) * g_rand_int_range(rand, -40, 40)
			     : 0;
}

void copy_make(struct copy *copy, struct changes *changes, int count)
{
	int64_t first = copy->newest + 1;

	for (int i = 0; i < count; i++) {
		struct report *report = report_new();
		GRand *rand = copy->rand;

		report->id = (int64_t)copy->reports->len + 1;
		report->state = (enum state)g_rand_int_range(rand, 1, STATE_COUNT);
		report->source = (enum source)g_rand_int_range(rand, 0, SOURCE_COUNT);
		/* Few moments, so that keys are equal and the id has to decide. */
		report->received_ms = COPY_NOW_MS -
				      INT64_C(86400000) * g_rand_int_range(rand, 0, 20);
		report->since_ms = report->received_ms + 1000 * g_rand_int_range(rand, 0, 5);
		report->chars = g_rand_int_range(rand, 0, 30) * 100;
		report->revision = 1;
		g_free(report->uid);
		report->uid = g_strdup_printf("UID%" PRId64, report->id);
		g_free(report->number);
		report->number = report_number(2026, (int)report->id);
		g_free(report->digest);
		report->digest = copy_digest("text", report->id);
		g_free(report->title);
		report->title = some_words(copy, 1, 6);
		revision_set(
		    &report->writers, names[g_rand_int_range(rand, 0, G_N_ELEMENTS(names))]);
		revision_set(&report->unit, units[g_rand_int_range(rand, 0, G_N_ELEMENTS(units))]);
		choose_turn(copy, report);
		g_ptr_array_add(copy->bodies, some_words(copy, 0, 60));
		g_ptr_array_add(changes->events,
		    copy_event(copy, report->id, "receive", STATE_NONE, STATE_INCOMING, 1));
		struct event *event = copy_event(copy, report->id, "decline", STATE_INCOMING,
		    report->state, g_rand_int_range(rand, 1, COPY_PEOPLE));
		if (g_rand_int_range(rand, 0, 2))
			revision_set(&event->reason, "N18");
		g_ptr_array_add(changes->events, event);
		report->seq = copy->newest;
		g_ptr_array_add(copy->reports, report);
		copy_put(copy, changes, report);
	}
	changes->first_seq = first;
	changes->last_seq = copy->newest;
	changes->share_seq = copy->newest;
	changes->read_ms = COPY_NOW_MS;
}

void copy_fill(struct copy *copy, int count)
{
	struct changes *changes = changes_new();
	struct err err = {0};

	for (int64_t i = 1; copy->reports->len == 0 && i < COPY_PEOPLE; i++)
		g_ptr_array_add(
		    changes->people, person_new(i, names[i % (int64_t)G_N_ELEMENTS(names)], "", 0));
	copy_make(copy, changes, count);
	assert_works(mirror_take(copy->writer, changes, &err), err);
	changes_free(changes);
}
