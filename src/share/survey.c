/* Change is the only sign of life: no clock of another computer is asked for it. */
#include "share/survey.h"

#include "base/lang.h"

/* Whether this desk goes on without a lock, seen for the second time. */
static bool is_false(struct survey *survey, const struct presence *one)
{
	bool is_same = survey->slots[one->slot - 1].nonce == one->nonce;
	bool went_on = is_same && survey->slots[one->slot - 1].counter != one->counter;
	bool was_doubtful = is_same && survey->slots[one->slot - 1].is_doubtful;

	survey->slots[one->slot - 1].nonce = one->nonce;
	survey->slots[one->slot - 1].counter = one->counter;
	/* Once may be its last word before it ended. */
	survey->slots[one->slot - 1].is_doubtful = !one->is_held && (went_on || was_doubtful);
	survey->doubtful += survey->slots[one->slot - 1].is_doubtful;
	if (went_on && one->is_held) {
		survey->live++;
		survey->clock_ms = MAX(survey->clock_ms, one->wall_ms);
		g_strlcpy(survey->name, one->person, sizeof(survey->name));
	}
	return went_on && was_doubtful && !one->is_held;
}

bool survey_look(struct survey *survey, struct gate *gate, struct err *err)
{
	struct presence found[GATE_SLOTS];
	size_t count;

	if (!gate_peers(gate, found, &count, err))
		return false;
	survey->found = survey->doubtful = survey->live = 0;
	survey->clock_ms = 0;
	for (size_t i = 0; i < count; i++) {
		if (found[i].nonce == gate_nonce(gate) && found[i].slot == gate_slot(gate))
			continue;
		survey->found++;
		if (is_false(survey, &found[i]))
			return err_fail(err, ERR_STALE,
			    _("the desk %s is at work on this drive, and its lock is not seen from "
			      "here: locks do not reach from one computer to the other"),
			    found[i].person);
	}
	return true;
}
