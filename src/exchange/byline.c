/* The writers' line. Nothing here is sure but what a label says; the rest is noted for the clerk.
 */
#include "exchange/byline.h"

#include "base/bounds.h"
#include "base/lang.h"
#include "exchange/label.h"
#include "text/count.h"
#include "text/utf8.h"

/* Surnames of nine people in ten and then some, 复姓 behind the bar. Source: census lists. */
static const char surnames[] =
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁"
    "魏薛叶阎"
    "闫余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔"
    "贺赖龚文"
    "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢骆岳齐梅莫庄辛管祝左涂谷祁时舒耿"
    "牟卜路詹"
    "关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
    "辜吉饶刁"
    "瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟冷应简原喻尚巴蒲褚娄荣胥仇巩宗冼卓全储匡麦佟奚冀虞"
    "晏谈燕巫宣卞沙蒙封祖裘贡屠麻栾粟敖雍桑阙窦岑";
static const char double_names[] = "欧阳上官司马诸葛司徒东方皇甫尉迟夏侯端木公孙慕容令狐宇文";

/* Endings of units and duties: what ends so is no name. */
static const char *const endings[] = {"委员", "代表", "主任", "教授", "教师", "老师", "医生",
    "医师", "律师", "局长", "科长", "处长", "经理", "书记", "主席", "会长", "部长", "院长", "校长",
    "所长", "站长", "镇长", "乡长", "干部", "工程师", "信息员", "联络员", "负责人", "社员", "会员",
    "盟员", "党员", "职工", "公司", "中心", "政协", "集团", "医院", "学校", "大学", "中学", "小学",
    "学院", "银行", "协会", "委员会", "办公室", "支部", "界", "局", "委", "办", "部", "厅", "院",
    "所", "站", "处", "科", "室", "镇", "乡", "街道", "社区", "村", "联", "组"};

static bool ends_like_a_unit(const char *words, size_t len)
{
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		size_t end = strlen(endings[i]);

		if (len >= end && memcmp(words + len - end, endings[i], end) == 0)
			return true;
	}
	return false;
}

static bool is_masked(uint32_t c)
{
	return c == 0x67D0 /* 某 */ || c == 0xD7 || c == 0x3007 || c == '*' || c == 'X' ||
	       c == 'x' || c == 0xFF0A || c == 0xFF38 || c == 0x25CB || c == 0x25CF;
}

bool byline_is_name(const char *words, size_t len)
{
	uint32_t first = 0;
	size_t chars = 0, hidden = 0, dots = 0;

	for (size_t at = 0; at < len; chars++) {
		uint32_t c = utf8_next(words, len, &at);

		if (!chars)
			first = c;
		if (chars && is_masked(c))
			hidden++;
		else if (chars && (c == 0xB7 || c == 0x2022 || c == 0x30FB))
			dots++;
		else if (!is_han(c))
			return false;
	}
	if (chars < 2 || !is_han(first))
		return false;
	if (dots)
		return chars <= 30;
	if (hidden)
		return chars <= 4;
	if (ends_like_a_unit(words, len))
		return false;
	if (chars == 4 || chars == 3)
		for (size_t i = 0; i + 6 < sizeof(double_names); i += 6)
			if (memcmp(double_names + i, words, 6) == 0)
				return true;
	if (chars > 3)
		return false;
	for (size_t i = 0; i + 3 < sizeof(surnames); i += 3)
		if (memcmp(surnames + i, words, 3) == 0)
			return true;
	return false;
}

/* Whether every part between 、 is a name. */
static bool are_names(const char *words, size_t len)
{
	while (len) {
		const char *mark = g_strstr_len(words, (gssize)len, "、");
		size_t part = mark ? (size_t)(mark - words) : len;
		const char *name = words;

		if (!byline_is_name(name, trimmed(&name, part)))
			return false;
		part = MIN(len, part + 3);
		words += part;
		len -= part;
		if (mark && !len)
			return false;
	}
	return true;
}

