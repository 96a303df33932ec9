/* Zip archives, never on a disk: what a person sent is unpacked into memory alone. */
#include "exchange/zip.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "exchange/late.h"

#define CHUNK (64u << 10)
#define RATIO 100 /* text in XML packs to a fiftieth at most */
#define RATIO_FREE (4u << 20) /* below this the ratio does not matter */

/* Room that is still left to what an archive unpacks to. */
struct room {
	size_t left;
	bool by_ratio;
};

static bool take_part(const struct late_archive *late, struct archive *archive, struct room *room,
    GByteArray *part, struct err *err)
{
	g_autofree unsigned char *chunk = g_malloc(CHUNK);

	for (;;) {
		la_ssize_t got = late->read_data(archive, chunk, CHUNK);

		if (got < 0)
			return err_fail(
			    err, ERR_INPUT, _("the file is damaged: it does not unpack"));
		if (got == 0)
			return true;
		if ((size_t)got > room->left)
			return room->by_ratio
				   ? err_fail(err, ERR_FULL,
					 _("the file unpacks to more than %d times its size; such "
					   "files are made to do harm, it was not read"),
					 RATIO)
				   : err_fail(err, ERR_FULL,
					 _("the file unpacks to more than %u MiB"),
					 BOUND_UNPACKED_BYTES >> 20);
		room->left -= (size_t)got;
		g_byte_array_append(part, chunk, (guint)got);
	}
}

static bool take_parts(const struct late_archive *late, struct archive *archive, struct room *room,
    bool (*wanted)(const char *name), GHashTable *parts, struct err *err)
{
	struct archive_entry *entry;
	int got, entries = 0;

	while ((got = late->read_next(archive, &entry)) == ARCHIVE_OK || got == ARCHIVE_WARN) {
		const char *name = late->entry_name(entry);

		if (++entries > BOUND_ARCHIVE_ENTRIES)
			return err_fail(err, ERR_FULL, _("the file has more than %d parts"),
			    BOUND_ARCHIVE_ENTRIES);
		if (!name || !wanted(name))
			continue;
		if (late->entry_is_encrypted(entry))
			return err_fail(err, ERR_INPUT,
			    _("the file has a password; ask the sender for one without"));
		if (g_hash_table_contains(parts, name))
			return err_fail(
			    err, ERR_INPUT, _("the file is damaged: %s is in it twice"), name);
		GByteArray *part = g_byte_array_new();
		g_hash_table_insert(parts, g_strdup(name), part);
		if (!take_part(late, archive, room, part, err))
			return false;
	}
	if (got != ARCHIVE_EOF)
		return err_fail(err, ERR_INPUT, _("the file is damaged: it does not unpack"));
	return true;
}

static void free_part(gpointer part)
{
	g_byte_array_unref(part);
}

GHashTable *zip_unpack(GBytes *bytes, bool (*wanted)(const char *name), struct err *err)
{
	struct late_archive late;
	gsize len;
	const void *raw = g_bytes_get_data(bytes, &len);
	struct room room = {MIN(BOUND_UNPACKED_BYTES, len * RATIO + RATIO_FREE), false};
	GHashTable *parts;

	if (!late_archive(&late, err))
		return NULL;
	room.by_ratio = room.left < BOUND_UNPACKED_BYTES;
	struct archive *archive = late.read_new();
	parts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_part);
	late.read_zip(archive);
	bool good = late.read_open(archive, raw, len) == ARCHIVE_OK
			? take_parts(&late, archive, &room, wanted, parts, err)
			: err_fail(err, ERR_INPUT, _("the file is damaged: it does not unpack"));
	late.read_free(archive);
	if (!good)
		g_clear_pointer(&parts, g_hash_table_unref);
	return parts;
}

static la_ssize_t put_bytes(struct archive *archive, void *to, const void *bytes, size_t len)
{
	(void)archive;
	g_byte_array_append(to, bytes, (guint)len);
	return (la_ssize_t)len;
}

static bool put_part(
    const struct late_archive *late, struct archive *archive, const struct zip_part *part)
{
	struct archive_entry *entry = late->entry_new();
	size_t len = strlen(part->text);

	late->entry_set_name(entry, part->name);
	late->entry_set_type(entry, AE_IFREG);
	late->entry_set_mode(entry, 0644);
	late->entry_set_size(entry, (la_int64_t)len);
	late->entry_set_time(entry, 315532800, 0); /* 1980, the first moment zip can write */
	bool good = late->write_header(archive, entry) == ARCHIVE_OK &&
		    late->write_data(archive, part->text, len) == (la_ssize_t)len;
	late->entry_free(entry);
	return good;
}

GBytes *zip_pack(const struct zip_part *parts, size_t count, struct err *err)
{
	struct late_archive late;
	GByteArray *bytes = g_byte_array_new();
	bool good = late_archive(&late, err);

	if (!good) {
		g_byte_array_unref(bytes);
		return NULL;
	}
	struct archive *archive = late.write_new();
	late.write_zip(archive);
	late.write_unpadded(archive, 1); /* else it fills up to a tape block */
	good = late.write_open(archive, bytes, NULL, put_bytes, NULL) == ARCHIVE_OK;
	for (size_t i = 0; good && i < count; i++)
		good = put_part(&late, archive, &parts[i]);
	good = late.write_close(archive) == ARCHIVE_OK && good;
	late.write_free(archive);
	if (!good) {
		g_byte_array_unref(bytes);
		err_fail(err, ERR_FULL, _("the Word file could not be packed"));
		return NULL;
	}
	return g_byte_array_free_to_bytes(bytes);
}
