#!/usr/bin/env bash
# The bench's own tools work: the same reports twice, a form for each peer, a meter that tells each step.
set -u
tools=${top_builddir:?}/tests/bench
box=$(mktemp -d) || exit 1
trap 'rm -rf "$box"' EXIT
number=0
is() {
	number=$((number + 1))
	if [ "$2" = "$3" ]; then echo "ok $number - $1"; else echo "not ok $number - $1: '$2', not '$3'"; fi
}
make() { "$tools/make_corpus" "$1" "$2" "$box/$1-$2" 2>>"$box/said"; }

make flat 40
"$tools/make_corpus" flat 40 "$box/again" 2>>"$box/said"
is "the same reports twice" "$(cmp "$box/flat-40" "$box/again" && echo same)" same
is "one a line" "$(wc -l <"$box/flat-40")" 40
is "none twice" "$(sort -u "$box/flat-40" | wc -l)" 40
make flat 4400
is "one in ten thousand has the planted words" "$(grep -c 鼬鲸螭魅 "$box/flat-4400")" 1
is "about 800 characters each" "$(awk '/^flat: 4400/ { print ($4 > 700 && $4 < 900) ? "yes" : $4 }' "$box/said")" yes
make files 3 && make maildir 3 && make mbox 3 && make git 3
is "files as writers send them" "$(grep -l '^反映人：' "$box"/files-3/*.txt | wc -l)" 3
is "a folder of mail" "$(find "$box/maildir-3/cur" -type f | wc -l)" 3
is "a box of mail" "$(grep -c '^From ' "$box/mbox-3")" 3
is "commits" "$(grep -c '^commit ' "$box/git-3")" 3
make document 3000
is "a long text" "$([ "$(wc -m <"$box/document-3000")" -ge 3000 ] && echo yes)" yes

make floor 300
"$tools/meter" floor 100x20 "$tools/floor" "$box/floor-300" >"$box/raw" 2>&1 <<-'END'
	start start /300
	press down 5 Down
	press end 1 End
	expect 300/300
	do Home
	press open 1 Enter
	do q
	cost memory
	idle idle 0.1
END
is "every key is told" "$(grep -c $'^floor\tdown\tms\t' "$box/raw")" 5
is "nothing is less than nothing" "$(awk -F'\t' '$4 < 0' "$box/raw" | wc -l)" 0
is "steps tell what they are to" "$(cut -f2 "$box/raw" | sort -u | tr '\n' ' ')" "down end idle memory open start "
is "a quiet program says nothing" "$(awk -F'\t' '$3 == "bytes_s" { print $4 + 0 }' "$box/raw")" 0
"$tools/meter" gone 80x24 "$tools/floor" "$box/nowhere" <<<'start start /1' >"$box/raw" 2>/dev/null
is "a program that ends is a failure" "$?" 1
mkdir "$box/crowd"
said=$("$tools/writers" "$box/crowd" 3 30 20)
is "desks that write at once are measured" "$(grep -cE '^(desks|the longest).*(met|MISSED)$' <<<"$said")" 2
is "and people, where the drive can be late" "$(grep -cE '^decisions.*(met|MISSED)$|not measured' <<<"$said")" 1
echo "1..$number"
