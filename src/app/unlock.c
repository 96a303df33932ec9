/* A passphrase is asked for only when something is to be signed. */
#include "app/unlock.h"

#include "app/ask.h"
#include "base/lang.h"
#include "share/txn.h"

#define TRIES 3

bool unlock_for(struct session *session, int64_t person, struct err *err)
{
	struct ground *ground = &session->ground;

	for (int i = 0; i < TRIES && keyring_look(ground->keys, person) == KEYRING_LOCKED; i++) {
		struct err why = {0};
		char *passphrase = ask_hidden(person == KEYRING_OFFICE
						  ? _("passphrase of the office key:")
						  : _("passphrase of your key:"),
		    err);

		if (!passphrase)
			return false;
		bool good = keyring_open(ground->keys, ground->seal, person, passphrase, &why);
		ask_forget(passphrase);
		if (!good && (why.kind != ERR_DENIED || i + 1 == TRIES)) {
			*err = why;
			return false;
		}
	}
	return true;
}

const struct roster *unlock_roster(struct session *session, struct err *err)
{
	struct share *share = session->ground.share;
	struct roster *roster = share ? share_roster(share, err) : NULL;
	struct txn txn;

	if (!roster) {
		err_fail(err, ERR_AWAY, "%s", session->ground.away.words);
		return NULL;
	}
	bool good = txn_read(&txn, share, err) && roster_read(roster, share_db(share), err);
	txn_end(&txn);
	return good ? roster : NULL;
}
