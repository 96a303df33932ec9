/* Authority lent for a time: how a setting holds it, when it counts, who may give and confirm it.
 */
#include "flow/lend.h"

#include "base/clock.h"
#include "base/lang.h"

#define BOTH (ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER))
/* Who reads texts and is none that writes them. */
#define TAKERS                                                                          \
	(ROLE_BIT(CLERK) | ROLE_BIT(REVIEWER) | ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER) | \
	    ROLE_BIT(SECURITY))

static const struct {
	const char *name;
	unsigned roles;
} roles_lent[] = {{"approver", ROLE_BIT(APPROVER)}, {"signer", ROLE_BIT(SIGNER)}, {"both", BOTH}};

bool lend_is_both(const struct lend *lend)
{
	return lend->roles == BOTH;
}

const char *lend_role_name(const struct lend *lend)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles_lent); i++) {
		if (roles_lent[i].roles == lend->roles)
			return roles_lent[i].name;
	}
	return "";
}

bool lend_role_parse(const char *name, unsigned *roles)
{
	for (size_t i = 0; i < G_N_ELEMENTS(roles_lent); i++) {
		*roles = roles_lent[i].roles;
		if (strcmp(roles_lent[i].name, name) == 0)
			return true;
	}
	return false;
}

bool lend_is_key(const char *key)
{
	return g_str_has_prefix(key, LEND_SETTING);
}

/* A number as it is printed: no sign, no zeros in front. */
static bool number(const char *text, int64_t *value)
{
	char *end;

	if (!g_ascii_isdigit(*text) || (*text == '0' && text[1]))
		return false;
	*value = g_ascii_strtoll(text, &end, 10);
	return !*end;
}

bool lend_parse(const char *key, const char *value, struct lend *lend)
{
	g_auto(GStrv) words = g_strsplit(value, " ", -1);
	char **at = words;

	*lend = (struct lend){0};
	if (!lend_is_key(key) || !number(key + strlen(LEND_SETTING), &lend->seq))
		return false;
	if (*at && strcmp(*at, "asked") == 0) {
		if (!at[1] || !number(at[1], &lend->asked_by))
			return false;
		at += 2;
	}
	return g_strv_length(at) == 5 && lend_role_parse(at[0], &lend->roles) &&
	       number(at[1], &lend->by) && number(at[2], &lend->to) &&
	       number(at[3], &lend->from_ms) && number(at[4], &lend->until_ms);
}

char *lend_print(const struct lend *lend)
{
	g_autofree char *asked = lend->asked_by
				     ? g_strdup_printf("asked %lld ", (long long)lend->asked_by)
				     : g_strdup("");

	return g_strdup_printf("%s%s %lld %lld %lld %lld", asked, lend_role_name(lend),
	    (long long)lend->by, (long long)lend->to, (long long)lend->from_ms,
	    (long long)lend->until_ms);
}

static int by_seq(const void *a, const void *b)
{
	const struct lend *one = *(struct lend *const *)a, *other = *(struct lend *const *)b;

	return one->seq < other->seq ? -1 : one->seq > other->seq;
}

void lend_add(GPtrArray *lent, const char *key, const char *value)
{
	struct lend lend;

	if (!lend_parse(key, value, &lend))
		return;
	g_ptr_array_add(lent, g_memdup2(&lend, sizeof(lend)));
	g_ptr_array_sort(lent, by_seq); /* settings come in no order, or in that of their letters */
}

/* Who it is between must still be who they were when it was given. */
static bool people_fit(const struct lend *lend, const GPtrArray *people, struct err *err)
{
	const struct person *by = person_by_id(people, lend->by);
	const struct person *to = person_by_id(people, lend->to);

	if (!to || to->retired)
		return err_fail(
		    err, ERR_DENIED, _("whom it is given to is not of this office, or has left"));
	if (lend_is_both(lend)) {
		if ((to->roles & BOTH) == BOTH)
			return true;
		return err_fail(err, ERR_DENIED,
		    _("both verdicts are given by one who is approver and signer; %s is not both"),
		    to->name);
	}
	if (!by || !person_holds(by, lend->roles)) {
		g_autofree char *wanted = roles_words(lend->roles);

		return err_fail(err, ERR_DENIED,
		    _("%s does not hold the role %s and cannot lend it"), by ? by->name : "?",
		    wanted);
	}
	if (by == to)
		return err_fail(err, ERR_DENIED, _("nobody lends a role to themselves"));
	if (person_holds(to, ROLE_BIT(EDITOR)) || !person_holds(to, TAKERS))
		return err_fail(err, ERR_DENIED,
		    _("%s cannot decide for another: it is never given to an editor, nor to one "
		      "who reads no texts"),
		    to->name);
	return true;
}

