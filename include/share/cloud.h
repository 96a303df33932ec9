/* Folders that a program copies to and from elsewhere behind everybody's back. */
#ifndef SHARE_CLOUD_H
#define SHARE_CLOUD_H

#include "base/err.h"

/*
 * Whether the folder PATH (canonical) is synchronised by a cloud drive's program, as far as names
 * and the marks of such programs tell. Errors: INPUT names the service.
 */
bool cloud_free(const char *path, struct err *err) CHECKED;

#endif
