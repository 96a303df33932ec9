/* An act is borrowed; what came of it is owned. */
#include "share/act.h"

void done_clear(struct done *done)
{
	g_free(done->number);
	g_free(done->dispatch_number);
	*done = (struct done){0};
}
