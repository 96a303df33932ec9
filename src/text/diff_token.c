/* A text as what a comparison compares: Han, marks, whole words, whole numbers. */
#include "text/diff_token.h"

#include "base/lang.h"
#include "text/cluster.h"
#include "text/unidata.h"
#include "text/utf8.h"

#define FIRST_NUMBER 0x110000u /* past all characters */

struct word {
	const char *text;
	size_t len;
};

static guint word_hash(const void *key)
{
	const struct word *word = key;
	guint hash = 5381;

	for (size_t i = 0; i < word->len; i++)
		hash = hash * 33 + (unsigned char)word->text[i];
	return hash;
}

static gboolean word_equal(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return x->len == y->len && memcmp(x->text, y->text, x->len) == 0;
}

void diff_words_init(struct diff_words *words)
{
	words->numbers = g_hash_table_new_full(word_hash, word_equal, g_free, NULL);
}

void diff_words_clear(struct diff_words *words)
{
	g_hash_table_destroy(words->numbers);
}

static uint32_t number_of(struct diff_words *words, const char *text, size_t len)
{
	struct word key = {text, len}, *kept;
	void *number = g_hash_table_lookup(words->numbers, &key);

	if (number == NULL) {
		number = GUINT_TO_POINTER(FIRST_NUMBER + g_hash_table_size(words->numbers));
		kept = g_new(struct word, 1);
		*kept = key;
		g_hash_table_insert(words->numbers, kept, number);
	}
	return GPOINTER_TO_UINT(number);
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_latin(uint32_t c)
{
	return g_unichar_isalnum(c) && !(unidata(c)->flags & UNI_EAST_ASIAN);
}

/* End of the token at AT: a word, a number with its points and commas, or a cluster. */
static size_t token_end(const char *text, size_t len, size_t at)
{
	size_t end = cluster_next(text, len, at), after = at;
	uint32_t last = utf8_next(text, len, &after);

	if (!is_latin(last))
		return end;
	while (end < len) {
		size_t next = end;
		uint32_t c = utf8_next(text, len, &next);
		bool inside = (c == '.' || c == ',') && is_digit(last) && next < len &&
			      is_digit((unsigned char)text[next]);

		if (!is_latin(c) && !inside)
			break;
		end = cluster_next(text, len, end);
		last = c;
	}
	return end;
}

bool diff_tokens_init(struct diff_tokens *tokens, struct diff_words *words, const char *text,
    size_t len, struct err *err)
{
	size_t room = len + 1; /* no token is shorter than a byte */

	*tokens = (struct diff_tokens){.text = text, .len = len};
	if (len < UINT32_MAX) {
		tokens->words = g_try_new(uint32_t, room);
		tokens->at = g_try_new(uint32_t, room);
	}
	if (tokens->words == NULL || tokens->at == NULL) {
		diff_tokens_clear(tokens);
		return err_fail(err, ERR_FULL, _("not enough memory for a text of %zu bytes"), len);
	}
	for (size_t at = 0; at < len;) {
		size_t end = token_end(text, len, at), after = at;
		uint32_t c = utf8_next(text, len, &after);
		bool broken = after - at == 1 && (unsigned char)text[at] >= 0x80;

		tokens->words[tokens->count] = after == end && !broken
						   ? c
						   : number_of(words, text + at, end - at);
		tokens->at[tokens->count++] = (uint32_t)at;
		at = end;
	}
	tokens->at[tokens->count] = (uint32_t)len;
	return true;
}

void diff_tokens_clear(struct diff_tokens *tokens)
{
	g_free(tokens->words);
	g_free(tokens->at);
	*tokens = (struct diff_tokens){0};
}

enum kind {
	KIND_HAN,
	KIND_WORD,
	KIND_BLANK,
	KIND_OPENS, /* brackets and quotes */
	KIND_MARK,
	KIND_CLAUSE, /* ，；：、 */
	KIND_SENTENCE,
	KIND_LINE,
};

static enum kind kind_of(uint32_t word)
{
	if (word >= FIRST_NUMBER)
		return KIND_WORD;
	if (word == '\n')
		return KIND_LINE;
	if (g_unichar_isspace(word))
		return KIND_BLANK;
	if (g_unichar_isalnum(word))
		return (unidata(word)->flags & UNI_EAST_ASIAN) ? KIND_HAN : KIND_WORD;
	switch (word) {
	case 0x3002: /* 。！？ */
	case 0xFF01:
	case 0xFF1F:
	case '!':
	case '?':
		return KIND_SENTENCE;
	case 0xFF0C: /* ，；：、 */
	case 0xFF1B:
	case 0xFF1A:
	case 0x3001:
	case ',':
	case ';':
		return KIND_CLAUSE;
	default:
		break;
	}
	if (unidata(word)->line == LB_OP || (unidata(word)->flags & UNI_QUOTE_OPENS))
		return KIND_OPENS;
	return KIND_MARK;
}

int diff_token_edge(const struct diff_tokens *tokens, size_t i)
{
	enum kind before, after;

	if (i == 0 || i == tokens->count)
		return 4;
	before = kind_of(tokens->words[i - 1]);
	after = kind_of(tokens->words[i]);
	if (before == KIND_LINE)
		return 4;
	if (before == KIND_SENTENCE)
		return 3;
	/* A mark belongs to what stands before it, an opening one to what follows. */
	if (after == KIND_OPENS || (before >= KIND_MARK && after < KIND_MARK))
		return 2;
	return before != after && after < KIND_MARK ? 1 : 0;
}

bool diff_token_parts(const struct diff_tokens *tokens, size_t i)
{
	return kind_of(tokens->words[i]) >= KIND_CLAUSE;
}
