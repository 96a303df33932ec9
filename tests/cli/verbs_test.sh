#!/usr/bin/env bash
# The verbs as scripts use them: the status says what happened, JSON is JSON, the rules hold.
. "${top_srcdir:?}/tests/cli/lib.sh"
office

# json STATUS COUNT WORD...: the verb with --json prints so many objects, and nothing else.
json() {
	local status=$1 count=$2
	shift 2
	does "$status" -d "$db" --json "$@"
	is "  in JSON: $*" "$("$helper" json <"$box/.out" 2>&1 | tail -n 1)" "$count"
}

# refused STATUS WORDS WORD...: with these words on standard error, nothing on standard output.
refused() {
	local status=$1 said=$2
	shift 2
	does "$status" -d "$db" "$@"
	holds "  says why: $*" "$words" "$said"
	is "  and only there: $*" "$out" ""
}

# What is typed wrongly.
refused 2 "there is no verb" approve 2026-0001
refused 2 "there is no option" list --views turn
refused 2 "does not belong to" list --reason N01
refused 2 "needs a value" list --view
refused 2 "takes no value" list --json=yes
refused 2 "something is missing" accept
refused 2 "something is missing" save 2026-0001
refused 2 "too many words" export 2026-0001 2026-0002
refused 2 "there is no view" list --view mein
refused 2 "there is no order" list --sort beauty
refused 2 "there is no book" list --book cookery
refused 2 "is no number of lines" list --limit many
refused 2 "is no number of lines" list --limit -3
refused 2 "is no number of a report" accept zwölf --as 李初审
refused 2 "is no number of a report" show 2026-
refused 2 "there is no report" show 2031-0001
refused 2 "there is no report" show 99999999
refused 2 "there is no 某某某 in this office" list --as 某某某
refused 2 "there is no 某某某 in this office" accept 2026-0001 --as 某某某
refused 2 "there is no " assign "$(first incoming)" --as 李初审 --to 某某某
refused 2 "is not add, role, retire, invite or list" person promote 张编辑
refused 2 "say whom" person add
refused 2 "is not two revisions" show 2026-0001 --as 张编辑 --diff x
"$program" --lang de -d "$db" list >"$box/.out" 2>&1
is "a language there is not" "$?" 2
label="no database at all" does 2 list
holds "says how to name one" "$words" "YANSHEN_DB"
does 0 --help
does 0 --version
does 0 pass --help

# The database by three ways is the same.
does 0 -d "$db" list
before=$out
does 0 list -d "$db"
is "-d behind the verb" "$out" "$before"
export YANSHEN_DB=$db
does 0 list
is "YANSHEN_DB" "$out" "$before"
export YANSHEN_DB=$box/nowhere.db
label="-d goes before YANSHEN_DB" does 0 -d "$db" list
is "the same again" "$out" "$before"
unset YANSHEN_DB
mkdir -p "$YANSHEN_CONFIG"
printf '[desk]\ndb=%s\n' "$db" >"$YANSHEN_CONFIG/settings.ini"
label="the settings" does 0 list
is "and once more" "$out" "$before"
rm "$YANSHEN_CONFIG/settings.ini"

# Every view of every person: as many lines as objects, and no error. All is the sum of the states.
for person in 王收发 李初审 张编辑 赵审核 陈签发 周保密 吴审计; do
	odd=
	for view in turn pool urgent overdue today returned mine kept feedback all; do
		lines=$("$program" --lang en -d "$db" --as $person list --view $view 2>&1 | wc -l)
		objects=$("$program" --lang en -d "$db" --as $person list --view $view --json 2>&1 | "$helper" json)
		[ "$lines" = "$objects" ] || odd="$odd $view: $lines lines, $objects objects;"
	done
	is "the views of $person" "$odd" ""
done
json 0 46 list
sum=0
for state in incoming returned declined merged editing review signing signed issued forwarded closed quarantined withdrawn; do
	count=$("$program" -d "$db" list --json "state:$state" | "$helper" json)
	[ "$count" -gt 0 ] || is "there is a report that is $state" "$count" "some"
	sum=$((sum + count))
