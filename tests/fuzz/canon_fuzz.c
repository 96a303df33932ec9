/* The canonical encoding: what is read back is what was written, and no two values look the same.
 */
#include "fuzz.h"

#include "exchange/text_form.h"
#include "flow/checklist.h"
#include "model/detail.h"
#include "model/event.h"
#include "model/revision.h"
#include "text/utf8.h"

/* The bytes as four strings, cut at zero bytes; text inside is always sound. */
static void cut(const uint8_t *bytes, size_t len, char *parts[4])
{
	for (int i = 0; i < 4; i++) {
		size_t part = 0;
		struct err err = {0};
		while (part < len && bytes[part])
			part++;
		GString *whole = utf8_mend((const char *)bytes, part, NULL, &err);
		parts[i] = whole ? g_string_free(whole, FALSE) : g_strdup("");
		bytes += MIN(part + 1, len);
		len -= MIN(part + 1, len);
	}
}

static void details(const char *text, char *const parts[4])
{
	struct detail detail = {0}, again = {0};

	if (detail_parse(text, &detail)) {
		g_autofree char *printed = detail_print(&detail);
		fuzz_check(strcmp(printed, text) == 0);
	}
	detail_clear(&detail);
	detail_put(&detail, "to", parts[0]);
	detail_put(&detail, "ticks", parts[1]);
	detail_put(&detail, "number", parts[2]);
	g_autofree char *printed = detail_print(&detail);
	fuzz_check(detail_parse(printed, &again));
	g_autofree char *to = detail_get(printed, "to");
	fuzz_check(g_strcmp0(to, *parts[0] ? parts[0] : NULL) == 0);
	g_autofree char *twice = detail_print(&again);
	fuzz_check(strcmp(printed, twice) == 0);
	detail_clear(&detail);
	detail_clear(&again);
}

static GString *event_with(const char *words, const char *reason, const char *name)
{
	struct event *event = event_new();

	revision_set(&event->words, words);
	revision_set(&event->reason, reason);
	revision_set(&event->person_name, name);
	GString *canon = event_canon(event);
	event_free(event);
	return canon;
}

/* Two events that differ only in where one field ends and the next begins differ in their bytes. */
static void events(char *const parts[4])
{
	g_autofree char *joined = g_strconcat(parts[0], parts[1], NULL);
	GString *apart = event_with(parts[0], parts[1], parts[2]);
	GString *together = event_with(joined, "", parts[2]);

	fuzz_check((strcmp(apart->str, together->str) == 0) == (*parts[1] == '\0'));
	g_string_free(apart, TRUE);
	g_string_free(together, TRUE);
}

static void checklists(const char *text)
{
	struct checklist list = {0}, again = {0};
	struct err err = {0};

	if (checklist_parse_ticks(text, &list, &err)) {
		g_autofree char *printed = checklist_print(&list);
		fuzz_check(checklist_parse(printed, &again));
		g_autofree char *twice = checklist_print(&again);
		fuzz_check(strcmp(printed, twice) == 0);
	} else {
		fuzz_check(err.kind == ERR_INPUT);
	}
	checklist_clear(&list);
	checklist_clear(&again);
	if (!checklist_parse(text, &list))
		fuzz_check(text != NULL);
	checklist_clear(&list);
}

/* show --text prints exactly the form that save reads: saving it changes nothing. */
static void forms(const char *text)
{
	struct text_form form = {0}, again = {0};
	g_autofree char *plain = g_strdelimit(g_strdup(text), "\r", '\n');

	text_form_parse(plain, &form, NULL);
	g_autofree char *printed = text_form_print(&form);
	text_form_parse(printed, &again, NULL);
	g_autofree char *twice = text_form_print(&again);
	fuzz_check(strcmp(printed, twice) == 0);
	text_form_clear(&form);
	text_form_clear(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	char *parts[4];

	cut(bytes, len, parts);
	details(parts[0], parts);
	events(parts);
	checklists(parts[0]);
	forms(parts[0]);
	for (int i = 0; i < 4; i++)
		g_free(parts[i]);
	return 0;
}

FUZZ_MAIN("canon")
