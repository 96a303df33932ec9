/* An office with reports without number, by the program's own moves: fill COUNT DATABASE. Its keys
 * lie where YANSHEN_CONFIG says. */
#include "corpus.h"

#include "share/init.h"
#include "share/moves.h"
#include "work/keyring.h"

#include "base/ident.h"

#include <stdio.h>

#define ACTS_EACH 20000 /* in one transaction */
#define IN_HAND                                                                          \
	400 /* the newest reports are on somebody's desk, all before have gone their way \
	     */

static const struct {
	const char *name;
	unsigned roles;
} STAFF[] = {
#define PERSON(name, role) {name, ROLE_BIT(role)},
#include "app/demo_people.def"
#undef PERSON
};

/* Person 1 is the founder; the others follow in the order of the table. */
enum {
	FOUNDER = 1,
	CLERK,
	REVIEWER,
	EDITOR,
	APPROVER,
	SIGNER
};

struct step {
	enum move_id move;
	int64_t actor;
};

/* How a report goes on after it was received. */
static const struct step DECLINED[] = {{MOVE_DECLINE, REVIEWER}};
static const struct step FORWARDED[] = {{MOVE_FORWARD, CLERK}, {MOVE_CLOSE, CLERK}};
static const struct step ISSUED[] = {{MOVE_ACCEPT, REVIEWER}, {MOVE_SUBMIT, EDITOR},
    {MOVE_PASS, APPROVER}, {MOVE_SIGN, SIGNER}, {MOVE_DISPATCH, CLERK}};

struct filling {
	struct keyring *ring;
	struct seal *seal;
	struct bulk *bulk;
	struct corpus *corpus;
	struct checklist ticks;
	int64_t now_ms;
};

static void die(const char *what, const struct err *err)
{
	fprintf(stderr, "fill: %s: %s\n", what, err->words);
	exit(1);
}

static int64_t act_on(struct filling *filling, struct act *act)
{
	struct err err = {0};
	struct done done;

	filling->now_ms += 60000;
	act->now_ms = filling->now_ms;
	act->desk = act->actor == SIGNER ? "signer" : "bench";
	act->keys = keyring_of(filling->ring, filling->seal, act->actor, &err);
	if (!act->keys)
		die("keys", &err);
	act->program = "yanshen bench";
	if (!bulk_move(filling->bulk, act, &done, &err))
		die(move_row(act->ask.move)->name, &err);
	int64_t report = act->ask.move == MOVE_PERSON_ADD ? done.person : done.report;
	done_clear(&done);
	return report;
}

/* On this desk as well, so that the meter can decide there. */
static struct key *new_key(struct filling *filling, int64_t person)
{
	struct err err = {0};
	struct key *key = key_make(filling->seal, &err);

	if (!key || !keyring_keep(filling->ring, person, key, NULL, &err))
		die("keys", &err);
	keyring_hold(filling->ring, person, key);
	return key;
}

static void add_staff(struct filling *filling)
{
	for (size_t i = 0; i < G_N_ELEMENTS(STAFF); i++) {
		/* Whoever runs the bench sits at the triager's desk. */
		const char *login = i + 2 == REVIEWER ? g_get_user_name() : "";
		struct person *person = person_new(0, STAFF[i].name, login, STAFF[i].roles);
		struct act act = {.ask = {.move = MOVE_PERSON_ADD}, .actor = FOUNDER};
		struct key *key = new_key(filling, (int64_t)i + 2);

		act.person = person;
		act.key_text = key_public(key);
		act_on(filling, &act);
		person_free(person);
	}
}

