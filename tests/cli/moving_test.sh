#!/usr/bin/env bash
# Moving on: a database of an older form, and what an office has of its backups.
. "${top_srcdir:?}/tests/cli/lib.sh"

# An office as the program of form 1 made it, with its keys.
mkdir "$box/old"
tar xzf "$top_srcdir/tests/data/office-1.tar.gz" -C "$box/old" || { echo "Bail out! no old office"; exit 1; }
export YANSHEN_CONFIG=$box/old/config
db=$box/old/desk.db
admin=$("$program" -d "$db" list >/dev/null 2>&1; "$program" -d "$db" --lang en person list | awk '/administrator/ { print $1; exit }')
label="an old database: reading works" does 0 -d "$db" list
is "all of it" "$(wc -l <<<"$out")" 47
report=$(awk '/2026-0047/ { print "2026-0047"; exit }' <<<"$out")
is "with the last report" "$report" 2026-0047
label="a decision is refused" does 2 -d "$db" --as 李初审 accept "$report"
holds "with what to do" "$words" "yanshen migrate"
label="a clerk does not migrate" does 2 -d "$db" --as 王收发 migrate
holds "because it is the administrator's" "$words" "only an administrator"
mkdir "$box/kept"
label="the administrator does" does 0 -d "$db" --as "$admin" migrate "$box/kept"
holds "a copy was made" "$out" "$box/kept/desk-"
holds "what becomes of others is said" "$out" "only read until it is updated"
is "the copy is of the old form" "$(head -c 64 "$box"/kept/desk-*.db | tail -c 4 | od -An -tu1 | tr -d ' ')" 0001
label="it is whole" does 0 -d "$db" verify --full
case $out in *odd:*) is "and nothing is odd" "$out" "" ;; esac
label="the decision is made now" does 0 -d "$db" --as 李初审 accept "$report"
label="a second time there is nothing to do" does 0 -d "$db" --as "$admin" --json migrate
is "and it says so" "$out" '{"from":2,"to":2}'
label="the copy can be checked" does 0 -d "$(echo "$box"/kept/desk-*.db)" verify --full

# A program of form 1 beside it: refused in words, exit 2, and nothing is written.
before=$(cksum <"$db")
YANSHEN_TEST_SCHEMA=1 label="an older program is told to be updated" does 2 -d "$db" list
holds "in words" "$words" "please update this program"
is "it wrote nothing" "$(cksum <"$db")" "$before"

done_testing