done
is "every report is in one state" "$sum" 46
json 0 3 list --limit 3
json 0 0 list zzz-nothing-has-this
json 0 1 show 2026-0001
json 0 8 person list
json 0 1 verify
json 0 1 verify --head
head=$("$program" -d "$db" verify --head)
label="the same line again" does 0 -d "$db" verify --since "$head"
label="a line that no event ever had" does 6 -d "$db" verify --since "${head%?}$([ "${head: -1}" = 0 ] && echo 1 || echo 0)"
does 0 -d "$db" show 2026-0001 --trail --json
is "a trail is JSON" "$("$helper" json <<<"$out" | tail -n 1)" "$(wc -l <<<"$out")"

# A report's way by the persons it belongs to; beside each step somebody it does not belong to.
n=$(first incoming)
json 2 1 accept "$n" --as 张编辑
holds "  with the role that it needs" "$words" "reviewer"
json 2 1 sign "$n" --as 陈签发
json 2 1 return "$n" --as 李初审
holds "  with what it must carry" "$words" "reason"
json 2 1 return "$n" --as 李初审 --reason N99 --note 不清楚
json 3 1 accept "$n" --as 李初审 --digest 0123456789ab
json 0 1 accept "$n" --as 李初审
json 2 1 accept "$n" --as 李初审
holds "  done once" "$words" "$n"
json 0 1 undo "$n" --as 李初审
json 2 1 undo "$n" --as 李初审
json 0 1 accept "$n" --as 李初审
json 2 1 pass "$n" --as 赵审核 --tick 1-17
"$program" -d "$db" --as 张编辑 show "$n" --text >"$box/text.txt"
json 0 1 save "$n" "$box/text.txt" --as 张编辑
json 0 1 show "$n"
is "  a text that changed nothing is no new revision" "$("$helper" field revision <<<"$out")" 1
sed 's/\(1[0-9][0-9]\)[0-9]\{6\}\([0-9][0-9]\)/\1******\2/' "$box/text.txt" >"$box/masked.txt"
is "  the number as the screen shows it" "$(grep -c '\*\*\*' "$box/masked.txt")" 1
json 0 1 save "$n" "$box/masked.txt" --as 张编辑
json 0 1 show "$n"
is "  nor is a number that comes back masked" "$("$helper" field revision <<<"$out")" 1
echo "补充一句。" >>"$box/text.txt"
json 2 1 save "$n" "$box/text.txt" --as 李初审
json 2 1 save "$n" "$box/not-there.txt" --as 张编辑
json 0 1 save "$n" "$box/text.txt" --as 张编辑
json 0 1 submit "$n" --as 张编辑
json 2 1 pass "$n" --as 赵审核
holds "  with the first point that is open" "$words" "1"
json 2 1 pass "$n" --as 赵审核 --tick 1-16
json 2 1 pass "$n" --as 张编辑 --tick 1-17
json 0 1 pass "$n" --as 赵审核 --tick 1-17
json 2 1 sign "$n" --as 赵审核
json 0 1 sign "$n" --as 陈签发
json 2 1 dispatch "$n" --as 王收发
json 2 1 set "$(first editing)" --as 张编辑 urgency=urgent
holds "  which says what is missing" "$words" "say why"
urged=$(first editing)
json 0 1 set "$urged" --as 张编辑 urgency=urgent --note 市领导要求加快
holds "  the words are in the trail" "$("$program" -d "$db" show "$urged" --trail --lang zh)" "市领导要求加快"
was=$("$helper" field revision <<<"$("$program" -d "$db" show "$(first editing)" --json)")
json 0 1 set "$(first editing)" --as 张编辑 urgency=urgent
json 2 1 set "$(first editing)" --as 王收发 urgency=urgent
is "  what is so already makes no revision" \
	"$("$helper" field revision <<<"$("$program" -d "$db" show "$(first editing)" --json)")" "$was"
