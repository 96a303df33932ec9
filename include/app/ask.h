/* Asking on the terminal for what must not be seen. */
#ifndef APP_ASK_H
#define APP_ASK_H

#include "base/err.h"

/*
 * One line typed without echo. Owns: ask_forget() frees. Errors: INPUT there is no terminal;
 * STOPPED.
 */
char *ask_hidden(const char *what, struct err *err) CHECKED;
/*
 * A new passphrase, typed twice; "" for none. Without a terminal it is "" as well, and *ASKED says
 * that nobody was asked. Owns: ask_forget() frees. Errors: INPUT they differ each time; STOPPED.
 */
char *ask_new(const char *what, bool *asked, struct err *err) CHECKED;
/* Overwrite and free. NULL is fine. */
void ask_forget(char *secret);

#endif
