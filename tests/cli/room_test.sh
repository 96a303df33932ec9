#!/usr/bin/env bash
# A place that cannot be written, a disk without room: said, refused, nothing lost, and it goes on.
. "${top_srcdir:?}/tests/cli/lib.sh"
office
report=$(first incoming)
does 0 -d "$db" list
all=$(wc -l <<<"$out")
printf '关于增设社区食堂的建议\n\n反映人：林知远\n\n一、基本情况\n主城区老人用餐难。\n' >"$box/new.txt"

mkdir "$box/shared"
cp "$db" "$box/shared/desk.db"
if place same "$box/read-only" "$box/shared"; then
	label="a read-only place: reading works" does 0 -d "$box/read-only/desk.db" list
	is "all of it" "$(wc -l <<<"$out")" "$all"
	label="verify too" does 0 -d "$box/read-only/desk.db" verify
	label="a decision is refused" does 2 -d "$box/read-only/desk.db" --as 李初审 accept "$report"
	holds "with the reason" "$words" "read-only place"
	label="an import too" does 2 -d "$box/read-only/desk.db" --as 王收发 import "$box/new.txt"
	holds "with the reason as well" "$words$out" "read-only place"
	label="no new office is made there" does 2 init "$box/read-only/new.db"
	is "nothing was made" "$(ls "$box/shared")" desk.db
else
	skip "a read-only place" "mounting is not allowed here"
fi

# The database on a disk that fills up.
if place small "$box/small" 3m; then
	cp "$db" "$box/small/desk.db"
	shared=$box/small/desk.db
	does 0 -d "$shared" list
	cat /dev/zero >"$box/small/stuff" 2>/dev/null
	label="a full disk: reading works" does 0 -d "$shared" list
	is "all of it" "$(wc -l <<<"$out")" "$all"
	label="a decision is refused" does 5 -d "$shared" --as 李初审 accept "$report"
	holds "with the reason" "$words" "no space"
	editing=$(first editing)
	"$program" -d "$shared" --as 张编辑 show "$editing" --text >"$box/text.txt"
	for _ in $(seq 400); do echo "这一段是新写的，要占不少地方，磁盘上却没有地方了。"; done >>"$box/text.txt"
	label="a save is refused" does 5 -d "$shared" --as 张编辑 save "$editing" "$box/text.txt"
	label="an import is refused" does 5 -d "$shared" --as 王收发 import "$box/new.txt"
	label="no office is made there" does 5 init "$box/small/new.db"
	is "and none is left half made" "$(ls "$box/small" | grep -c new.db)" 0
	label="reading still works" does 0 -d "$shared" list
	is "nothing is lost" "$(wc -l <<<"$out")" "$all"
	label="and the file is whole" does 0 -d "$shared" verify --full
	rm "$box/small/stuff"
	label="with room again: the decision" does 0 -d "$shared" --as 李初审 accept "$report"
	label="the save" does 0 -d "$shared" --as 张编辑 save "$editing" "$box/text.txt"
	label="the import" does 0 -d "$shared" --as 王收发 import "$box/new.txt"
	label="all is whole" does 0 -d "$shared" verify --full

	# A little room only: whatever the step it breaks at, all of it or nothing.
	broken=0 done=0
	for left in 0 4 8 16 24 32 48 64 96 128 192 256; do
		rm -f "$box/small/stuff"
		head -c $((left * 1024)) /dev/zero >"$box/small/room"
		cat /dev/zero >"$box/small/stuff" 2>/dev/null
		rm "$box/small/room"
		"$program" -d "$shared" --as 王收发 note "$report" --note "余 $left" >/dev/null 2>&1
		case $? in 0) done=$((done + 1)) ;; 5) ;; *) broken=$((broken + 1)) ;; esac
		rm -f "$box/small/stuff"
		"$program" -d "$shared" verify >/dev/null 2>&1 || broken=$((broken + 1))
	done
	is "with a little room it is done or refused" "$broken" 0
	does 0 -d "$shared" show "$report" --trail --json
	is "what was confirmed is there, nothing else" "$(grep -c '余 ' <<<"$out")" "$done"
else
	skip "a full disk" "mounting is not allowed here"
fi

# This desk's own disk is full: what is read is told to be old, or not shown; the share stays whole.
if place small "$box/state" 400k; then
	cat /dev/zero >"$box/state/stuff" 2>/dev/null
	label="no room for this desk's copy" does 5 -d "$db" list
	holds "with the reason" "$words" "no space"
	label="without a copy on the disk it works" does 0 -d "$db" --no-mirror-on-disk list
	is "all of it" "$(wc -l <<<"$out")" "$all"
	rm "$box/state/stuff"
	label="the share is whole" does 0 -d "$db" verify
else
	skip "a full disk of this desk" "mounting is not allowed here"
fi

# Output that goes nowhere is no success.
"$program" --lang en -d "$db" --no-mirror-on-disk list >/dev/full 2>"$box/.words"
is "output that cannot be written is said" "$?" 5
done_testing
