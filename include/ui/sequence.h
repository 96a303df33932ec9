/* What the escape sequences of keyboards mean, those of xterm, rxvt, linux and kin. */
#ifndef UI_SEQUENCE_H
#define UI_SEQUENCE_H

#include "ui/key.h"

/*
 * The key of "CSI number ; number FINAL". A character (code below KEYCODE_FIRST) may be a control.
 * Errors: false when it is no key. Source: xterm control sequences, "PC-Style Function Keys" and
 * "modifyOtherKeys"; the VT220 manual; rxvt's reference.
 */
bool sequence_csi(const int *number, int count, char final, struct key *key) CHECKED;

/* The key of "SS3 FINAL", the keypad's application form. Errors: false when it is no key. */
bool sequence_ss3(char final, struct key *key) CHECKED;

#endif