void byline_clear(struct byline *by)
{
	g_free(by->unit);
	g_free(by->contact);
	if (by->names)
		g_ptr_array_free(by->names, TRUE);
	*by = (struct byline){0};
}

static void add_name(struct byline *by, const char *name, size_t len)
{
	len = trimmed(&name, len);
	if (!len)
		return;
	if (!by->names)
		by->names = g_ptr_array_new_with_free_func(g_free);
	if (by->names->len < BOUND_WRITERS)
		g_ptr_array_add(by->names, g_strndup(name, len));
}

static void add_names(struct byline *by, const char *words, size_t len)
{
	while (len) {
		const char *mark = g_strstr_len(words, (gssize)len, "、");
		size_t part = mark ? (size_t)(mark - words) : len;

		add_name(by, words, part);
		part = MIN(len, part + 3);
		words += part;
		len -= part;
	}
}

static void set_unit(struct byline *by, const char *words, size_t len)
{
	len = trimmed(&words, len);
	if (len && !by->unit)
		by->unit = g_strndup(words, len);
}

/* Take a telephone number, labelled or not, out of WORDS. */
static void take_contact(GString *words, struct byline *by)
{
	static const char labelled_number[] =
	    "[，,；;（(\\s　]*(?:联系电话|联系方式|联系手机|办公电话|手机号码?|手机|电话号码|电话)"
	    "[：:\\s　]*(\\+?\\d[-\\d* ]*\\d(?:转\\d+)?(?:[、/]\\d[-\\d ]*\\d)*)"
	    "[）)]?[，,；;\\s　]*";
	static const char bare_number[] = "[，,；;（(\\s　]*(?<!\\d)(1[3-9]\\d{9}|0\\d{2,3}-?\\d{7,"
					  "8})(?!\\d)[）)]?[，,；;\\s　]*";
	const char *const patterns[] = {labelled_number, bare_number};

	for (size_t i = 0; i < G_N_ELEMENTS(patterns) && !by->contact; i++) {
		g_autoptr(GRegex) regex = g_regex_new(patterns[i], 0, 0, NULL);
		g_autoptr(GMatchInfo) match = NULL;
		int from, to;

		if (!g_regex_match_full(regex, words->str, (gssize)words->len, 0, 0, &match, NULL))
			continue;
		by->contact = g_match_info_fetch(match, 1);
		g_match_info_fetch_pos(match, 0, &from, &to);
		bool inside = from > 0 && (size_t)to < words->len;
		g_string_erase(words, from, to - from);
		if (inside)
			g_string_insert(words, from, "，");
	}
}

/* "林　〇" is 林〇: a name of two characters, set as wide as one of three. */
static void close_names(GString *words)
{
	g_autoptr(GRegex) wide = g_regex_new("(?<![^、，,；;（(\\s　])([\\x{4E00}-\\x{9FFF}])[ 　]+"
					     "([\\x{4E00}-\\x{9FFF}〇×])(?![^、，,；;（(\\s　])",
	    0, 0, NULL);
	g_autofree char *closed = g_regex_replace(
	    wide, words->str, (gssize)words->len, 0, "\\1\\2", 0, NULL);

	if (closed)
		g_string_assign(words, closed);
}

