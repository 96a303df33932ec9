#!/usr/bin/env bash
# A database that is none, is newer, is damaged, is gone: a sentence, the right status, nothing lost.
. "${top_srcdir:?}/tests/cli/lib.sh"

# refused WHAT FILE WORDS: every kind of verb says the same, and makes nothing beside the file.
refused() {
	local before after
	before=$(ls "$box"/*.db* 2>/dev/null | wc -l)
	for verb in list "accept 2026-0001" verify; do
		label="$1: $verb" # shellcheck disable=SC2086
		does 2 -d "$2" $verb
		holds "$1: $verb says so" "$words" "$3"
	done
	after=$(ls "$box"/*.db* 2>/dev/null | wc -l)
	is "$1: nothing was made beside it" "$after" "$before"
}

echo "minutes of a meeting" >"$box/text.db"
refused "a text" "$box/text.db" "is not a yanshen database"
: >"$box/empty.db"
refused "an empty file" "$box/empty.db" "is empty"
truncate -s 1M "$box/zeros.db"
refused "a file of zeros" "$box/zeros.db" "is not a yanshen database"
truncate -s 200M "$box/large.db"
refused "200 MB of nothing" "$box/large.db" "is not a yanshen database"
sqlite3 "$box/other.db" "CREATE TABLE report(x)"
refused "another program's database" "$box/other.db" "is not a yanshen database"
refused "a folder" "$box" "is no file"
refused "nothing" "$box/nowhere.db" "no such file"
mkfifo "$box/pipe.db"
refused "a pipe" "$box/pipe.db" "is no file"

office
cp "$db" "$box/newer.db"
sqlite3 "$box/newer.db" "PRAGMA user_version = 99"
refused "a newer program's" "$box/newer.db" "newer yanshen"
cp "$db" "$box/wal.db"
sqlite3 "$box/wal.db" "PRAGMA journal_mode = WAL" >/dev/null
refused "one in WAL mode" "$box/wal.db" "WAL"
ln "$db" "$box/second.db"
refused "one with a second name" "$box/second.db" "second name"
rm "$box/second.db"

# Damage of every size, at places that hold data: told by every verb, and by verify in any case.
bytes=$(stat -c %s "$db")
damage() { # AT [BYTES]: that many bytes (64) of 0xff there
	cp "$db" "$box/hurt.db"
	head -c "${2:-64}" /dev/zero | tr '\0' '\377' |
		dd of="$box/hurt.db" bs=1 seek="$1" conv=notrunc status=none
}
damage 0
label="the magic number is gone" does 2 -d "$box/hurt.db" list
damage 60 4
label="the head of the file is damaged" does 6 -d "$box/hurt.db" list
holds "and says to keep a copy" "$words" "keep a copy"
at=16384 tried=0 missed=0 crashed=0
while [ "$at" -lt "$bytes" ]; do
	for name in state list; do rm -rf "$box/$name"; done
	# only where there is something: text of the demo, not the free room of a page
	if [ "$(dd if="$db" bs=1 skip="$at" count=64 status=none | tr -d '\0' | wc -c)" -gt 60 ]; then
		damage "$at"
		tried=$((tried + 1))
		"$program" --lang en -d "$box/hurt.db" verify --full >"$box/.out" 2>"$box/.words"
		code=$?
		grep -q "guards" "$box/.out" || [ "$code" -eq 6 ] || missed=$((missed + 1))
		"$program" --lang en -d "$box/hurt.db" list >/dev/null 2>>"$box/.words"
		case $? in 0 | 6) ;; *) crashed=$((crashed + 1)) ;; esac
		grep -qE "Sanitizer|runtime error" "$box/.words" && crashed=$((crashed + 1))
	fi
	at=$((at + 8 * 1024 + 37))
done
is "damage was tried in many places" "$([ "$tried" -gt 8 ] && echo yes || echo "$tried")" yes
is "verify finds all of it" "$missed" 0
is "list says 6 or shows what is whole" "$crashed" 0
rm -rf "$box/state"

# Half a file, as a copy that broke off.
head -c $((bytes / 2)) "$db" >"$box/half.db"
label="half a file" does 6 -d "$box/half.db" verify

# The place is another's now, or the file is gone: what this desk knows can still be read.
does 0 -d "$db" list
lines=$(wc -l <<<"$out")
mv "$db" "$box/away.db"
label="the file is gone: reading goes on" does 4 -d "$db" list
is "with every report" "$(wc -l <<<"$out")" "$lines"
holds "and says what it is" "$words" "this is what this desk knew"
label="the file is gone: nothing is written" does 4 -d "$db" --as 王收发 note 2026-0001 --note x
mv "$box/away.db" "$db"
label="it is back" does 0 -d "$db" --as 王收发 note 2026-0001 --note x
does 0 -d "$db" verify
cp "$db" "$box/newest.db"
label="one more" does 0 -d "$db" --as 王收发 note 2026-0001 --note y
cp "$box/newest.db" "$db"
label="an older copy in its place is told" does 3 -d "$db" list
holds "as what it is" "$words" "rolled back or replaced"
label="and nothing is written into it" does 3 -d "$db" --as 王收发 note 2026-0001 --note z
done_testing
