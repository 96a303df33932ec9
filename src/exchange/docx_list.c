/* Automatic numbers: each list counts its levels, a level begins anew below a higher one. */
#include "exchange/docx_list.h"

#define LEVELS 9
#define TEXT_BYTES 40 /* of what stands round a number; it is put into every paragraph */

struct level {
	int start;
	char *format; /* numFmt: decimal, chineseCounting … */
	char *text; /* lvlText: "（%1）" */
};

struct list {
	struct level levels[LEVELS];
	int counts[LEVELS]; /* 0: not begun */
};

/* One use of a list; it may begin some of its levels elsewhere. */
struct use {
	struct list *list; /* borrowed */
	int starts[LEVELS]; /* -1: as the list says */
	bool used;
};

/* A style whose paragraphs belong to a list. */
struct styled {
	char *number;
	int level;
};

struct docx_lists {
	GHashTable *lists; /* id to struct list */
	GHashTable *uses; /* id to struct use */
	GHashTable *styles; /* id to struct styled */
};

static void free_list(gpointer data)
{
	struct list *list = data;

	for (int i = 0; i < LEVELS; i++) {
		g_free(list->levels[i].format);
		g_free(list->levels[i].text);
	}
	g_free(list);
}

static void free_styled(gpointer data)
{
	struct styled *styled = data;

	g_free(styled->number);
	g_free(styled);
}

static int level_of(const char *text)
{
	int level = docx_number_of(text, 0);

	return level >= 0 && level < LEVELS ? level : 0;
}

static int start_of(const char *text, int otherwise)
{
	int start = docx_number_of(text, otherwise);

	return start < -1 || start > 9999 ? otherwise : start;
}

static void read_list(struct docx_lists *lists, const xmlNode *node)
{
	struct list *list = g_new0(struct list, 1);
	const char *id = docx_attr(node, "abstractNumId");

	for (const xmlNode *child = node->children; child; child = child->next) {
		if (!docx_is_element(child, "lvl"))
			continue;
		struct level *level = &list->levels[level_of(docx_attr(child, "ilvl"))];

		g_free(level->format);
		g_free(level->text);
		level->start = start_of(docx_val(child, "start"), 1);
		level->format = g_strdup(docx_val(child, "numFmt"));
		level->text = g_strndup(docx_val(child, "lvlText"), TEXT_BYTES);
	}
	g_hash_table_replace(lists->lists, g_strdup(id ? id : ""), list);
}

static void read_use(struct docx_lists *lists, const xmlNode *node)
{
	const char *id = docx_attr(node, "numId");
	const char *list = docx_val(node, "abstractNumId");
	struct use *use = g_new0(struct use, 1);

	use->list = list ? g_hash_table_lookup(lists->lists, list) : NULL;
	for (int i = 0; i < LEVELS; i++)
		use->starts[i] = -1;
	for (const xmlNode *child = node->children; child; child = child->next)
		if (docx_is_element(child, "lvlOverride"))
			use->starts[level_of(docx_attr(child, "ilvl"))] = start_of(
			    docx_val(child, "startOverride"), -1);
	g_hash_table_replace(lists->uses, g_strdup(id ? id : ""), use);
}

static void read_style(struct docx_lists *lists, const xmlNode *node)
{
	const char *id = docx_attr(node, "styleId");
	const char *number = docx_val(node, "pPr/numPr/numId");
	struct styled *styled;

	if (!id || !number)
		return;
	styled = g_new0(struct styled, 1);
	styled->number = g_strdup(number);
	styled->level = level_of(docx_val(node, "pPr/numPr/ilvl"));
	g_hash_table_replace(lists->styles, g_strdup(id), styled);
}

static void read_all(struct docx_lists *lists, const xmlDoc *tree, const char *element,
    void (*read)(struct docx_lists *, const xmlNode *))
{
	const xmlNode *root = tree ? tree->children : NULL;

	while (root && root->type != XML_ELEMENT_NODE)
		root = root->next;
	for (const xmlNode *child = root ? root->children : NULL; child; child = child->next)
		if (docx_is_element(child, element))
			read(lists, child);
}

struct docx_lists *docx_lists_new(const xmlDoc *numbering, const xmlDoc *styles)
{
	struct docx_lists *lists = g_new0(struct docx_lists, 1);

	lists->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_list);
	lists->uses = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	lists->styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_styled);
	read_all(lists, numbering, "abstractNum", read_list);
	read_all(lists, numbering, "num", read_use);
	read_all(lists, styles, "style", read_style);
	return lists;
}

void docx_lists_free(struct docx_lists *lists)
{
	if (!lists)
		return;
	g_hash_table_unref(lists->lists);
	g_hash_table_unref(lists->uses);
	g_hash_table_unref(lists->styles);
	g_free(lists);
}

