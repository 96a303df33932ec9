#!/usr/bin/env bash
# Moving on: a database of an older form, and what an office has of its backups.
. "${top_srcdir:?}/tests/cli/lib.sh"

# An office as the program of form 1 made it, with its keys.
mkdir "$box/old"
tar xzf "$top_srcdir/tests/data/office-1.tar.gz" -C "$box/old" || { echo "Bail out! no old office"; exit 1; }
export YANSHEN_CONFIG=$box/old/config
db=$box/old/desk.db
sed -i "s#/tmp/office/desk.db#$db#" "$box"/old/config/keys/*/office.pin # this desk joined it there
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

# Nightly copies: nobody but the administrator sets them; what is set and what was made is shown.
mkdir "$box/night"
label="nothing is set" does 0 -d "$db" nightly
holds "and it says how" "$out" "yanshen nightly DIR"
label="nothing to run" does 0 -d "$db" nightly run
label="a clerk does not set it" does 2 -d "$db" --as 王收发 nightly "$box/night"
label="a folder that is not there" does 2 -d "$db" --as "$admin" nightly "$box/nowhere"
label="an hour that is none" does 2 -d "$db" --as "$admin" nightly "$box/night" 24
label="the administrator sets it" does 0 -d "$db" --as "$admin" nightly "$box/night" 3 5 9
holds "where and when" "$out" "$box/night, by the first desk open after 3:00; 5 copies stay, at most 9 days"
holds "what it is no help against" "$out" "same disk or server"
label="it is owed" does 0 -d "$db" --json nightly
holds "in JSON too" "$out" '"newest":null,"owed":true,"made":false'
label="it is made" does 0 -d "$db" --json nightly run
holds "and named" "$out" '"owed":false,"made":true'
label="once" does 0 -d "$db" nightly run
is "no word of it" "$out" ""
is "one copy" "$(find "$box/night" -name '*.db' | wc -l)" 1
label="with its originals, whole" does 0 -d "$(echo "$box"/night/desk-*.db)" verify --full
label="the newest is shown" does 0 -d "$db" nightly
holds "by its name" "$out" "newest good copy: $box/night/desk-"
rm -r "$box/night"
label="without its folder it fails" does 2 -d "$db" nightly run
holds "with the reason" "$words" "$box/night"
label="it ends" does 0 -d "$db" --as "$admin" nightly off
label="nothing is owed any more" does 0 -d "$db" nightly run
label="the trail is whole" does 0 -d "$db" verify --full

# A backup put in place: what it has not is listed, every desk takes it, the audit says so.
mkdir "$box/kept2"
label="a backup" does 0 -d "$db" backup "$box/kept2"
backup=$(echo "$box"/kept2/desk-*.db)
incoming=$("$program" -d "$db" --lang en list --json | sed -n 's/.*"number":"\([^"]*\)".*"state":"incoming".*/\1/p' | head -1)
label="then somebody decides" does 0 -d "$db" --as 李初审 accept "$incoming"
label="verify remembers that" does 0 -d "$db" verify
export YANSHEN_STATE=$box/state2
label="another desk sees it" does 0 -d "$db" list
export YANSHEN_STATE=$box/state
label="a clerk does not restore" does 2 -d "$db" --as 王收发 restore "$backup" --note 试
label="nor the administrator without a reason" does 2 -d "$db" --as "$admin" restore "$backup"
cp "$backup" "$box/broken.db"
sqlite3 "$box/broken.db" "DROP TRIGGER IF EXISTS x; PRAGMA writable_schema=ON; DELETE FROM sqlite_schema WHERE type='trigger'; PRAGMA writable_schema=OFF" 2>/dev/null
sqlite3 "$box/broken.db" "UPDATE report SET state='signed' WHERE state='incoming'" 2>/dev/null
label="a forged backup is refused" does 6 -d "$db" --as "$admin" restore "$box/broken.db" --note 试
label="and nothing has changed" does 0 -d "$db" verify
label="the administrator restores" does 0 -d "$db" --as "$admin" restore "$backup" --note 服务器出错
holds "what was there is kept" "$out" "$box/old/desk-replaced-"
holds "what is lost is listed" "$out" "given up: "
holds "by its number" "$out" "$incoming  accept  李初审"
aside=$(echo "$box"/old/desk-replaced-*.db)
label="the displaced file has it still" does 0 -d "$aside" verify --head
lost=$out
label="verify here does not call it forged" does 0 -d "$db" verify
holds "it says what was given up" "$out" "are given up: 服务器出错"
label="and what it is, the line on paper tells" does 6 -d "$db" verify --since "$lost"
label="all of it is whole" does 0 -d "$db" verify --full
label="the decision can be made again" does 0 -d "$db" --as 李初审 accept "$incoming"
export YANSHEN_STATE=$box/state2
label="the other desk takes the history" does 0 -d "$db" list
label="and writes into it" does 0 -d "$db" --as 李初审 note "$incoming" --note 已恢复
export YANSHEN_STATE=$box/state
label="nothing more to admit" does 2 -d "$db" --as "$admin" restore admit --note 试

# The older file put there by hand: nothing is written until it is admitted.
cp "$db" "$box/now.db"
label="somebody decides once more" does 0 -d "$db" --as 王收发 note "$incoming" --note 又一条
label="the other desk sees it too" does 0 -d "$db" list
cp "$box/now.db" "$db"
label="a desk that has seen more does not write" does 3 -d "$db" --as 王收发 note "$incoming" --note 三
label="the administrator admits it" does 0 -d "$db" --as "$admin" restore admit --note 手工放回
holds "with what is lost" "$out" "given up: "
label="and it is written again" does 0 -d "$db" --as 王收发 note "$incoming" --note 三
label="the whole is sound" does 0 -d "$db" verify --full

# A backup from before a purge brings back what was purged, and says so.
mkdir "$box/kept3"
label="a backup with a text that should not be" does 0 -d "$db" backup "$box/kept3"
label="it is set aside" does 0 -d "$db" --as 王收发 quarantine "$incoming" --note 误录
label="its purge is asked for" does 0 -d "$db" --as 周保密 purge "$incoming" --note 误录
label="and confirmed" does 0 -d "$db" --as 陈签发 purge-confirm "$incoming"
label="the backup goes back" does 0 -d "$db" --as "$admin" restore "$(echo "$box"/kept3/desk-*.db)" --note 试
holds "whose text is back is named" "$words" "the texts of $incoming are back"
label="what was purged is whole beside it" does 0 -d "$(ls -t "$box"/old/desk-replaced-*.db | head -1)" verify --head
done_testing
