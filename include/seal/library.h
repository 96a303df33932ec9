/* Inside the room: the handle that all of it shares. */
#ifndef SEAL_LIBRARY_H
#define SEAL_LIBRARY_H

#include "seal/late.h"

struct seal {
	struct late late;
	EVP_MD *sm3;
};

#endif