bool lend_stands(const struct lend *lend, const GPtrArray *people, int64_t now_ms, struct err *err)
{
	const char *by = lend->by ? person_name(people, lend->by) : _("this office");

	if (lend->asked_by)
		return err_fail(err, ERR_DENIED,
		    _("the authority from %s has not been confirmed by a second person"), by);
	if (now_ms >= lend->from_ms && now_ms < lend->until_ms)
		return people_fit(lend, people, err);
	bool ended = now_ms >= lend->until_ms;
	g_autofree char *when = clock_local_text(ended ? lend->until_ms - 1 : lend->from_ms);
	return err_fail(err, ERR_DENIED,
	    ended ? _("the authority from %s ended at %s: ask them for a new one")
		  : _("the authority from %s only begins at %s"),
	    by, when);
}

unsigned lend_roles_of(
    const GPtrArray *lent, const GPtrArray *people, int64_t person, int64_t now_ms)
{
	unsigned roles = 0;

	for (guint i = 0; lent && i < lent->len; i++) {
		const struct lend *lend = g_ptr_array_index(lent, i);
		struct err why = {0};

		if (lend->to == person && !lend_is_both(lend) &&
		    lend_stands(lend, people, now_ms, &why))
			roles |= lend->roles;
	}
	return roles;
}

bool lend_waits(
    const struct grant_file *file, const struct person *actor, const struct lend *wanted)
{
	return actor->id != wanted->by && !file->is_founding && !file->with_office_key;
}

static bool same(const struct lend *one, const struct lend *other)
{
	return one->seq == other->seq && one->roles == other->roles && one->by == other->by &&
	       one->to == other->to && one->from_ms == other->from_ms &&
	       one->until_ms == other->until_ms;
}

static bool can_ask(const struct grant_file *file, const struct person *actor,
    const struct lend *wanted, struct err *err)
{
	if (actor->id != wanted->by && !person_holds(actor, ROLE_BIT(ADMIN)))
		return err_fail(err, ERR_DENIED,
		    _("one lends one's own role; for another who is away an administrator asks"));
	if (actor->id == wanted->to)
		return err_fail(err, ERR_DENIED, _("nobody lends a role to themselves"));
	if (wanted->asked_by == (lend_waits(file, actor, wanted) ? actor->id : 0))
		return true;
	return err_fail(err, ERR_DENIED, _("a second person must confirm this"));
}

static bool can_begin(const struct grant_file *file, const struct person *actor,
    const struct lend *wanted, int64_t now_ms, struct err *err)
{
	if (wanted->until_ms <= now_ms)
		return err_fail(err, ERR_INPUT, _("that day is over already"));
	if (lend_is_both(wanted) != (wanted->by == 0) || wanted->from_ms >= wanted->until_ms)
		return err_fail(err, ERR_INPUT, _("an authority begins before it ends"));
	if (wanted->until_ms - wanted->from_ms > LEND_YEAR_MS)
		return err_fail(err, ERR_INPUT, _("an authority lasts a year at most"));
	return can_ask(file, actor, wanted, err) && people_fit(wanted, file->people, err);
}

/* The one who is away may say yes themselves; else a signer who has nothing to do with it. */
static bool can_confirm(const struct grant_file *file, const struct person *actor,
    const struct lend *before, struct err *err)
{
	if (before->by && actor->id == before->by && person_holds(actor, before->roles))
		return true;
	return grant_confirm_beside(
	    file, actor, (const int64_t[]){before->asked_by, before->to, before->by}, 3, err);
}

bool lend_judge(const struct grant_file *file, const struct person *actor,
    const struct lend *before, const struct lend *after, int64_t now_ms, struct err *err)
{
	if (!before && !after)
		return err_fail(err, ERR_INPUT, _("there is no such authority, or it was ended"));
	if (!before)
		return can_begin(file, actor, after, now_ms, err);
	if (!after)
		return actor->id == before->by || person_holds(actor, ROLE_BIT(ADMIN)) ||
		       err_fail(err, ERR_DENIED,
			   _("only who lent it or an administrator takes it back"));
	if (!before->asked_by || after->asked_by || !same(before, after))
		return err_fail(
		    err, ERR_INPUT, _("this authority waits for nobody's confirmation"));
	return can_confirm(file, actor, before, err) && people_fit(after, file->people, err);
}
