/* What an event carries besides its fixed fields: sorted "key=value" lines, one value a key. */
#ifndef MODEL_DETAIL_H
#define MODEL_DETAIL_H

#include "base/attr.h"

/*
 * Keys are short lower-case words; values any text without NUL. Written as KEY=VALUE LF with
 * backslash and newline escaped as \\ and \n, keys sorted by bytes: one form for one content.
 */
struct detail {
	GTree *pairs; /* char * to char *, NULL while empty */
};

void detail_clear(struct detail *detail);
/* Owns: copies both. An empty or NULL value takes the key out. */
void detail_put(struct detail *detail, const char *key, const char *value);
void detail_put_int(struct detail *detail, const char *key, int64_t value);
/* Owns: the caller frees; "" when there is none. */
char *detail_print(const struct detail *detail);
/* False when TEXT is not exactly what detail_print would write. */
bool detail_parse(const char *text, struct detail *detail) CHECKED;

/* One value out of the printed form. Owns: the caller frees; NULL when the key is not there. */
char *detail_get(const char *text, const char *key);
int64_t detail_get_int(const char *text, const char *key, int64_t otherwise);

#endif
