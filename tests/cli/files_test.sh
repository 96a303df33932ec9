#!/usr/bin/env bash
# Files that are none: zeros, giants, bombs, cut ones, odd names. Each gets a sentence, none comes in,
# and what lies beside them comes in all the same.
. "${top_srcdir:?}/tests/cli/lib.sh"
office
does 0 -d "$db" list
all=$(wc -l <<<"$out")
in=$box/in
mkdir "$in"
good='关于增设社区食堂的建议\n\n反映人：林知远\n\n一、基本情况\n主城区老人用餐难。\n'

# refused WHAT FILE STATUS WORDS: refused alone with this status and these words; nothing came of it.
refused() {
	label="$1 is refused" does "$3" -d "$db" --as 王收发 import "$2"
	holds "$1: why" "$out$words" "$4"
}

head -c 100000 /dev/zero >"$in/zeros.txt"
refused "a file of zeros" "$in/zeros.txt" 2 "refused"
truncate -s 200M "$in/large.txt"
refused "a text of 200 MB" "$in/large.txt" 5 "larger than"
truncate -s 200M "$in/large.docx"
refused "a document of 200 MB" "$in/large.docx" 5 "larger than"
: >"$in/empty.txt"
refused "an empty file" "$in/empty.txt" 2 "refused"
: >"$in/empty.docx"
refused "an empty document" "$in/empty.docx" 2 "refused"
"$helper" bomb "$in/bomb.docx" 400
is "the bomb is small" "$([ "$(stat -c %s "$in/bomb.docx")" -lt 1000000 ] && echo yes)" yes
began=$SECONDS
refused "a document that unpacks to 400 MB" "$in/bomb.docx" 5 "refused"
is "and soon" "$([ $((SECONDS - began)) -lt 30 ] && echo yes)" yes
head -c 500 "$in/bomb.docx" >"$in/cut.docx"
refused "half a document" "$in/cut.docx" 2 "refused"
printf 'PK\003\004 and then nothing of the kind' >"$in/fake.docx"
refused "a document by its first bytes only" "$in/fake.docx" 2 "refused"
head -c 3000 /dev/urandom >"$in/noise.txt"
refused "noise" "$in/noise.txt" 2 "refused"
mkdir "$in/folder.txt"
refused "an empty folder" "$in/folder.txt" 2 "no file is in this folder"
mkfifo "$in/pipe.txt"
refused "a pipe" "$in/pipe.txt" 2 "is no file"
refused "nothing" "$in/nothing.txt" 2 "no such file"
label="a secret one is not stored" # its own story is told elsewhere
printf '机密★5年\n\n关于某事的报告\n\n正文。\n' >"$in/secret.txt"
label="and not saved over another either" does 2 -d "$db" --as 张编辑 save "$(first editing)" "$in/secret.txt"
holds "with the reason" "$words" "secrecy mark"
rm "$in/secret.txt"
does 0 -d "$db" list
is "none of them came in" "$(wc -l <<<"$out")" "$all"

# Names: not UTF-8, with a line end, with what a terminal would obey, like an option.
printf "$good" >"$in/"$'\xb9\xd8\xd3\xda.txt'
printf "${good}1\n" >"$in/"$'a\nb.txt'
printf "${good}2\n" >"$in/"$'c\033[31md.txt'
printf "${good}3\n" >"$in/-rf.txt"
label="a folder of all that: the good ones come in" does 5 -d "$db" --as 王收发 import "$in"
is "each in a line of its own" "$(grep -c '2026-\|202[0-9]-00' <<<"$out")" 4
is "nothing that a terminal obeys" "$(tr -cd '\033' <<<"$out$words" | wc -c)" 0
is "all that is said is UTF-8" "$(iconv -f UTF-8 -t UTF-8 <<<"$out$words" >/dev/null 2>&1 && echo yes)" yes
does 0 -d "$db" list
is "four more" "$(wc -l <<<"$out")" $((all + 4))
label="again: seen before, or refused as before" does 5 -d "$db" --as 王收发 import --json "$in"
is "JSON is JSON for all of them" "$("$helper" json <<<"$out")" "$(wc -l <<<"$out")"
is "seen, none twice" "$("$helper" field outcome <<<"$out" | grep -c seen)" 4
does 0 -d "$db" list
is "still four more" "$(wc -l <<<"$out")" $((all + 4))
does 0 -d "$db" list --json
is "the list is JSON" "$("$helper" json <<<"$out")" $((all + 4))
does 0 -d "$db" verify --full

# A name like an option, and one that is no UTF-8, given by themselves.
cd "$in" || exit 1
label="behind -- a name may begin with a dash" does 0 -d "$db" --as 王收发 import -- -rf.txt
label="no name of a file at all" does 2 -d "$db" --as 王收发 import $'\xff\xfe.docx'
is "is said in UTF-8" "$(iconv -f UTF-8 -t UTF-8 <<<"$words$out" >/dev/null 2>&1 && echo yes)" yes
done_testing
