/* What should never have been here: one asks, another confirms, and nothing is left on any desk. */
#include "tale.h"

#include "base/fs.h"

#define MARK "QZXKWJVPURGEMARK"
#define UNSAVED "UNSAVEDPURGEMARK"

/* Whether the share or any desk's folder holds the bytes, but for the file that came. */
static bool holds(const struct office *office, const char *bytes)
{
	struct err err = {0};
	g_autoptr(GPtrArray) paths = fs_list(office->dir, &err);
	bool found = false;

	assert_works(paths, err);
	for (guint i = 0; i < paths->len; i++) {
		g_autofree char *all = NULL;
		gsize len;

		if (g_str_has_suffix(paths->pdata[i], "/in.txt") ||
		    !g_file_get_contents(paths->pdata[i], &all, &len, NULL))
			continue;
		found = found || memmem(all, len, bytes, strlen(bytes));
	}
	return found;
}

/* A letter that is brought in and triaged. Owns: the caller frees its number. */
static char *bring(const struct office *office)
{
	g_autofree char *path = office_file(office, "in.txt",
	    "关于" MARK "的情况\n反映人：外人甲\n\n" MARK "，不应出现在这里的内容。\n");

	g_free(office_does(office, 0, "王收发", "import", path, NULL));
	for (int n = 0;; n++) {
		char *number = office_number(office, "incoming", n);
		g_autofree char *title = office_field(office, number, "title");

		if (strstr(title, MARK)) {
			g_free(office_does(office, 0, "李初审", "accept", number, NULL));
			return number;
		}
		g_free(number);
	}
}

static void sit(struct desk *desk, const struct office *office, const char *who, const char *state)
{
	struct desk_plan plan = {.person = who, .state = state};

	desk_start_plan(desk, office, &plan);
}

/* The editor types something that is not saved; it stays on that desk. */
static void write_on(struct desk *editor, const char *number)
{
	tale_go(editor, number);
	desk_keys(editor, "e C-Home");
	desk_type(editor, UNSAVED);
	desk_keys(editor, "Esc");
	tale_choose(editor, "暂不保存，留在本工位后退出");
	desk_keys(editor, "e"); /* and is being written on again */
	tale_choose(editor, "接着改");
}

static void send_to_review(struct desk *officer, const char *number)
{
	tale_go(officer, number);
	desk_keys(officer, "a");
	desk_lacks(officer, "申请清除"); /* only what waits in secrecy review */
	tale_choose(officer, "送保密审查");
	desk_type(officer, "不应入库");
	desk_keys(officer, "C-s");
	desk_awaits(officer, "送保密审查 → 待保密审查");
}

/* What goes is named, and that it is for good; the number is typed again, or nothing happens. */
static void ask_for_it(struct desk *officer, const char *number)
{
	tale_go(officer, number);
	desk_keys(officer, "a");
	tale_choose(officer, "申请清除");
	desk_sees(officer, "无法撤销");
	desk_type(officer, "2026-9999");
	desk_keys(officer, "Tab");
	desk_type(officer, "涉密内容误录");
	desk_keys(officer, "C-s");
	desk_sees(officer, "才会继续");
	desk_keys(officer, "Esc a");
	tale_choose(officer, "申请清除");
	desk_type(officer, number);
	desk_keys(officer, "Tab C-u");
	desk_type(officer, "涉密内容误录");
	desk_keys(officer, "C-s");
	desk_awaits(officer, "申请清除 → 待保密审查");
	desk_keys(officer, "a");
	desk_sees(officer, "清除是您申请的，须由另一人");
	desk_keys(officer, "Esc");
}

/* The second person finds it among what is to be taken up, and reads why, not what. */
static void confirm_it(struct desk *signer, const char *number)
{
	desk_keys(signer, "v p");
	desk_sees(signer, number + 5);
	tale_go(signer, number);
	desk_lacks(signer, MARK);
	desk_keys(signer, "a");
	tale_choose(signer, "确认清除");
	desk_sees(signer, "周保密");
	desk_sees(signer, "涉密内容误录");
	desk_type(signer, number);
	desk_keys(signer, "C-s");
	desk_awaits(signer, "确认清除 → 待保密审查");
}

