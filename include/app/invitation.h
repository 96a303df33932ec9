/* An invitation to join: the office key's fingerprint and a code, as one line of digits. */
#ifndef APP_INVITATION_H
#define APP_INVITATION_H

#include "seal/key.h"

/* A new code: 16 digits in groups of four. Owns: the caller frees. */
char *invitation_code(void);
/* What is handed over outside the file: ten groups of four digits. Owns: the caller frees. */
char *invitation_print(const char *office_key, const char *code);
/* Owns: the caller frees *CODE. */
bool invitation_parse(const char *typed, char office_key[KEY_ID_LEN + 1], char **code) CHECKED;

#endif
