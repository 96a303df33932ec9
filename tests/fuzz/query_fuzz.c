/* What a person types as a filter: understood, or refused with a sentence and the filter as it was.
 */
#include "fuzz.h"

#include "mirror/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	g_autofree char *text = g_strndup((const char *)bytes, len);
	struct query query;
	struct err err = {0};

	if (!g_utf8_validate(text, -1, NULL))
		return 0; /* a field takes nothing else */
	query_init(&query);
	if (!query_filter(&query, text, "Asia/Shanghai", &err)) {
		fuzz_check(err.kind == ERR_INPUT && err.words[0]);
		fuzz_check(!query.terms || query.terms->len == 0);
	}
	query_clear(&query);
	return 0;
}

FUZZ_MAIN("query")