static void is_gone(const struct office *office)
{
	assert_false(holds(office, MARK));
	assert_false(holds(office, UNSAVED));
}

static void two_people_and_every_desk(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = bring(office);
	struct desk editor, officer, signer;

	sit(&editor, office, "张编辑", "state2");
	write_on(&editor, number);
	sit(&officer, office, "周保密", "state");
	send_to_review(&officer, number);
	desk_awaits(&editor, "正文已关闭");
	desk_keys(&editor, "Enter");
	desk_lacks(&editor, MARK);
	ask_for_it(&officer, number);
	assert_true(holds(office, MARK));
	assert_true(holds(office, UNSAVED));
	sit(&signer, office, "陈签发", "state3");
	confirm_it(&signer, number);
	desk_awaits(&signer, "（已清除）");
	desk_awaits(&officer, "（已清除）");
	desk_awaits(&editor, "（已清除）");
	desk_awaits(&editor, "张编辑 本机已清除");
	desk_awaits(&officer, "周保密 本机已清除");
	desk_awaits(&signer, "陈签发 本机已清除");
	is_gone(office); /* while all of them sit there */
	desk_end(&editor);
	desk_end(&officer);
	desk_end(&signer);
	is_gone(office);
	g_autofree char *shown = office_does(office, 0, "周保密", "show", number, NULL);
	assert_non_null(
	    strstr(shown, "尚未回报：")); /* who wrote from elsewhere and was not here */
	assert_non_null(strstr(shown, "王收发"));
	office_is_whole(office);
}

/* The first of the two thinks better of it: everything is as it was. */
static void an_ask_is_given_up(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = bring(office);
	struct desk desk;

	g_free(office_does(office, 0, "张编辑", "quarantine", number, "--note", "请看", NULL));
	g_free(office_does(office, 2, "周保密", "purge", number, NULL)); /* without words */
	g_free(office_does(office, 0, "周保密", "purge", number, "--note", "误判", NULL));
	g_free(office_does(office, 2, "周保密", "purge-confirm", number, NULL));
	desk_start(&desk, office, "周保密", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "a");
	tale_choose(&desk, "撤回清除申请");
	desk_type(&desk, "核过，不涉密");
	desk_keys(&desk, "C-s");
	desk_awaits(&desk, "撤回清除申请 → 待保密审查");
	desk_keys(&desk, "F6"); /* released it is where it was */
	desk_type(&desk, "放行");
	desk_keys(&desk, "C-s");
	desk_awaits(&desk, "审查放行 → 待编辑");
	desk_end(&desk);
	g_free(office_does(office, 2, "陈签发", "purge-confirm", number, NULL));
	g_autofree char *text = office_text(office, number);
	assert_non_null(strstr(text, MARK));
	office_is_whole(office);
}

/* What is signed waits while it is looked at; then it goes out on the signature it has. */
static void a_signed_report_in_secrecy_review(void **state)
{
	const struct office *office = *state;
	g_autofree char *number = office_number(office, "signed", 0);
	struct desk desk;

	g_free(office_does(office, 0, "周保密", "quarantine", number, "--note", "核数据", NULL));
	desk_start(&desk, office, "王收发", 120, 36);
	tale_go(&desk, number);
	desk_keys(&desk, "F6");
	desk_lacks(&desk, "报送  ");
	desk_keys(&desk, "a");
	desk_lacks(&desk, "报送由");
	desk_keys(&desk, "Esc");
	g_free(office_does(office, 2, "王收发", "dispatch", number, "--to", "市委办公室", NULL));
	g_free(office_does(office, 0, "周保密", "release", number, "--note", "可以", NULL));
	desk_awaits(&desk, "周保密 审查放行");
	desk_keys(&desk, "F6");
	desk_sees(&desk, "报送  2026");
	desk_keys(&desk, "Esc");
	desk_end(&desk);
	office_is_whole(office);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    tale(two_people_and_every_desk),
	    tale(an_ask_is_given_up),
	    tale(a_signed_report_in_secrecy_review),
	};

	return cmocka_run_group_tests_name("purge", tests, NULL, NULL);
}
