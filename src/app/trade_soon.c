/* Held open for files in and out, which come next; goes away with them. */
#include "app/acts.h"
#include "app/cli.h"
#include "app/desk.h"
#include "base/lang.h"

static int none(void)
{
	struct err err = {0};

	err_fail(&err, ERR_INPUT, "this is not built in yet");
	return cli_say(&err);
}

int cli_import(struct session *session)
{
	(void)session;
	return none();
}

int cli_export(struct session *session)
{
	(void)session;
	return none();
}

void act_import(struct desk *desk)
{
	(void)desk;
}

void act_export(struct desk *desk)
{
	(void)desk;
}
