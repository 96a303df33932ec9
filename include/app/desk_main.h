/* The desk as the program's main function meets it. */
#ifndef APP_DESK_MAIN_H
#define APP_DESK_MAIN_H

#include "app/options.h"

/* Open a session and sit at it until it ends. Returns the exit status. */
int desk_main(const struct options *options);

#endif
