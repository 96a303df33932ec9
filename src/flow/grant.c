/* Two pairs of eyes for whoever is to judge texts, and nobody their own. */
#include "flow/grant.h"

#include "base/lang.h"

bool grant_roles(const struct grant_file *file, const struct person *actor,
    const struct person *subject, unsigned wanted, unsigned *waits, struct err *err)
{
	unsigned fresh = wanted & ~(subject ? subject->roles : 0);

	*waits = 0;
	if (file->with_office_key)
		return true;
	if (fresh && subject && subject->id == actor->id)
		return err_fail(err, ERR_DENIED,
		    _("nobody gives a role to themselves: another administrator must do it"));
	if (!file->is_founding)
		*waits = fresh & GRANT_ROLES;
	return true;
}

bool grant_key_waits(
    const struct grant_file *file, const struct person *actor, const struct person *subject)
{
	if (file->with_office_key)
		return false;
	return actor->id == subject->id || (!file->is_founding && (subject->roles & GRANT_ROLES));
}

static bool can_confirm(const struct grant_file *file, const struct person *person, unsigned roles,
    const int64_t *out, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (person->id == out[i])
			return false;
	}
	return person_holds(person, roles) && file->holds_key(file->of, person->id);
}

bool grant_confirm_beside(const struct grant_file *file, const struct person *actor,
    const int64_t *out, size_t len, struct err *err)
{
	unsigned roles = ROLE_BIT(ADMIN);

	if (file->with_office_key)
		return true;
	for (guint i = 0; i < file->people->len; i++) {
		if (can_confirm(file, g_ptr_array_index(file->people, i), ROLE_BIT(SIGNER), out, len))
			roles = ROLE_BIT(SIGNER);
	}
	if (can_confirm(file, actor, roles, out, len))
		return true;
	for (size_t i = 0; i < len; i++) {
		if (actor->id == out[i])
			return err_fail(err, ERR_DENIED,
			    _("a second person must confirm this: neither who asked for it nor whom "
			      "it is about"));
	}
	g_autofree char *words = roles_words(roles);
	return err_fail(err, ERR_DENIED, _("to confirm this is for the role %s"), words);
}

bool grant_confirm(const struct grant_file *file, const struct person *actor, int64_t asker,
    int64_t subject, struct err *err)
{
	return grant_confirm_beside(file, actor, (const int64_t[]){asker, subject}, 2, err);
}
