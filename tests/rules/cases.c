/* Reports in every state, with what one person may have had to do with them. */
#include "tests/rules/cases.h"

static const char *const tie_words[TIE_COUNT] = {
    [TIE_NONE] = "与稿件无关",
    [TIE_WRITER] = "是反映人（已关联）",
    [TIE_NAMESAKE] = "与反映人同名（未核实）",
    [TIE_RECEIVED] = "登记了来稿",
    [TIE_ACCEPTED] = "作了初审",
    [TIE_SAVED] = "改过文本",
    [TIE_PART] = "改过所合并的一份",
    [TIE_SUBMITTED] = "送审，未改文本",
    [TIE_AMENDED] = "核改过，尚未复核",
    [TIE_CONFIRMED] = "核改过，已由编辑复核",
    [TIE_PASSED] = "审核通过了它",
};

const char *cases_words(enum tie tie)
{
	return tie_words[tie];
}

static int64_t by(enum tie tie, enum tie who, int64_t otherwise)
{
	return tie == who ? ALL_ROLES : otherwise;
}

static int64_t receive(struct trial *t, enum tie tie)
{
	struct act act = trial_act(t, by(tie, TIE_RECEIVED, CLERK), MOVE_RECEIVE, 0);
	struct revision *text = trial_text("标题", "正文");

	if (tie == TIE_WRITER)
		revision_add_writer(text, "全能者", WRITER_PERSON, ALL_ROLES);
	if (tie == TIE_NAMESAKE)
		revision_add_writer(text, "全能者", WRITER_UNLINKED, 0);
	act.ask.text = text;
	int64_t report = trial_do(t, &act);
	revision_free(text);
	return report;
}

/* A text that keeps its writers: the tie must not be lost by a save. */
void cases_write(struct trial *t, enum tie tie, int64_t actor, enum move_id move, int64_t report)
{
	struct act act = trial_act(t, actor, move, report);
	struct revision *text = trial_text("标题", move == MOVE_AMEND ? "核改" : "编辑");

	if (tie == TIE_WRITER)
		revision_add_writer(text, "全能者", WRITER_PERSON, ALL_ROLES);
	if (tie == TIE_NAMESAKE)
		revision_add_writer(text, "全能者", WRITER_UNLINKED, 0);
	act.ask.text = text;
	act.limit_ms = -1;
	trial_do(t, &act);
	revision_free(text);
}

static int64_t merge(struct trial *t, int64_t one, int64_t other)
{
	struct act act = trial_act(t, REVIEWER, MOVE_MERGE, 0);
	int64_t parts[2] = {one, other};

	act.ask.words = "同一问题";
	act.parts = parts;
	act.parts_len = 2;
	return trial_do(t, &act);
}

static int64_t in_editing(struct trial *t, enum tie tie)
{
	int64_t report = receive(t, tie);

	trial_move(t, by(tie, TIE_ACCEPTED, REVIEWER), MOVE_ACCEPT, report);
	cases_write(
	    t, tie, tie == TIE_SAVED || tie == TIE_PART ? ALL_ROLES : EDITOR, MOVE_SAVE, report);
	if (tie == TIE_PART)
		report = merge(t, report, receive(t, TIE_NONE));
	return report;
}

static void amend_here(struct trial *t, enum tie tie, int64_t report)
{
	if (tie != TIE_AMENDED && tie != TIE_CONFIRMED)
		return;
	cases_write(t, tie, ALL_ROLES, MOVE_AMEND, report);
	if (tie == TIE_CONFIRMED)
		trial_move(t, EDITOR, MOVE_CONFIRM, report);
}

/* On the main way as far as STATE. */
static int64_t on_its_way(struct trial *t, enum tie tie, enum state state)
{
	int64_t report = in_editing(t, tie);

	if (state == STATE_EDITING)
		return report;
	trial_move(t, by(tie, TIE_SUBMITTED, EDITOR), MOVE_SUBMIT, report);
	if (state == STATE_REVIEW)
		amend_here(t, tie, report);
	if (state == STATE_REVIEW)
		return report;
	trial_move(t, by(tie, TIE_PASSED, APPROVER), MOVE_PASS, report);
	amend_here(t, tie, report);
	if (tie == TIE_CONFIRMED)
		trial_move(t, APPROVER_TOO, MOVE_PASS, report);
	if (state == STATE_SIGNING)
		return report;
	trial_move(t, SIGNER, MOVE_SIGN, report);
	if (state == STATE_ISSUED)
		trial_move(t, CLERK, MOVE_DISPATCH, report);
	return report;
}

bool cases_possible(enum tie tie, enum state state)
{
	bool edited = state >= STATE_EDITING && state <= STATE_ISSUED;

	switch (tie) {
	case TIE_ACCEPTED:
	case TIE_SAVED:
	case TIE_PART:
		return edited;
	case TIE_SUBMITTED:
		return edited && state != STATE_EDITING;
	case TIE_AMENDED:
		return state == STATE_REVIEW || state == STATE_SIGNING;
	case TIE_CONFIRMED:
		return edited && state != STATE_EDITING;
	case TIE_PASSED:
		return state == STATE_SIGNING || state == STATE_SIGNED || state == STATE_ISSUED;
	default:
		return true;
	}
}

int64_t cases_report(struct trial *t, enum tie tie, enum state state)
{
	static const struct {
		enum state state;
		enum move_id move;
		int64_t actor;
	} side[] = {
	    {STATE_RETURNED, MOVE_RETURN, REVIEWER},
	    {STATE_DECLINED, MOVE_DECLINE, REVIEWER},
	    {STATE_FORWARDED, MOVE_FORWARD, CLERK},
	    {STATE_QUARANTINED, MOVE_QUARANTINE, CLERK},
	    {STATE_WITHDRAWN, MOVE_WITHDRAW, CLERK},
	    {STATE_CLOSED, MOVE_DECLINE, REVIEWER},
	};
	if (state >= STATE_EDITING && state <= STATE_ISSUED)
		return on_its_way(t, tie, state);
	int64_t report = receive(t, tie);

	if (state == STATE_MERGED)
		merge(t, report, receive(t, TIE_NONE));
	for (size_t i = 0; i < G_N_ELEMENTS(side); i++) {
		if (side[i].state == state)
			trial_move(t, side[i].actor, side[i].move, report);
	}
	if (state == STATE_CLOSED)
		trial_move(t, CLERK, MOVE_CLOSE, report);
	return report;
}
