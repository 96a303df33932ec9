/* A person of the office: a name, a login of the machine, and the roles they hold. */
#ifndef MODEL_PERSON_H
#define MODEL_PERSON_H

#include "model/terms.h"

struct person {
	int64_t id;
	char *name;
	char *login; /* "" when mapped to none */
	unsigned roles;
	bool retired;
	int64_t seq; /* newest event that concerns this person */
};

/* Owns: copies the strings; NULL counts as "". */
struct person *person_new(int64_t id, const char *name, const char *login, unsigned roles);
struct person *person_copy(const struct person *person);
void person_free(struct person *person);

/* Whether the person holds one of ROLES and has not left. */
bool person_holds(const struct person *person, unsigned roles);

/* Find in an array of struct person; NULL when nobody. Owns: borrows. */
const struct person *person_by_id(const GPtrArray *people, int64_t id);
const struct person *person_by_name(const GPtrArray *people, const char *name);
const struct person *person_by_login(const GPtrArray *people, const char *login);
/* Name of a person, "" when there is none of that id. */
const char *person_name(const GPtrArray *people, int64_t id);

#endif
