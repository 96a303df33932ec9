/* A desk takes the history that an administrator has admitted, and gives up what it had seen
 * beyond. */
#ifndef WORK_HEAL_H
#define WORK_HEAL_H

#include "work/ground.h"

/*
 * Where the share has an administrator's word that fits what this desk has seen: keep what is given
 * up in ground->lost, forget the mirror, and go on with the share as it is. False, without an
 * error, where there is none. Errors: none; what fails now is tried at the next look.
 */
bool heal(struct ground *ground);

/* For the administrator's word itself: what this desk has seen and the share has not, printed as
 * the setting's value. Owns: the caller frees. Errors: as history_fork(). */
char *heal_words(struct ground *ground, struct err *err) CHECKED;

#endif
