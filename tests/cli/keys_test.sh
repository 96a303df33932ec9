#!/usr/bin/env bash
# An office is founded, people join on desks of their own, and act with their own keys.
. "${top_srcdir:?}/tests/cli/lib.sh"
db=$box/office.db
export YANSHEN_CONFIG=$box/admin

# at DESK WORD...: as on another computer, with settings and a copy of its own.
at() {
	local desk=$1
	shift
	YANSHEN_CONFIG=$box/$desk YANSHEN_STATE=$box/state-$desk "$program" --lang en -d "$db" "$@"
}

# does_at DESK STATUS WORD...
does_at() {
	local desk=$1 wanted=$2
	shift 2
	at "$desk" "$@" >"$box/.out" 2>"$box/.words" </dev/null
	code=$?
	out=$(cat "$box/.out") words=$(cat "$box/.words")
	is "${label:-$desk: $*}" "$code" "$wanted"
	label=
}

digits() { grep -oE '([0-9]{4}-){'"$1"'}[0-9]{4}' <<<"$2" | head -n 1; }

does 0 init "$db" --office 临江市政协 --as 管理员 --no-passphrase
office_key=$(digits 5 "$out")
is "the office key's fingerprint is told" "${#office_key}" 29
is "keys are for their owner alone" "$(find "$box/admin/keys" -name '*.pem' -perm 600 | wc -l)" 2
is "none lies beside the database" "$(find "$box" -maxdepth 1 -name '*.pem' | wc -l)" 0
label="what is there is not founded over" does 2 init "$db" --no-passphrase
is "  and no key is left of it" "$(find "$box/admin/keys" -name '*.pem' | wc -l)" 2
does_at clerk 2 --as 管理员 person list
holds "nobody acts whose key is elsewhere" "$words" "is not on this desk"

add() { # add NAME ROLES: its invitation in $invitation
	label="$1 is added" does_at admin 0 person add "$1" --roles "$2"
	invitation=$(digits 9 "$out")
	is "  and invited" "${#invitation}" 49
}
join() { # join DESK NAME: the fingerprint in $key
	label="$2 joins" does_at "$1" 0 join "$2" "$invitation" --no-passphrase
	key=$(digits 5 "$out")
	is "  and reads out a fingerprint" "${#key}" 29
}
add 王收发 clerk
join clerk 王收发
printf '%s\n' 关于增设社区食堂的建议 '反映人：林知远' '' 情况不明。 >"$box/in.txt"
does_at clerk 2 import "$box/in.txt"
holds "who is not admitted is told what to do" "$out$words" "read it out to the administrator"
does_at admin 2 key admit 王收发 1234-1234-1234-1234-1234-1234
holds "another fingerprint is refused" "$words" "compare it digit by digit"
does_at admin 2 key admit 王收发 1234
does_at admin 0 key admit 王收发 "${key//-/ }"
add 赵审核 approver
join approver 赵审核
does_at admin 0 key admit 赵审核 "$key"
add 陈签发 signer
wrong=${invitation%?}$(((${invitation: -1} + 1) % 10))
does_at signer 2 join 陈签发 "$wrong" --no-passphrase
holds "a mistyped invitation is refused" "$words" "not open"
is "  and leaves no key behind" "$(find "$box/signer" -name '*.pem' 2>/dev/null | wc -l)" 0
does_at signer 6 join 陈签发 "1111${invitation:4}" --no-passphrase
holds "the invitation of another office is told" "$words" "joined the office of key"
join signer 陈签发
does_at admin 0 key admit 陈签发 "$key"
does_at signer 2 join 陈签发 "$invitation" --no-passphrase
holds "an invitation is good once" "$words" "not open"
label="the clerk acts with their own key" does_at clerk 0 import "$box/in.txt"

# From the first report on a second person is needed.
does_at admin 2 person role 管理员 --roles admin,signer
holds "nobody gives a role to themselves" "$words" "to themselves"
add 钱审核 approver
does_at admin 0 key list
holds "what waits is listed" "$out" "waits for a second person"
entry=$(grep -oE 'entry [0-9]+' <<<"$out" | head -n 1 | cut -d' ' -f2)
does_at admin 2 key confirm "$entry"
does_at clerk 2 key confirm "$entry"
does_at signer 0 key confirm "$entry"
join second 钱审核
does_at admin 0 key admit 钱审核 "$key"
holds "a key for an approver waits" "$out" "waits for a second person"
entry=$(grep -oE 'confirm [0-9]+' <<<"$out" | cut -d' ' -f2)
does_at second 2 note 0001 --note x
does_at signer 0 key confirm "$entry"
does_at second 0 note 0001 --note 电话核实
does_at second 0 key end 钱审核 "$key"
does_at second 2 note 0001 --note x
holds "an ended key signs no more" "$words" "no longer valid"
does_at admin 0 person invite 钱审核 --office-key
does_at signer 2 person invite 王收发 --office-key

# The only administrator lost their key: what lies in the safe brings them back.
rm "$box"/admin/keys/*/1-*.pem
does_at admin 2 person invite 王收发
does_at admin 0 person invite 管理员 --office-key --as 管理员
invitation=$(digits 9 "$out")
join admin 管理员
does_at admin 2 --as 管理员 person invite 王收发
does_at admin 0 key admit 管理员 "$key" --office-key
does_at admin 0 person invite 王收发

# Files that others may read are no keys any more.
chmod 644 "$box"/clerk/keys/*/2-*.pem
does_at clerk 2 note 0001 --note x
holds "a key file that others can read is refused" "$words" "chmod 600"
chmod 600 "$box"/clerk/keys/*/2-*.pem
does_at clerk 0 note 0001 --note 已办

does_at admin 0 verify --full
newest=$(grep -oE 'newest [0-9]+' <<<"$out" | cut -d' ' -f2)
does_at admin 0 verify
holds "it goes on from where all was good" "$out" "from entry $((newest + 1)) on"
does_at stranger 0 verify
is "for a desk that never joined it begins at the first" "$(grep -c 'from entry' <<<"$out")" 0
does 0 -d "$db" verify --key "$office_key"
does 6 -d "$db" verify --key "$key"
holds "another office key is told" "$words" "joined the office of key"
does 2 -d "$db" verify --key 12
# The whole of it made anew by somebody else, in the same place: the desk that joined tells.
mv "$db" "$box/real.db"
YANSHEN_CONFIG=$box/forger "$program" init "$db" --no-passphrase >/dev/null
does_at clerk 6 verify
holds "a forged office is told by a desk that joined" "$words" "joined the office of key"
rm -f "$db" "$db"-*
mv "$box/real.db" "$db"
does_at clerk 0 verify
done_testing
