/* The table of moves, the reasons and the checklist, expanded from their .def files. */
#include "flow/move.h"

#include "base/lang.h"

#define STAY MOVE_STAY
#define BACK MOVE_BACK
#define REASON MOVE_REASON
#define WORDS MOVE_WORDS
#define TEXT MOVE_TEXT
#define TO MOVE_TO
#define TICKS MOVE_TICKS
#define CLAIM MOVE_CLAIM
#define NOT_WRITER MOVE_NOT_WRITER
#define NOT_TOUCHED MOVE_NOT_TOUCHED
#define UNDO MOVE_UNDO
#define DECISION MOVE_DECISION
#define LATER MOVE_LATER
#define LENT MOVE_LENT

static const struct move moves[MOVE_COUNT] = {
#define MOVE(id, name, words, from, to, roles, flags) \
	{MOVE_##id, name, words, from, to, roles, flags},
#include "flow/moves.def"
#undef MOVE
};

#undef REASON

static const struct reason reasons[] = {
#define REASON(code, name, initials, route, fits, words) \
	{#code, name, initials, route, fits, words},
#define FITS_DECLINE REASON_FITS_DECLINE
#define FITS_RETURN REASON_FITS_RETURN
#define FITS_BOTH (REASON_FITS_DECLINE | REASON_FITS_RETURN)
#include "flow/reasons.def"
};

const struct move *move_row(enum move_id id)
{
	return &moves[id < MOVE_COUNT ? id : MOVE_NOTE];
}

bool move_is_kind(const char *name, enum move_id *id)
{
	for (size_t i = 0; i < MOVE_COUNT; i++) {
		if (strcmp(moves[i].name, name) == 0) {
			*id = moves[i].id;
			return true;
		}
	}
	return false;
}

bool move_parse(const char *name, enum move_id *id)
{
	return move_is_kind(name, id) && !(moves[*id].flags & MOVE_LATER);
}

const char *move_words(enum move_id id)
{
	return _(move_row(id)->words);
}

unsigned move_roles(enum move_id id, enum state from)
{
	switch (id) {
	case MOVE_RETURN: /* once it is edited, its editor may ask the writer too */
		return from == STATE_INCOMING ? ROLE_BIT(REVIEWER) : moves[id].roles;
	case MOVE_MERGE: /* what has not been triaged is for the reviewer */
		return from == STATE_INCOMING ? ROLE_BIT(REVIEWER) : moves[id].roles;
	case MOVE_AMEND: /* each supervisor in their own step */
		return from == STATE_REVIEW ? ROLE_BIT(APPROVER) : ROLE_BIT(SIGNER);
	case MOVE_SET: /* the head belongs to whoever's turn the report is */
		return from == STATE_EDITING ? ROLE_BIT(EDITOR)
					     : ROLE_BIT(CLERK) | ROLE_BIT(REVIEWER);
	case MOVE_CLOSE: /* what was purged is put away by whoever watched over it */
		return from == STATE_QUARANTINED ? ROLE_BIT(SECURITY) : ROLE_BIT(CLERK);
	case MOVE_ASSIGN:
		if (from == STATE_INCOMING)
			return ROLE_BIT(REVIEWER);
		if (from == STATE_EDITING)
			return ROLE_BIT(REVIEWER) | ROLE_BIT(EDITOR);
		return ROLE_BIT(APPROVER) | ROLE_BIT(SIGNER);
	default:
		return moves[id].roles;
	}
}

const struct reason *reason_at(size_t at)
{
	return at < G_N_ELEMENTS(reasons) ? &reasons[at] : NULL;
}

const struct reason *reason_by_code(const char *code)
{
	for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
		if (g_ascii_strcasecmp(reasons[i].code, code) == 0)
			return &reasons[i];
	}
	return NULL;
}
