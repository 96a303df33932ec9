/* Kinds of files by their first bytes, and the sentence for each that is not read. */
#include "exchange/kind.h"

#include "base/lang.h"
#include "exchange/docx_in.h"

#define HEAD_BYTES 1024 /* of a text, to see whether it is markup */

/* Beginnings that nothing else has. */
static const struct {
	const char *bytes;
	size_t len;
	const char *words;
} beginnings[] = {
    {"%PDF", 4, N_("a PDF file is not read; ask the sender for the Word file")},
    {"\x89PNG", 4, N_("a picture is not read; its text has to be typed in")},
    {"\xFF\xD8\xFF", 3, N_("a picture is not read; its text has to be typed in")},
    {"GIF8", 4, N_("a picture is not read; its text has to be typed in")},
    {"II*\0", 4, N_("a picture is not read; its text has to be typed in")},
    {"MM\0*", 4, N_("a picture is not read; its text has to be typed in")},
    {"Rar!\x1A", 5, N_("an archive is not opened; unpack it and import what is in it")},
    {"7z\xBC\xAF", 4, N_("an archive is not opened; unpack it and import what is in it")},
    {"\x1F\x8B", 2, N_("an archive is not opened; unpack it and import what is in it")},
    {"\x7F"
     "ELF",
	4, N_("this is a program, no document")},
};

/* Names of parts that tell office files in a zip from one another. */
static const struct {
	const char *part, *words;
} packed[] = {
    {"xl/workbook", N_("a table (Excel) is no report; it was not taken")},
    {"ppt/presentation", N_("slides are not read; save their text as .docx")},
    {"OFD.xml", N_("an OFD file is not read; ask the sender for the Word file")},
};

/* Streams of the old container, in UTF-16 as they stand there. */
static const struct {
	const char *stream, *words;
} streams[] = {
    {"EncryptedPackage", N_("the file has a password; ask the sender for one without")},
    {"WordDocument", NULL},
    {"Workbook", N_("a table (Excel) is no report; it was not taken")},
    {"PowerPoint Document", N_("slides are not read; save their text as .docx")},
};

static bool has(const void *bytes, size_t len, const char *part)
{
	return memmem(bytes, len, part, strlen(part)) != NULL;
}

static bool has_stream(const void *bytes, size_t len, const char *name)
{
	char wide[64];
	size_t used = 0;

	for (; *name; name++) {
		wide[used++] = *name;
		wide[used++] = '\0';
	}
	return memmem(bytes, len, wide, used) != NULL;
}

static enum kind none(const char *words, struct err *err)
{
	err_fail(err, ERR_INPUT, "%s", _(words));
	return KIND_NONE;
}

static enum kind of_zip(const void *bytes, size_t len, struct err *err)
{
	if (docx_is(bytes, len))
		return KIND_DOCX;
	for (size_t i = 0; i < G_N_ELEMENTS(packed); i++)
		if (has(bytes, len, packed[i].part))
			return none(packed[i].words, err);
	if (has(bytes, MIN(len, 256), "application/vnd.oasis.opendocument.text"))
		return KIND_ODT;
	return none(N_("an archive is not opened; unpack it and import what is in it"), err);
}

static enum kind of_container(const void *bytes, size_t len, struct err *err)
{
	for (size_t i = 0; i < G_N_ELEMENTS(streams); i++)
		if (has_stream(bytes, len, streams[i].stream))
			return streams[i].words ? none(streams[i].words, err) : KIND_DOC;
	return KIND_DOC;
}

static bool is_markup(const char *bytes, size_t len)
{
	g_autofree char *head = g_ascii_strdown(bytes, (gssize)MIN(len, HEAD_BYTES));

	return strstr(head, "<html") || strstr(head, "<!doctype html") ||
	       strstr(head, "<w:worddocument") || strstr(head, "mso-application") ||
	       g_str_has_prefix(head, "mime-version:");
}

static bool is_all_zero(const unsigned char *bytes, size_t len)
{
	return bytes[0] == 0 && memcmp(bytes, bytes + 1, len - 1) == 0;
}

enum kind kind_of(const void *bytes, size_t len, const char *name, struct err *err)
{
	g_autofree char *low = g_ascii_strdown(name, -1);

	if (!len)
		return none(N_("the file is empty"), err);
	if (is_all_zero(bytes, len))
		return none(N_("the file holds nothing but zero bytes: it was damaged or only half "
			       "copied; ask for it again"),
		    err);
	if (len >= 8 && memcmp(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0)
		return of_container(bytes, len, err);
	if (len >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
		return of_zip(bytes, len, err);
	for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (len >= beginnings[i].len &&
		    memcmp(bytes, beginnings[i].bytes, beginnings[i].len) == 0)
			return none(beginnings[i].words, err);
	if (len >= 5 && memcmp(bytes, "{\\rtf", 5) == 0)
		return KIND_RTF;
	if (is_markup(bytes, len))
		return none(
		    N_("a web page is not read; open it in WPS or Word and save it as .docx"), err);
	if (g_str_has_suffix(low, ".csv"))
		return none(N_("a table (Excel) is no report; it was not taken"), err);
	return KIND_TEXT;
}
