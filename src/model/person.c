/* People of the office as plain values. */
#include "model/person.h"

struct person *person_new(int64_t id, const char *name, const char *login, unsigned roles)
{
	struct person *person = g_new0(struct person, 1);

	person->id = id;
	person->name = g_strdup(name ? name : "");
	person->login = g_strdup(login ? login : "");
	person->roles = roles;
	return person;
}

struct person *person_copy(const struct person *person)
{
	struct person *copy = person_new(person->id, person->name, person->login, person->roles);

	copy->retired = person->retired;
	copy->seq = person->seq;
	return copy;
}

void person_free(struct person *person)
{
	if (!person)
		return;
	g_free(person->name);
	g_free(person->login);
	g_free(person);
}

bool person_holds(const struct person *person, unsigned roles)
{
	return person && !person->retired && (person->roles & roles);
}

const struct person *person_by_id(const GPtrArray *people, int64_t id)
{
	for (guint i = 0; people && i < people->len; i++) {
		const struct person *person = g_ptr_array_index(people, i);

		if (person->id == id)
			return person;
	}
	return NULL;
}

const struct person *person_by_name(const GPtrArray *people, const char *name)
{
	const struct person *left = NULL;

	for (guint i = 0; people && i < people->len; i++) {
		const struct person *person = g_ptr_array_index(people, i);

		if (strcmp(person->name, name) != 0)
			continue;
		if (!person->retired)
			return person;
		left = person;
	}
	return left;
}

const struct person *person_by_login(const GPtrArray *people, const char *login)
{
	for (guint i = 0; people && i < people->len; i++) {
		const struct person *person = g_ptr_array_index(people, i);

		if (login[0] && !person->retired && strcmp(person->login, login) == 0)
			return person;
	}
	return NULL;
}

const char *person_name(const GPtrArray *people, int64_t id)
{
	const struct person *person = person_by_id(people, id);

	return person ? person->name : "";
}
