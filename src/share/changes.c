/* Reads for the mirror what is new on the share, each row checked against its digest on the way. */
#include "share/changes.h"
