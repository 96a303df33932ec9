/* Any bytes as a Word file, and any XML as the text in one: read or refused, never followed. */
#include "fuzz.h"

#include "exchange/docx_in.h"
#include "exchange/zip.h"

static void read_one(GBytes *bytes)
{
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) aside = g_string_new(NULL);
	struct err err = {0};
	g_autofree char *text = docx_text(bytes, notes, aside, &err);

	fuzz_check((text == NULL) == (err.kind != ERR_NONE));
	fuzz_check(text || err.words[0]);
	fuzz_check(!text || g_utf8_validate(text, -1, NULL));
}

/* The same XML as every part that is read. */
static GBytes *packed(const char *xml)
{
	const struct zip_part parts[] = {
	    {"word/document.xml", xml},
	    {"word/numbering.xml", xml},
	    {"word/styles.xml", xml},
	    {"word/comments.xml", xml},
	    {"word/header1.xml", xml},
	};
	struct err err = {0};
	GBytes *bytes = zip_pack(parts, G_N_ELEMENTS(parts), &err);

	fuzz_check(bytes);
	return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	g_autofree char *xml = g_strndup((const char *)bytes, len);
	g_autoptr(GBytes) raw = g_bytes_new(bytes, len);
	g_autoptr(GBytes) word = packed(xml);
	gsize word_len;
	const void *whole = g_bytes_get_data(word, &word_len);

	read_one(raw);
	read_one(word);
	/* the archive itself, with one byte of it changed in a place the input chooses */
	g_autofree uint8_t *broken = g_memdup2(whole, word_len);
	broken[(len * 31 + (len ? bytes[len / 2] : 0)) % word_len] ^= 0x55;
	g_autoptr(GBytes) damaged = g_bytes_new(broken, word_len);
	read_one(damaged);
	return 0;
}

FUZZ_MAIN("docx")
