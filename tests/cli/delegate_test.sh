#!/usr/bin/env bash
# The signer is away for a week: another signs for them, everybody sees so, and then it is over.
. "${top_srcdir:?}/tests/cli/lib.sh"
office
at() { YANSHEN_TEST_CLOCK=$1; export YANSHEN_TEST_CLOCK; }
day=86400000
now=$(($(date +%s) * 1000))
at "$now"
until=$(date -u -d "@$((now / 1000 + 6 * 86400))" +%F)
far=$(date -u -d "@$((now / 1000 + 800 * 86400))" +%F)
mapfile -t reports < <("$program" -d "$db" list --json "state:signing" | "$helper" field number)
one=${reports[0]} two=${reports[1]:-${reports[0]}}

does 0 -d "$db" delegate
is "nothing is lent" "$out" ""
does 2 -d "$db" --as 周保密 sign "$one"
holds "who lacks the role is told which" "$words" "does not hold it"
does 2 -d "$db" --as 陈签发 delegate --to 周保密 --role signer --until "$until"
holds "it wants words" "$words" "needs words"
does 2 -d "$db" --as 陈签发 delegate --to 周保密 --role signer --note 出差
holds "it wants an end" "$words" "until when"
does 2 -d "$db" --as 陈签发 delegate --to 张编辑 --role signer --until "$until" --note 出差
holds "never to an editor" "$words" "never given to an editor"
does 2 -d "$db" --as 陈签发 delegate --to 周保密 --role signer --until 2020-01-01 --note 出差
does 2 -d "$db" --as 陈签发 delegate --to 周保密 --role signer --until "$far" --note 出差
holds "a year at most" "$words" "a year at most"
does 2 -d "$db" --as 赵审核 delegate --for 陈签发 --to 周保密 --role signer --until "$until" --note 出差
holds "one lends one's own role" "$words" "one's own role"
does 0 -d "$db" --as 陈签发 delegate --to 周保密 --role signer --until "$until" --note 出差一周
holds "it says who for whom" "$out" "周保密 for 陈签发"
entry=$(grep -oE 'entry [0-9]+' <<<"$out" | cut -d' ' -f2)
does 0 -d "$db" delegate --json
is "and lists it" "$("$helper" field state <<<"$out")" good
is "  with its last day" "$("$helper" field until <<<"$out" | cut -c1-10)" "$until"
does 0 -d "$db" --as 周保密 list --view pool --json
holds "what waits for a signer waits for the delegate" "$out" "\"$one\""
does 0 -d "$db" --as 周保密 sign "$one"
does 0 -d "$db" show "$one" --trail
holds "the trail says for whom" "$out" "周保密 (for 陈签发)"
does 0 -d "$db" show "$one" --trail --json
holds "JSON too" "$out" '"for":"陈签发"'
does 0 -d "$db" --as 张编辑 export "$one" --to sheet --out "$box/sheet.docx"
holds "the printed sheet says so" "$(unzip -p "$box/sheet.docx" word/document.xml)" "周保密 (for 陈签发)"
does 0 -d "$db" verify --full
at $((now + 8 * day))
if [ "$one" != "$two" ]; then
	does 2 -d "$db" --as 周保密 sign "$two"
	holds "next week it is over" "$words" "ended at"
fi
does 0 -d "$db" delegate --json
is "and said to be" "$("$helper" field state <<<"$out")" ended
does 2 -d "$db" --as 周保密 delegate end "$entry" --note 不用了
does 0 -d "$db" --as 陈签发 delegate end "$entry" --note 回来了
does 0 -d "$db" delegate
is "what was taken back is gone" "$out" ""

# For one who is away an administrator asks and somebody else agrees.
until=$(date -u -d "@$((now / 1000 + 12 * 86400))" +%F)
"$program" -d "$db" list --book people >/dev/null 2>&1
admin=$("$program" -d "$db" person list --json | grep '"roles":"admin"' | "$helper" field name | head -n 1)
does 0 -d "$db" --as "$admin" delegate --for 赵审核 --to 周保密 --role approver --until "$until" --note 生病
holds "it waits" "$out" "waits for a second person"
entry=$(grep -oE 'entry [0-9]+' <<<"$out" | head -n 1 | cut -d' ' -f2)
does 2 -d "$db" --as "$admin" delegate confirm "$entry" --note 同意
does 0 -d "$db" --as 陈签发 delegate confirm "$entry" --note 同意
holds "and is good then" "$out" "valid"
does 0 -d "$db" verify --full

# A province orders one more step: two agree, and what is submitted then needs two passes.
does 0 -d "$db" steps
holds "as it comes, one passes and one signs" "$out" "approver → signer"
does 2 -d "$db" --as 陈签发 steps 复审 --note 想要
does 2 -d "$db" --as "$admin" steps 复审 复审 --note 省里要求
does 2 -d "$db" --as "$admin" steps "复 审" --note 省里要求
does 0 -d "$db" --as "$admin" steps 复审 --note 省里要求
holds "it waits" "$out" "waits for a second person"
does 2 -d "$db" --as "$admin" steps confirm --note 同意
does 0 -d "$db" --as 陈签发 steps confirm --note 同意
holds "and stands then" "$out" "approver → 复审 → signer"
does 0 -d "$db" steps --json
holds "in JSON too" "$out" '"steps":["复审"]'
three=$("$program" -d "$db" list --json "state:editing" | "$helper" field number | while read -r n; do
	"$program" -d "$db" --as 张编辑 submit "$n" >/dev/null 2>&1 && echo "$n" && break
done)
does 0 -d "$db" --as 赵审核 pass "$three" --tick 1-17
is "one pass does not do" "$("$program" -d "$db" show "$three" --json | "$helper" field state)" review
does 2 -d "$db" --as 赵审核 pass "$three" --tick 1-17
holds "nor the same person's again" "$words" "another person"
does 2 -d "$db" --as 周保密 pass "$three" --tick 1-17
holds "nor one for the same person" "$words" "another person"
does 2 -d "$db" --as 陈签发 sign "$three"
does 0 -d "$db" --as 陈签发 export "$three" --to sheet --out "$box/steps.docx"
holds "the sheet has a box for it" "$(unzip -p "$box/steps.docx" word/document.xml)" "复审"
does 0 -d "$db" verify --full
done_testing
