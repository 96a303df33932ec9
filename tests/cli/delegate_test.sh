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
done_testing
