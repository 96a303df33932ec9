/* Claims within an act: taken for it, or taken over by it. */
#include "share/claim_act.h"

#include "base/lang.h"
#include "share/claims.h"

bool claim_grant(struct writing *writing, struct share_case *found, struct err *err)
{
	const struct act *act = writing->act;
	struct claim *claim = claim_new(found->report->id, act->actor, act->desk, 0);

	claim->since_ms = act->now_ms;
	claim_free(found->claim);
	found->claim = claim;
	found->file.claim = claim;
	return claims_put(writing->db, claim, err);
}

bool claim_take_over(struct writing *writing, struct share_case *found, struct detail *detail,
    char **words, struct err *err)
{
	const struct claim *old = found->claim;

	if (!old || old->person == writing->act->actor)
		return err_fail(err, ERR_STALE, _("nobody else has this report open any more"));
	if (!claims_may_write(found->report, writing->actor, err))
		return false;
	*words = g_strdup_printf(_("took over from %s (%s): %s"),
	    person_name(found->people, old->person), old->desk, writing->act->ask.words);
	detail_put_int(detail, "over", old->person);
	if (!claim_grant(writing, found, err))
		return false;
	writing->done->fence = found->claim->fence;
	detail_put_int(detail, "fence", found->claim->fence);
	return true;
}