/* A number in words: 12 is 十二. Owns: the caller frees. */
static char *docx_chinese_number(int number)
{
	static const char *const digits[] = {
	    "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	static const char *const places[] = {"", "十", "百", "千"};
	GString *text = g_string_new(NULL);
	char plain[12];

	if (number <= 0 || number > 9999) {
		g_string_printf(text, "%d", number);
		return g_string_free(text, FALSE);
	}
	g_snprintf(plain, sizeof(plain), "%d", number);
	size_t len = strlen(plain);
	bool gap = false;
	for (size_t i = 0; i < len; i++) {
		int digit = plain[i] - '0';

		if (!digit) {
			gap = true;
			continue;
		}
		if (gap)
			g_string_append(text, "零");
		gap = false;
		if (!(digit == 1 && i == 0 && len == 2)) /* 十二, not 一十二 */
			g_string_append(text, digits[digit]);
		g_string_append(text, places[len - 1 - i]);
	}
	return g_string_free(text, FALSE);
}

static char *roman(int number)
{
	static const struct {
		int value;
		const char *letters;
	} parts[] = {{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"},
	    {4, "iv"}, {1, "i"}};
	GString *text = g_string_new(NULL);

	number = CLAMP(number, 1, 399);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
		for (; number >= parts[i].value; number -= parts[i].value)
			g_string_append(text, parts[i].letters);
	return g_string_free(text, FALSE);
}

/* A number as a level writes it. Owns: the caller frees. */
static char *formatted(const char *format, int number)
{
	g_autofree char *small = NULL;

	if (!format)
		format = "decimal";
	if (g_str_has_prefix(format, "chinese") || g_str_has_prefix(format, "ideograph") ||
	    g_str_has_prefix(format, "taiwanese") || g_str_has_prefix(format, "japanese"))
		return docx_chinese_number(number);
	if (strcmp(format, "decimalEnclosedCircle") == 0 ||
	    strcmp(format, "decimalEnclosedCircleChinese") == 0) {
		char circle[7] = "";

		if (number >= 1 && number <= 20) {
			g_unichar_to_utf8(0x2460u + (guint)number - 1, circle);
			return g_strdup(circle);
		}
	}
	if (g_str_has_suffix(format, "Letter"))
		small = g_strdup_printf("%c", 'a' + (MAX(number, 1) - 1) % 26);
	else if (g_str_has_suffix(format, "Roman"))
		small = roman(number);
	if (small)
		return g_str_has_prefix(format, "upper") ? g_ascii_strup(small, -1)
							 : g_steal_pointer(&small);
	if (strcmp(format, "none") == 0)
		return g_strdup("");
	return g_strdup_printf("%d", number);
}

/* The text of a level with every %1 to %9 in it. */
static char *filled(const struct list *list, int level)
{
	GString *text = g_string_new(NULL);

	for (const char *at = list->levels[level].text; at && *at; at++) {
		if (*at == '%' && at[1] >= '1' && at[1] <= '9') {
			int of = *++at - '1';
			int number = list->counts[of] ? list->counts[of] : list->levels[of].start;
			g_autofree char *words = formatted(list->levels[of].format, number);

			g_string_append(text, words);
		} else {
			g_string_append_c(text, *at);
		}
	}
	return g_string_free(text, FALSE);
}

static void count(struct use *use, int level)
{
	struct list *list = use->list;

	for (int i = 0; i < LEVELS && !use->used; i++)
		if (use->starts[i] >= 0)
			list->counts[i] = 0;
	if (list->counts[level] == 0)
		list->counts[level] = !use->used && use->starts[level] >= 0
					  ? use->starts[level]
					  : list->levels[level].start;
	else
		list->counts[level]++;
	use->used = true;
	for (int i = level + 1; i < LEVELS; i++)
		list->counts[i] = 0;
}

char *docx_lists_next(struct docx_lists *lists, const xmlNode *properties)
{
	const char *number = NULL, *style;
	int level = 0;

	if (!properties)
		return NULL;
	number = docx_val(properties, "numPr/numId");
	level = level_of(docx_val(properties, "numPr/ilvl"));
	style = docx_val(properties, "pStyle");
	if (!number && style) {
		const struct styled *styled = g_hash_table_lookup(lists->styles, style);

		number = styled ? styled->number : NULL;
		level = styled ? styled->level : 0;
	}
	struct use *use = number ? g_hash_table_lookup(lists->uses, number) : NULL;
	if (!use || !use->list || !use->list->levels[level].text)
		return NULL;
	const char *format = use->list->levels[level].format;
	if (format && strcmp(format, "bullet") == 0)
		return g_strdup("· "); /* its own sign comes from a font nobody else has */
	count(use, level);
	return filled(use->list, level);
}
