#!/usr/bin/env bash
# Another program holds the database: reading goes on, writing says busy within its deadline.
. "${top_srcdir:?}/tests/cli/lib.sh"
office
report=$(first incoming)
does 0 -d "$db" list
all=$(wc -l <<<"$out")

# within WHAT SECONDS: how long the last program took.
within() {
	local took=$((SECONDS - began))
	is "$1 within $2 s" "$([ "$took" -le "$2" ] && echo yes || echo "$took s")" yes
}

lock IMMEDIATE
label="somebody writes: reading is as ever" does 0 -d "$db" list
is "with every report" "$(wc -l <<<"$out")" "$all"
began=$SECONDS
# Two at once, so that the test waits once, with all the patience that people get.
"$program" --lang en -d "$db" person add 钱新来 --roles editor >"$box/.second" 2>&1 </dev/null &
label="somebody writes for a minute: a decision is refused as busy" \
	does 4 -d "$db" --as 李初审 accept "$report"
within "it was said" 25
holds "with what to do" "$words" "another desk is writing just now; try again in a moment"
wait $!
is "the other too" "$?" 4
unlock
does 0 -d "$db" show "$report" --json
holds "nothing was decided" "$out" '"state":"incoming"'
label="then it works" does 0 -d "$db" --as 李初审 accept "$report"

export YANSHEN_TEST_PATIENCE=1200
lock EXCLUSIVE
label="somebody is putting it into the file: this desk shows what it knew" does 4 -d "$db" list
is "the list is whole" "$(wc -l <<<"$out")" "$all"
holds "and says of when it is" "$words" "this is what this desk knew at 20"
label="and a decision is busy" does 4 -d "$db" --as 张编辑 note "$report" --note x
holds "with what to do" "$words" "another desk is writing just now; try again in a moment"
mine=$YANSHEN_STATE
export YANSHEN_STATE=$box/new-desk
label="a desk that was never here can only wait" does 4 -d "$db" list
is "and shows nothing" "$out" ""
export YANSHEN_STATE=$mine
unlock
unset YANSHEN_TEST_PATIENCE
does 0 -d "$db" verify

# The writer died in the middle: the next desk takes its half back and goes on.
lock EXCLUSIVE
cat >&8 <<-'END'
	PRAGMA cache_size = 5; CREATE TABLE half(words);
	WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 20000)
	INSERT INTO half SELECT hex(randomblob(50)) FROM many; SELECT 'written';
END
read -r -u 9 written
is "a write is on its way" "$written" written
is "a part of it is in the file already" "$([ -s "$db-journal" ] && echo yes)" yes
kill -9 "$locker"
exec 8>&- 9<&-
wait "$locker" 2>/dev/null
rm -f "$box/to-lock" "$box/from-lock"
label="verify only reads: it says what is to be done first" does 2 -d "$db" verify
holds "in words" "$words" "a write that broke off must first be taken back"
label="the next desk takes the half back" does 0 -d "$db" list
is "and sees all" "$(wc -l <<<"$out")" "$all"
label="nothing of it is left" does 0 -d "$db" verify
label="and work goes on" does 0 -d "$db" --as 张编辑 note "$report" --note x
done_testing
