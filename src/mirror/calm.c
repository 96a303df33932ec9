/* The unix VFS with one method of its own; one a connection, named after its address. */
#include "mirror/calm.h"

#include "base/err.h"

#include <sqlite3.h>
#include <stdatomic.h>

struct calm {
	sqlite3_vfs base; /* its pAppData is this struct */
	sqlite3_vfs *real;
	sqlite3_io_methods methods; /* of the database's file */
	char *name;
};

static void barrier(sqlite3_file *file)
{
	(void)file;
	atomic_thread_fence(memory_order_seq_cst);
}

static int open_file(sqlite3_vfs *base, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct calm *calm = base->pAppData;
	int code = calm->real->xOpen(calm->real, name, file, flags, out);

	if (code != SQLITE_OK || !(flags & SQLITE_OPEN_MAIN_DB) || file->pMethods->iVersion < 2)
		return code;
	calm->methods = *file->pMethods;
	calm->methods.xShmBarrier = barrier;
	file->pMethods = &calm->methods;
	return SQLITE_OK;
}

struct calm *calm_new(void)
{
	sqlite3_vfs *real = sqlite3_vfs_find("unix");

	if (!real)
		return NULL;
	struct calm *calm = g_new0(struct calm, 1);
	calm->real = real;
	calm->name = g_strdup_printf("mirror-%p", (void *)calm);
	calm->base = *real; /* its other methods look at nothing of this struct */
	calm->base.pNext = NULL;
	calm->base.zName = calm->name;
	calm->base.pAppData = calm;
	calm->base.xOpen = open_file;
	if (sqlite3_vfs_register(&calm->base, 0) == SQLITE_OK)
		return calm;
	g_free(calm->name);
	g_free(calm);
	return NULL;
}

void calm_free(struct calm *calm)
{
	if (!calm)
		return;
	sqlite3_vfs_unregister(&calm->base);
	g_free(calm->name);
	g_free(calm);
}

const char *calm_name(const struct calm *calm)
{
	return calm ? calm->name : NULL;
}
