/* Find words in a text, forward and back, to the letter or folded. */
#include "text/find.h"

#include "base/lang.h"
#include "text/utf8.h"

struct find {
	GString *needle; /* to the letter, NULL when folded */
	GArray *folded; /* of uint32_t */
	unsigned folds;
};

struct find *find_new(const char *needle, size_t len, unsigned folds, struct err *err)
{
	struct find *find;

	if (len == 0) {
		err_fail(err, ERR_INPUT, _("nothing to look for"));
		return NULL;
	}
	if (!utf8_is_sound(needle, len)) {
		err_fail(err, ERR_INPUT, _("the text is not UTF-8 at byte %zu"),
		    utf8_sound_len(needle, len));
		return NULL;
	}
	find = g_new0(struct find, 1);
	find->folds = folds;
	if (folds == 0) {
		find->needle = g_string_new_len(needle, (gssize)len);
		return find;
	}
	find->folded = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (size_t at = 0; at < len;) {
		uint32_t c = fold_char(utf8_next(needle, len, &at), folds);

		g_array_append_val(find->folded, c);
	}
	return find;
}

void find_free(struct find *find)
{
	if (find == NULL)
		return;
	if (find->needle != NULL)
		g_string_free(find->needle, TRUE);
	if (find->folded != NULL)
		g_array_free(find->folded, TRUE);
	g_free(find);
}

/* Bytes of the folded needle at AT, 0 when it is not there. */
static size_t folded_here(const struct find *find, const char *text, size_t len, size_t at)
{
	size_t start = at;

	for (guint i = 0; i < find->folded->len; i++) {
		if (at >= len || fold_char(utf8_next(text, len, &at), find->folds) !=
				     g_array_index(find->folded, uint32_t, i))
			return 0;
	}
	return at - start;
}

bool find_next(
    const struct find *find, const char *text, size_t len, size_t from, size_t *at, size_t *found)
{
	if (from > len)
		return false;
	if (find->needle != NULL) {
		const char *hit = memmem(
		    text + from, len - from, find->needle->str, find->needle->len);

		if (hit == NULL)
			return false;
		*at = (size_t)(hit - text);
		*found = find->needle->len;
		return true;
	}
	while (from < len) {
		size_t here = folded_here(find, text, len, from);

		if (here > 0) {
			*at = from;
			*found = here;
			return true;
		}
		utf8_next(text, len, &from);
	}
	return false;
}

bool find_prev(
    const struct find *find, const char *text, size_t len, size_t from, size_t *at, size_t *found)
{
	from = MIN(from, len);
	while (from > 0) {
		size_t here;

		utf8_prev(text, &from);
		if (find->needle == NULL)
			here = folded_here(find, text, len, from);
		else if (len - from >= find->needle->len &&
			 memcmp(text + from, find->needle->str, find->needle->len) == 0)
			here = find->needle->len;
		else
			here = 0;
		if (here > 0) {
			*at = from;
			*found = here;
			return true;
		}
	}
	return false;
}
