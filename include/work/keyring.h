/* The keys of this desk: a folder for each office, a file for each key, opened once a session. */
#ifndef WORK_KEYRING_H
#define WORK_KEYRING_H

#include "seal/key.h"

#define KEYRING_OFFICE 0 /* in place of a person: the office key */

/* Nothing in it is of the share. Thread: one at a time. */
struct keyring;

/* The keys in DIR, which need not be there. Owns: keyring_free(). */
struct keyring *keyring_new(const char *dir);
/* NULL is fine. */
void keyring_free(struct keyring *ring);

/* Where the keys of an office lie: below the folder of settings. Owns: the caller frees. */
char *keyring_dir(const char *office);

/*
 * Keep KEY for a person, or the office key, under PASSPHRASE (NULL or "": none), in place of an
 * older file of the same key. Errors: INPUT the folder is on a network drive; FULL, SYSTEM.
 */
bool keyring_keep(struct keyring *ring, int64_t person, const struct key *key,
    const char *passphrase, struct err *err) CHECKED;
/* Take all files of this office away, which was never founded. */
void keyring_remove(struct keyring *ring);
/* Take its file away again. */
void keyring_drop(struct keyring *ring, int64_t person, const struct key *key);

enum keyring_state {
	KEYRING_NONE, /* no key of that person is here */
	KEYRING_LOCKED, /* its passphrase is asked for first */
	KEYRING_OPEN,
};
/* Whether a person can sign here. Errors: none; a file that cannot be read is no key. */
enum keyring_state keyring_look(struct keyring *ring, int64_t person);
/* The one person whose keys are here; 0 when there are none, or those of several. */
int64_t keyring_owner(const struct keyring *ring);

/*
 * Open all keys of a person that PASSPHRASE fits (NULL: those without one).
 * Errors: DENIED none is open after it; INPUT a file that others may read, or that is no key.
 */
bool keyring_open(struct keyring *ring, const struct seal *seal, int64_t person,
    const char *passphrase, struct err *err) CHECKED;
/*
 * The open keys of a person, struct key; those without a passphrase are opened on the way.
 * Owns: borrowed until the next call. Errors: DENIED all that are here are locked.
 */
const GPtrArray *keyring_of(
    struct keyring *ring, const struct seal *seal, int64_t person, struct err *err) CHECKED;
/* Forget what was opened under a passphrase. */
void keyring_lock(struct keyring *ring);
/* Hold a key that lies in no file. Owns: takes KEY. */
void keyring_hold(struct keyring *ring, int64_t person, struct key *key);

/* What this desk joined: the fingerprint of the office key, and the path of the database. */
struct keyring_pin {
	char *key;
	char *path;
};
void keyring_pin_clear(struct keyring_pin *pin);
/* Pins of other offices at that path go. Errors: INPUT, FULL. */
bool keyring_pin_keep(
    struct keyring *ring, const char *key, const char *path, struct err *err) CHECKED;
/* What was pinned for this office; false: nothing. Owns: keyring_pin_clear(). */
bool keyring_pin_read(const struct keyring *ring, struct keyring_pin *pin) CHECKED;
/* What was pinned for the office that was joined at PATH. Owns: the caller frees; NULL: nothing. */
char *keyring_pin_of_path(const char *path);

#endif
