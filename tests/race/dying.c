/* A desk that dies in the middle of an act, and one that looks at what it left. */
#include "dying.h"

#include "share/txn.h"

#include <unistd.h>

void dying_note(struct trial *t, int n, int socket)
{
	t->share = share_open(t->path, false, &t->err);
	if (!t->share)
		g_error("%s", t->err.words);
	struct act act = trial_act(t, CLERK, MOVE_NOTE, 1);
	act.ask.words = "催办一次";
	char byte = 0;
	if (write(socket, &byte, 1) != 1 || read(socket, &byte, 1) != 1)
		g_error("who looks is gone");
	faults_set(vfs_faults(share_vfs(t->share)), CALL_ANY, n, FAULT_KILL);
	bool good = share_move(t->share, &act, &t->done, &t->err);
	_exit(good ? 0 : 1);
}

int64_t dying_newest(struct share *share)
{
	struct err err = {0};
	struct txn txn;
	int64_t newest = 0;

	assert_works(txn_read(&txn, share, &err), err);
	assert_works(
	    sql_one_int(share_db(share), "SELECT max(seq) FROM event", 0, &newest, &err), err);
	txn_end(&txn);
	return newest;
}