static int64_t receive(struct filling *filling, uint64_t number)
{
	struct act act = {.ask = {.move = MOVE_RECEIVE}, .actor = CLERK, .source = SOURCE_MEMBER};
	struct revision *text = revision_new();
	struct corpus_report report;

	corpus_report(filling->corpus, number, &report);
	revision_set(&text->title, report.title);
	revision_set(&text->body, report.body);
	revision_set(&text->unit, report.unit);
	revision_set(&text->contact, report.contact);
	revision_set(&text->category, report.category);
	revision_set(&text->addressees, "市委办公室");
	revision_add_writer(text, report.writer, WRITER_OUTSIDE, 0);
	filling->now_ms = MAX(filling->now_ms, report.received_ms);
	act.ask.text = text;
	int64_t id = act_on(filling, &act);
	revision_free(text);
	return id;
}

static void walk(struct filling *filling, int64_t report, const struct step *way, size_t steps)
{
	for (size_t i = 0; i < steps; i++) {
		struct act act = {.ask = {.move = way[i].move}, .actor = way[i].actor};

		act.report = report;
		act.ask.words = way[i].move == MOVE_DECLINE ? "内容过于简略，缺少原因分析。"
							    : "已办。";
		act.ask.reason = way[i].move == MOVE_DECLINE ? "N09" : NULL;
		act.ask.to = way[i].move == MOVE_FORWARD ? "市城市管理局" : NULL;
		act.ask.ticks = &filling->ticks;
		act_on(filling, &act);
	}
}

/* Old reports have gone their ways, one in fifty to the end; of the new ones each step has some. */
static void go_on(struct filling *filling, int64_t report, uint64_t number, uint64_t count)
{
	bool in_hand = number + IN_HAND >= count;

	if (in_hand)
		walk(filling, report, ISSUED, number % (G_N_ELEMENTS(ISSUED) + 1));
	else if (number % 50 == 7)
		walk(filling, report, ISSUED, G_N_ELEMENTS(ISSUED));
	else if (number % 4 == 3)
		walk(filling, report, FORWARDED, G_N_ELEMENTS(FORWARDED));
	else
		walk(filling, report, DECLINED, G_N_ELEMENTS(DECLINED));
}

int main(int argc, char **argv)
{
	struct office office = {.name = "云浦市政协办公室",
	    .level = "city",
	    .person = "管理员",
	    .login = "bench-admin",
	    .desk = "bench",
	    .program = "yanshen bench",
	    .now_ms = INT64_C(1704067200000)};
	struct filling filling = {.corpus = corpus_new(), .now_ms = office.now_ms};
	struct err err = {0};

	if (argc != 3) {
		fprintf(stderr, "fill COUNT DATABASE\n");
		return 2;
	}
	uint64_t count = g_ascii_strtoull(argv[1], NULL, 10);
	if (!checklist_parse_ticks("1-18", &filling.ticks, &err))
		die("ticks", &err);
	g_autofree char *uid = ident_new(office.now_ms);
	g_autofree char *keys = keyring_dir(uid);

	filling.seal = seal_open(&err);
	if (!filling.seal)
		die("seal", &err);
	filling.ring = keyring_new(keys);
	office.uid = uid;
	office.office_key = new_key(&filling, KEYRING_OFFICE);
	office.key = new_key(&filling, FOUNDER);
	struct share *share = share_init(argv[2], &office, &err);
	if (!share)
		die(argv[2], &err);
	/* Digests and ids fall anywhere in their indexes: a desk's small cache would read all the
	 * time. */
	if (!sql_exec(share_db(share), "PRAGMA cache_size = -1000000", &err))
		die(argv[2], &err);
	filling.bulk = bulk_begin(share, ACTS_EACH, &err);
	if (!filling.bulk)
		die(argv[2], &err);
	add_staff(&filling);
	for (uint64_t number = 0; number < count; number++)
		go_on(&filling, receive(&filling, number), number, count);
	if (!bulk_end(filling.bulk, &err))
		die(argv[2], &err);
	share_close(share);
	checklist_clear(&filling.ticks);
	corpus_free(filling.corpus);
	keyring_free(filling.ring);
	seal_close(filling.seal);
	return 0;
}
