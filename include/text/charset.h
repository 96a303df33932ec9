/* Character sets of the files people send: which one it is, and every byte of it as UTF-8. */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

#include "base/err.h"

enum charset {
	CHARSET_UNKNOWN,
	CHARSET_UTF8,
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_GB18030, /* and with it GBK and GB 2312 */
	CHARSET_BIG5, /* with the Hong Kong supplement */
};

#define CHARSET_PLACES 6

/* A text in UTF-8, and where the bytes it came from were none. */
struct charset_text {
	enum charset charset;
	bool marked; /* began with a byte order mark, which is left out */
	char *text; /* ends with NUL; each wrong place is U+FFFD */
	size_t len; /* bytes, without the end */
	size_t wrong; /* number of wrong places */
	size_t places[CHARSET_PLACES]; /* offsets of the first of them, in bytes from 0 */
};

/*
 * What a text seems to be. rival is UNKNOWN where that is clear, another reading that fits nearly
 * as well, or best itself where even that looks like the wrong one.
 */
struct charset_guess {
	enum charset best, rival;
};

/* Name as people know it: "UTF-8", "GB18030". */
const char *charset_name(enum charset charset);

/* The set of a name as people type it, GBK and CP936 among them; UNKNOWN when it is none of ours.
 */
enum charset charset_named(const char *name);

/*
 * Convert BYTES from CHARSET, bad bytes and all, and go on behind each bad place.
 * Private-use points that GB 18030-2022 has given a character become that character.
 * Owns: charset_text_clear frees what is in OUT. Errors: FULL.
 */
bool charset_decode(const void *bytes, size_t len, enum charset charset, struct charset_text *out,
    struct err *err) CHECKED;

/*
 * Tell which set BYTES are in: by mark, then strict UTF-8, UTF-16 by its zero bytes or its script,
 * GB18030 and Big5 by strict decoding and then the share of common characters.
 * Errors: none; best is UNKNOWN when no set takes the bytes without a wrong place.
 */
struct charset_guess charset_guess(const void *bytes, size_t len);

/*
 * Read a text whole or refuse it, in the set WANTED or, for UNKNOWN, the one it seems to be in.
 * Owns: charset_text_clear frees what is in OUT.
 * Errors: INPUT with the offsets of wrong places or with both readings where two fit; FULL.
 */
bool charset_read(const void *bytes, size_t len, enum charset wanted, struct charset_text *out,
    struct err *err) CHECKED;

void charset_text_clear(struct charset_text *text);

#endif
