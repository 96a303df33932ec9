/* What a shell cannot do by itself: look at JSON strictly, make files that mean harm. */
#include <archive.h>
#include <archive_entry.h>
#include <json-c/json.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB (1 << 20)

/* Lines of standard input, each one JSON object in UTF-8 and nothing else; -1 at one that is not.
 */
static int each_line(const char *field)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	int count = 0;

	while ((len = getline(&line, &room, stdin)) > 0) {
		struct json_tokener *reader = json_tokener_new();
		json_object *value;

		json_tokener_set_flags(reader, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
		json_object *object = json_tokener_parse_ex(reader, line, (int)len);
		bool whole = object && json_object_is_type(object, json_type_object) &&
			     line[len - 1] == '\n' &&
			     json_tokener_get_parse_end(reader) >= (size_t)len - 1;
		json_tokener_free(reader);
		if (!whole) {
			fprintf(stderr, "line %d is no JSON object: %s", count + 1, line);
			count = -1;
			json_object_put(object);
			break;
		}
		count++;
		if (field && json_object_object_get_ex(object, field, &value))
			printf("%s\n", value ? json_object_get_string(value) : "null");
		json_object_put(object);
	}
	free(line);
	return count;
}

/* A document whose one part unpacks to so many MiB of nothing. */
static int bomb(const char *path, int mib)
{
	struct archive *zip = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	char *nothing = calloc(1, MIB);
	bool good = nothing && archive_write_set_format_zip(zip) == ARCHIVE_OK &&
		    archive_write_open_filename(zip, path) == ARCHIVE_OK;

	archive_entry_set_pathname(entry, "word/document.xml");
	archive_entry_set_size(entry, (la_int64_t)mib * MIB);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0600);
	good = good && archive_write_header(zip, entry) == ARCHIVE_OK;
	for (int i = 0; good && i < mib; i++)
		good = archive_write_data(zip, nothing, MIB) == MIB;
	good = archive_write_close(zip) == ARCHIVE_OK && good;
	archive_entry_free(entry);
	archive_write_free(zip);
	free(nothing);
	return good ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "json") == 0) {
		int count = each_line(NULL);

		printf("%d\n", count);
		return count < 0;
	}
	if (argc == 3 && strcmp(argv[1], "field") == 0)
		return each_line(argv[2]) < 0;
	if (argc == 4 && strcmp(argv[1], "bomb") == 0)
		return bomb(argv[2], (int)strtol(argv[3], NULL, 10));
	fprintf(stderr, "usage: helper json | field NAME | bomb FILE MIB\n");
	return 2;
}
