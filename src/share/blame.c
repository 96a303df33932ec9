/* Whose event it is, in front of what is wrong with it. */
#include "share/blame.h"

#include "base/lang.h"
#include "flow/move.h"

const char *blame_kind(const char *kind)
{
	enum move_id move;

	return move_is_kind(kind, &move) ? move_words(move) : kind;
}

bool blame_event(struct err *err, const struct event *event)
{
	return err_while(err, _("event %lld (%s by %s)"), (long long)event->seq,
	    blame_kind(event->kind), event->person_name);
}
