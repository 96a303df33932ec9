/* The closed lists of the field; each table is expanded from its .def file. */
#include "model/terms.h"

#include "base/lang.h"

struct term {
	const char *name;
	const char *words;
};

static const struct term states[STATE_COUNT] = {
    {"", ""},
#define STATE(id, name, words) {name, words},
#include "model/state.def"
#undef STATE
};

static const struct term roles_table[ROLE_COUNT] = {
#define ROLE(id, name, words) {name, words},
#include "model/role.def"
#undef ROLE
};

static const struct term sources[SOURCE_COUNT] = {
#define SOURCE(id, name, words) {name, words},
#include "model/source.def"
#undef SOURCE
};

static const struct term urgencies[URGENCY_COUNT] = {
    {"plain", N_("plain")},
    {"urgent", N_("urgent")},
    {"extra", N_("extra urgent")},
};

static const char *name_of(const struct term *terms, size_t count, size_t at)
{
	return at < count ? terms[at].name : "";
}

static const char *words_of(const struct term *terms, size_t count, size_t at)
{
	return at < count && terms[at].words[0] ? _(terms[at].words) : "";
}

/* -1 when it is none of them. */
static int find(const struct term *terms, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (!terms[i].name[0])
			continue;
		if (strcmp(terms[i].name, name) == 0 || strcmp(_(terms[i].words), name) == 0)
			return (int)i;
	}
	return -1;
}

/* What every list offers: its names, its words, and the way back from both. */
#define TERMS(kind, table)                                       \
	const char *kind##_name(enum kind at)                    \
	{                                                        \
		return name_of(table, G_N_ELEMENTS(table), at);  \
	}                                                        \
	const char *kind##_words(enum kind at)                   \
	{                                                        \
		return words_of(table, G_N_ELEMENTS(table), at); \
	}                                                        \
	bool kind##_parse(const char *name, enum kind *to)       \
	{                                                        \
		int at = find(table, G_N_ELEMENTS(table), name); \
                                                                 \
		if (at >= 0)                                     \
			*to = (enum kind)at;                     \
		return at >= 0;                                  \
	}

TERMS(state, states)
TERMS(role, roles_table)
TERMS(source, sources)
TERMS(urgency, urgencies)

char *roles_print(unsigned roles)
{
	GString *out = g_string_new(NULL);

	for (int role = 0; role < ROLE_COUNT; role++) {
		if (roles & 1u << role)
			g_string_append_printf(
			    out, "%s%s", out->len ? "," : "", roles_table[role].name);
	}
	return g_string_free(out, FALSE);
}

char *roles_words(unsigned roles)
{
	GString *out = g_string_new(NULL);

	for (int role = 0; role < ROLE_COUNT; role++) {
		if (roles & 1u << role)
			g_string_append_printf(
			    out, "%s%s", out->len ? _(", ") : "", role_words((enum role)role));
	}
	return g_string_free(out, FALSE);
}

bool roles_parse(const char *text, unsigned *roles, struct err *err)
{
	g_auto(GStrv) words = g_strsplit_set(text, ",+ ", -1);
	unsigned found = 0;

	for (char **word = words; *word; word++) {
		enum role role;

		if (!**word)
			continue;
		if (!role_parse(*word, &role))
			return err_fail(err, ERR_INPUT, _("\"%s\" is no role"), *word);
		found |= 1u << role;
	}
	*roles = found;
	return true;
}
