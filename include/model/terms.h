/* States, roles, sources and urgencies: the closed lists of the field, each a table of names. */
#ifndef MODEL_TERMS_H
#define MODEL_TERMS_H

#include "base/err.h"

enum state {
	STATE_NONE, /* before the first event */
#define STATE(id, name, words) STATE_##id,
#include "model/state.def"
#undef STATE
	STATE_COUNT
};
#define STATE_BIT(id) (1u << STATE_##id)

enum role {
#define ROLE(id, name, words) ROLE_##id,
#include "model/role.def"
#undef ROLE
	ROLE_COUNT
};
#define ROLE_BIT(id) (1u << ROLE_##id)

enum source {
#define SOURCE(id, name, words) SOURCE_##id,
#include "model/source.def"
#undef SOURCE
	SOURCE_COUNT
};

enum urgency {
	URGENCY_PLAIN,
	URGENCY_URGENT,
	URGENCY_EXTRA,
	URGENCY_COUNT
}; /* 普通 加急 特急 */

/* Names as stored and printed in JSON ("incoming"); "" for STATE_NONE. Never NULL. */
const char *state_name(enum state state);
const char *role_name(enum role role);
const char *source_name(enum source source);
const char *urgency_name(enum urgency urgency);

/* Words as people read them, in the language chosen. Never NULL. */
const char *state_words(enum state state);
const char *role_words(enum role role);
const char *source_words(enum source source);
const char *urgency_words(enum urgency urgency);

/* The way back from names; words in the language chosen are known too. False when it is none. */
bool state_parse(const char *name, enum state *state) CHECKED;
bool role_parse(const char *name, enum role *role) CHECKED;
bool source_parse(const char *name, enum source *source) CHECKED;
bool urgency_parse(const char *name, enum urgency *urgency) CHECKED;

/*
 * Roles as one word "clerk,reviewer" (read also with "+" or spaces), the form stored in events.
 * Owns: roles_print's result is the caller's. Errors: INPUT names the word that is no role.
 */
char *roles_print(unsigned roles);
bool roles_parse(const char *text, unsigned *roles, struct err *err) CHECKED;
/* The same as people read it. Owns: the caller frees. */
char *roles_words(unsigned roles);

#endif
