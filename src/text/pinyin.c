/* Pinyin initials: one letter a character from the table, and those with several readings by name.
 */
#include "text/pinyin.h"

#include "text/utf8.h"

#define TABLE_FIRST 0x4E00
#define TABLE_LAST 0x9FFF

static const char usual[] =
#include "text/pinyin.def"
    ;
_Static_assert(sizeof(usual) == TABLE_LAST - TABLE_FIRST + 2, "one letter for each character");

/* Characters whose readings begin with different letters, the usual one first; by their points. */
static const struct {
	const char *chars; /* all of them are read like this */
	const char *letters;
} several[] = {
    {"阿", "ae"},
    {"便堡扒膀", "bp"},
    {"屏曝瀑埔泊", "pb"},
    {"辟", "bp"},
    {"藏", "cz"},
    {"曾攒椎幢", "zc"},
    {"参伺匙", "cs"},
    {"朝查传颤", "cz"},
    {"车", "cj"},
    {"乘禅", "cs"},
    {"仇", "qc"},
    {"澄", "cd"},
    {"臭畜", "cx"},
    {"单", "dsc"},
    {"弹囤叨澹", "dt"},
    {"调", "dt"},
    {"恶", "ew"},
    {"贲", "bf"},
    {"否番脯", "fp"},
    {"佛", "fb"},
    {"谷", "gy"},
    {"给", "gj"},
    {"合蛤镐", "hg"},
    {"红", "hg"},
    {"会溃", "hk"},
    {"核", "hx"},
    {"还", "hx"},
    {"解降校见隽浚劲", "jx"},
    {"夹句贾", "jg"},
    {"奇茄缉圈期稽强", "qj"},
    {"祭", "jz"},
    {"槛", "jk"},
    {"卡壳", "kq"},
    {"咳吭", "kh"},
    {"咖扛括傀", "kg"},
    {"咯", "gk"},
    {"龟", "gjq"},
    {"乐", "ly"},
    {"率", "sl"},
    {"秘泌", "mb"},
    {"万蔓", "wm"},
    {"尿", "ns"},
    {"弄", "nl"},
    {"粘辗", "zn"},
    {"溺", "nx"},
    {"区", "qo"},
    {"券蹊", "qx"},
    {"炔", "qg"},
    {"铅", "qy"},
    {"厦莎莘歙省宿", "sx"},
    {"召折殖柞", "zs"},
    {"盛沈裳晟", "sc"},
    {"石", "sd"},
    {"识属", "sz"},
    {"说", "sy"},
    {"提沓", "td"},
    {"覃", "qt"},
    {"尾尉蔚遗", "yw"},
    {"圩", "wx"},
    {"涡", "wg"},
    {"系", "xj"},
    {"吓虾", "xh"},
    {"纤", "xq"},
    {"行", "xh"},
    {"吁邪", "xy"},
    {"轧", "zyg"},
    {"翟", "zd"},
    {"种重长", "zc"},
    {"涌", "yc"},
    {"铛", "dc"},
    {"咀褶", "zj"},
    {"什", "sz"},
    {"俞", "ys"},
    {"暴", "bp"},
};

/* One letter as a string, without a copy. */
static const char letters[] =
    "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x"
    "\0y\0z\0"
    "0\0"
    "1\0"
    "2\0"
    "3\0"
    "4\0"
    "5\0"
    "6\0"
    "7\0"
    "8\0"
    "9";

const char *pinyin_initials(uint32_t point)
{
	if (point >= 0xFF10 && point <= 0xFF5A)
		point -= 0xFEE0; /* full-width letters and digits */
	if (point < 0x80) {
		if (g_ascii_isdigit((char)point))
			return letters + 2 * (26 + point - '0');
		return g_ascii_isalpha((char)point)
			   ? letters + 2 * (g_ascii_tolower((char)point) - 'a')
			   : "";
	}
	if (point == 0x3007)
		return letters + 2 * ('l' - 'a'); /* 〇 */
	if (point < TABLE_FIRST || point > TABLE_LAST || usual[point - TABLE_FIRST] == '-')
		return "";

	char shape[7] = "";
	shape[g_unichar_to_utf8(point, shape)] = '\0';
	for (size_t i = 0; i < G_N_ELEMENTS(several); i++)
		if (strstr(several[i].chars, shape))
			return several[i].letters;
	return letters + 2 * (usual[point - TABLE_FIRST] - 'a');
}

char *pinyin_of(const char *text)
{
	GString *out = g_string_new(NULL);

	for (size_t at = 0, len = strlen(text); at < len;) {
		const char *initials = pinyin_initials(utf8_next(text, len, &at));

		if (*initials)
			g_string_append_c(out, *initials);
	}
	return g_string_free(out, FALSE);
}

/* Whether TYPED begins the initials of TEXT read from its first character. */
static bool begins(const char *text, const char *typed)
{
	for (size_t at = 0, len = strlen(text); at < len && *typed;) {
		const char *initials = pinyin_initials(utf8_next(text, len, &at));

		if (!*initials)
			continue;
		if (!strchr(initials, g_ascii_tolower(*typed)))
			return false;
		typed++;
	}
	return !*typed;
}

bool pinyin_matches(const char *text, const char *typed)
{
	if (!*typed)
		return true;
	for (size_t at = 0, len = strlen(text); at < len; utf8_next(text, len, &at))
		if (begins(text + at, typed))
			return true;
	return false;
}
