/* Trails against the table of the design, written down here a second time and apart from the code.
 */
#include "check.h"

#include "trial.h"

#include <inttypes.h>

#define R_(role) (1u << (role))
static const unsigned editors = R_(EDITOR) | R_(EDITOR_TOO) | R_(ALL_ROLES);
static const unsigned approvers = R_(APPROVER) | R_(APPROVER_TOO) | R_(ALL_ROLES);
static const unsigned reviewers = R_(REVIEWER) | R_(ALL_ROLES);
static const unsigned clerks = R_(CLERK) | R_(ALL_ROLES);
static const unsigned signers = R_(SIGNER) | R_(ALL_ROLES);

/* Design 3: move, from -> to ("=": it stays, "*": any), and who of the trial's people may. */
struct legal {
	const char *move, *from, *to;
	unsigned who;
};

static bool listed(const char *list, const char *word)
{
	g_auto(GStrv) words = g_strsplit(list, " ", -1);

	return strcmp(list, "*") == 0 || g_strv_contains((const char *const *)words, word);
}

static bool is_legal(const struct event *event, const char *from, const char *to)
{
	const unsigned desk = ~R_(AUDITOR) & ~R_(FOUNDER);
	const struct legal table[] = {
	    {"receive", "none", "incoming", clerks},
	    {"accept", "incoming", "editing", reviewers},
	    {"return", "incoming editing", "returned", reviewers | editors},
	    {"resubmit", "returned", "incoming", clerks},
	    {"decline", "incoming returned", "declined", reviewers},
	    {"reopen", "declined", "incoming", reviewers},
	    {"drop", "editing", "incoming", editors | reviewers},
	    {"merge", "incoming editing", "merged", reviewers | editors},
	    {"compose", "none", "editing", reviewers | editors},
	    {"unmerge", "editing", "withdrawn", reviewers | editors},
	    {"part-again", "merged", "incoming editing", reviewers | editors},
	    {"forward", "incoming declined", "forwarded", clerks | reviewers},
	    {"handback", "forwarded", "incoming declined", clerks | reviewers},
	    {"submit", "editing", "review", editors},
	    {"amend", "review signing", "=", approvers | signers},
	    {"confirm", "review signing", "=", editors},
	    {"pass", "review signing", "signing", approvers},
	    {"sign", "signing", "signed", signers},
	    {"sendback", "review signing", "editing", approvers | signers},
	    {"recall", "signed", "editing", signers},
	    {"dispatch", "signed", "issued", clerks},
	    {"correct", "issued", "editing", signers},
	    {"quarantine",
		"incoming returned declined editing review signing signed issued forwarded",
		"quarantined", ~R_(AUDITOR)},
	    {"release", "quarantined",
		"incoming returned declined editing review signing signed issued forwarded",
		R_(SECURITY) | R_(ALL_ROLES)},
	    {"close", "issued forwarded declined", "closed", clerks},
	    {"withdraw", "incoming returned declined editing review signing signed", "withdrawn",
		clerks},
	    {"save", "editing", "=", editors},
	    {"set", "incoming returned editing", "=", clerks | reviewers | editors},
	    {"assign", "incoming editing review signing", "=",
		reviewers | editors | approvers | signers},
	    {"note", "*", "=", desk},
	    {"undo", "*", "*", desk},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		const struct legal *row = &table[i];
		bool stays = strcmp(row->to, "=") == 0;

		if (strcmp(row->move, event->kind) == 0)
			return listed(row->from, from) &&
			       (stays ? strcmp(from, to) == 0 : listed(row->to, to)) &&
			       (row->who & 1u << event->person) != 0;
	}
	return false;
}

/* What a report's trail has come to, event by event. */
struct way {
	enum state state;
	int revision;
	const struct event *pass; /* on the text that stands, not ended */
	const struct event *pass_before; /* the last event, which may be taken back */
	unsigned wrote; /* who changed the text, but by amending */
};

static bool is(const struct event *event, const char *kind)
{
	return strcmp(event->kind, kind) == 0;
}

static void take_verdicts(struct way *way, const struct event *event, GPtrArray *wrong)
{
	bool brings = event->revision != way->revision;
	const struct event *pass = way->pass;

	if (is(event, "sign")) {
		if (!way->pass || way->pass->person == event->person ||
		    strcmp(way->pass->text_digest, event->text_digest) != 0)
			check_wrong(wrong,
			    "signed: event %" PRId64 " signs what another has not passed",
			    event->seq);
	}
	if ((is(event, "sign") || is(event, "pass")) && (way->wrote & 1u << event->person))
		check_wrong(
		    wrong, "duties: event %" PRId64 " decides on one's own text", event->seq);
	if (is(event, "save") || is(event, "set") || is(event, "compose") || is(event, "resubmit"))
		way->wrote |= 1u << event->person;
	if (is(event, "pass"))
		way->pass = event;
	else if (is(event, "undo"))
		way->pass = way->pass_before;
	else if (brings || event->to == STATE_EDITING)
		way->pass = NULL;
	way->pass_before = pass;
	way->revision = event->revision;
}

void check_trails(const struct race_file *file, GPtrArray *wrong)
{
	g_autoptr(GHashTable)
	    ways = g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);

	for (guint i = (guint)file->start; i < file->events->len; i++) {
		const struct event *event = g_ptr_array_index(file->events, i);
		struct way *way = g_hash_table_lookup(ways, &event->report);

		if (!way) {
			way = g_new0(struct way, 1);
			g_hash_table_insert(ways, (int64_t *)(uintptr_t)&event->report, way);
		}
		const char *from = event->from == STATE_NONE ? "none" : state_name(event->from);
		if (event->from != way->state)
			check_wrong(
			    wrong, "trail: event %" PRId64 " begins where nothing was", event->seq);
		if (!is_legal(event, from, state_name(event->to)))
			check_wrong(wrong,
			    "trail: event %" PRId64 ": %s from %s to %s by person %" PRId64
			    " is no move",
			    event->seq, event->kind, from, state_name(event->to), event->person);
		take_verdicts(way, event, wrong);
		way->state = event->to;
	}
}
