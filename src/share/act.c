/* An act is borrowed; what came of it is owned. */
#include "share/act.h"

#include "base/bounds.h"
#include "base/lang.h"

void done_clear(struct done *done)
{
	g_free(done->number);
	g_free(done->dispatch_number);
	g_free(done->digest);
	*done = (struct done){0};
}

bool act_fits(const struct act *act, struct err *err)
{
	const char *const fields[] = {act->desk, act->program, act->ask.to, act->scan, act->form,
	    act->original_name, act->ask.reason};

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (!fields[i])
			continue;
		if (!g_utf8_validate(fields[i], -1, NULL))
			return err_fail(err, ERR_INPUT, _("%s is not valid text"),
			    _("what goes with the move"));
		if (strlen(fields[i]) > BOUND_FIELD_BYTES)
			return err_fail(err, ERR_FULL, _("%s is longer than %d bytes"),
			    _("what goes with the move"), BOUND_FIELD_BYTES);
	}
	return true;
}