json 2 1 set "$(first editing)" --as 张编辑 colour=red
json 2 1 set "$(first editing)" --as 张编辑 urgency=soon
json 2 1 record-paper "$(first review)" --as 张编辑 --to 赵审核 --digest 0123456789ab
json 2 1 merge "$(first editing)" "$(first signed)" --as 张编辑 --note 同类
json 2 1 note "$n" --as 吴审计 --note 看过
json 0 1 note "$n" --as 周保密 --note 看过

# Accepted for an editor at once.
given=$(first incoming)
json 2 1 accept "$given" --as 李初审 --to 王收发
json 2 1 accept "$given" --as 李初审 --to 某某某
json 0 1 accept "$given" --as 李初审 --to 张编辑
json 0 1 show "$given"
is "  the turn is the editor's" "$("$helper" field turn <<<"$out")" 张编辑

# Several at once: one that is refused stops no other, the worst status counts.
two=$("$program" -d "$db" list --json state:incoming --limit 2 | "$helper" field number)
# shellcheck disable=SC2086
json 2 4 note $two 2031-0001 nonsense --as 李初审 --note 一并
is "  two of them" "$("$helper" field done <<<"$out" | grep -c true)" 2

# People.
json 2 0 person add 张编辑 --roles editor
json 2 0 person add 钱新来 --roles cook
json 2 0 person add '' --roles editor
json 2 0 person add $'\xff\xfe' --roles editor
json 2 0 person add 钱新来 --roles editor --as 张编辑
json 0 1 person add 钱新来 --roles editor,reviewer --login qian
json 0 1 person role 钱新来 --roles approver
json 0 1 person retire 钱新来
refused 2 "has left this office" accept "$n" --as 钱新来
does 0 -d "$db" verify --full

# A login that is nobody's: reading works, deciding says how to become somebody.
does 0 -d "$db" person role root --login somebody-else
does 0 -d "$db" list
is "reading works" "$(wc -l <<<"$out")" 46
refused 2 "yanshen person add" note "$n" --note x
refused 2 "belongs to nobody of this office" person list2 x
label="another account of this machine"
if chmod 711 "$box" && chmod 666 "$db" 2>/dev/null && command -v setpriv >/dev/null &&
	setpriv --reuid 65534 --clear-groups test -x "$program" 2>/dev/null; then
	mkdir -m 777 "$box/theirs"
	out=$(YANSHEN_STATE=$box/theirs/state setpriv --reuid 65534 --clear-groups \
		"$program" --lang en -d "$db" list 2>"$box/.words" | wc -l)
	words=$(cat "$box/.words")
	is "$label reads" "$out" 46
	out=$(YANSHEN_STATE=$box/theirs/state setpriv --reuid 65534 --clear-groups \
		"$program" --lang en -d "$db" note "$n" --note x 2>&1)
	is "$label decides nothing" "$?" 2
	holds "and is told how to be added" "$out" "yanshen person add"
else
	skip "$label" "no other account can be had here"
fi
# A purge takes two, is for good, and says where it stands.
gone=$(first incoming)
does 0 -d "$db" --as 李初审 quarantine "$gone" --note 请看
refused 2 "nobody has asked for a purge" purge-confirm "$gone" --as 陈签发
refused 2 "needs words" purge "$gone" --as 周保密
refused 2 "is for the role" purge "$gone" --as 李初审 --note 试
json 0 1 purge "$gone" --as 周保密 --note 误录
refused 2 "asked for the purge" purge "$gone" --as 周保密 --note 再录
refused 2 "you asked for this purge" purge-confirm "$gone" --as 周保密
does 0 -d "$db" show "$gone" --as 陈签发
holds "both see that it waits" "$out" "waits for another person: 误录"
json 0 1 purge-confirm "$gone" --as 陈签发
refused 2 "its text was purged" show "$gone" --text --as 周保密
refused 2 "is not possible" export "$gone" --to txt --as 周保密 --out "$box/gone.txt"
refused 2 "it can only be closed" release "$gone" --as 周保密 --note 放行
does 0 -d "$db" --json show "$gone" --as 周保密
holds "where it is gone" "$out" '"done":[{"person":"陈签发"'
holds "and who still owes it" "$out" '"owing":[{"person":'
json 0 1 close "$gone" --as 周保密
does 0 -d "$db" verify --full

done_testing