/* "张×（××局）、李某（市二中）": each name with its unit in brackets. */
static bool take_bracketed(const char *words, struct byline *by)
{
	g_autoptr(GRegex) pair = g_regex_new(
	    "\\G[、，,；;\\s　]*([^（(、，,；;\\s　]+)[（(]([^）)]+)[）)]", 0, 0, NULL);
	g_autoptr(GMatchInfo) match = NULL;
	g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	int end = 0;

	for (g_regex_match(pair, words, 0, &match); g_match_info_matches(match);
	     g_match_info_next(match, NULL)) {
		g_autofree char *name = g_match_info_fetch(match, 1);

		if (!byline_is_name(name, strlen(name)))
			return false;
		g_ptr_array_add(names, g_steal_pointer(&name));
		g_ptr_array_add(units, g_match_info_fetch(match, 2));
		g_match_info_fetch_pos(match, 0, NULL, &end);
	}
	if (!names->len || words[end])
		return false;
	for (guint i = 0; i < names->len; i++)
		add_name(by, names->pdata[i], strlen(names->pdata[i]));
	g_ptr_array_add(units, NULL);
	g_autofree char *all = g_strjoinv("；", (char **)units->pdata);
	set_unit(by, all, strlen(all));
	return true;
}

/* Split one run without any blank: "市政协委员林〇" ends in a duty and then a name. */
static bool split_duty(const char *words, size_t len, struct byline *by, GPtrArray *notes)
{
	for (size_t name = 6; name <= 9 && name < len; name += 3) {
		size_t unit = len - name;

		if (ends_like_a_unit(words, unit) && byline_is_name(words + unit, name)) {
			add_name(by, words + unit, name);
			set_unit(by, words, unit);
			if (notes)
				g_ptr_array_add(
				    notes, g_strdup_printf(_("writer taken as %.*s of %.*s: "
							     "please check"),
					       (int)name, words + unit, (int)unit, words));
			return true;
		}
	}
	return false;
}

/* Where the last run of WORDS begins: behind the last blank or comma. */
static size_t last_run(const char *words, size_t len, size_t *before)
{
	for (size_t at = len; at > 0;) {
		size_t end = at;
		uint32_t c = utf8_prev(words, &at);

		if (c == ' ' || c == '\t' || c == 0x3000 || c == ',' || c == 0xFF0C || c == ';' ||
		    c == 0xFF1B) {
			*before = at;
			return end;
		}
	}
	*before = 0;
	return 0;
}

static size_t first_run(const char *words, size_t len, size_t *after)
{
	for (size_t at = 0; at < len;) {
		size_t from = at;
		uint32_t c = utf8_next(words, len, &at);

		if (c == ' ' || c == '\t' || c == 0x3000 || c == ',' || c == 0xFF0C || c == ';' ||
		    c == 0xFF1B) {
			*after = at;
			return from;
		}
	}
	*after = len;
	return len;
}

void byline_parse(const char *words, size_t len, struct byline *by, GPtrArray *notes)
{
	g_autoptr(GString) line = g_string_new_len(words, (gssize)len);
	size_t before, after;

	take_contact(line, by);
	close_names(line);
	words = line->str;
	len = trimmed(&words, line->len);
	g_string_truncate(line, (gsize)(words - line->str) + len);
	if (!len)
		return;
	if (are_names(words, len)) {
		add_names(by, words, len);
		return;
	}
	if (take_bracketed(words, by))
		return;
	size_t last = last_run(words, len, &before);
	size_t first = first_run(words, len, &after);

	if (last && are_names(words + last, len - last)) {
		set_unit(by, words, before);
		add_names(by, words + last, len - last);
	} else if (first < len && are_names(words, first)) {
		set_unit(by, words + after, len - after);
		add_names(by, words, first);
	} else if (!split_duty(words, len, by, notes)) {
		add_names(by, words, len); /* a party's committee writes too */
	}
}

char *byline_names(const struct byline *by)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; by->names && i < by->names->len; i++)
		g_string_append_printf(joined, "%s%s", i ? "、" : "", (char *)by->names->pdata[i]);
	return g_string_free(joined, FALSE);
}

char *byline_print(const struct byline *by)
{
	GString *line = g_string_new(by->unit);
	g_autofree char *names = byline_names(by);

	if (line->len && *names)
		g_string_append_c(line, ' ');
	g_string_append(line, names);
	if (by->contact && *by->contact)
		g_string_append_printf(line, "，联系电话 %s", by->contact);
	return g_string_free(line, FALSE);
}
