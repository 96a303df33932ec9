# What the scripts of this folder share: an office in a fresh folder, the program, lines of TAP.
# shellcheck shell=bash
# Words of the program are asked for in English, so that a change of the Chinese breaks no test.
set -u
program=${top_builddir:?}/yanshen
helper=$top_builddir/tests/cli/helper
box=$(mktemp -d "${TMPDIR:-/tmp}/yanshen-cli.XXXXXX") || exit 1
export YANSHEN_STATE=$box/state YANSHEN_CONFIG=$box/config HOME=$box LC_ALL=C.UTF-8 TZ=UTC
unset YANSHEN_DB XDG_STATE_HOME XDG_CONFIG_HOME
number=0 out='' words='' code=0 mounted=()

leave() {
	local place
	for place in "${mounted[@]}"; do umount -l "$place" 2>/dev/null; done
	chmod -R u+w "$box" 2>/dev/null
	rm -rf "$box"
}
trap leave EXIT

# is WHAT IS WANTED: one test of equality.
is() {
	number=$((number + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		printf "'%s'\nwanted '%s'\n%s\n%s\n" "$2" "$3" "$out" "$words" | head -n 30 | sed 's/^/# /'
	fi
}

# holds WHAT TEXT PART: TEXT holds PART.
holds() {
	case $2 in
	*"$3"*) is "$1" yes yes ;;
	*) is "$1" "$2" "... $3 ..." ;;
	esac
}

skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

# does STATUS WORD...: run the program in English; what it said stands in $out and $words. The
# sanitizers' words are a failure whatever the status is.
does() {
	local wanted=$1
	shift
	"$program" --lang en "$@" >"$box/.out" 2>"$box/.words" </dev/null
	code=$?
	out=$(tr -d '\0' <"$box/.out") words=$(tr -d '\0' <"$box/.words")
	case $words in *Sanitizer*|*"runtime error"*) code="$code, and the sanitizer complains" ;; esac
	is "${label:-$*}" "$code" "$wanted"
	label=
}

# office: a demo office at $db.
office() {
	db=$box/desk.db
	"$program" init --demo "$db" >/dev/null || { echo "Bail out! no demo office"; exit 1; }
}

# first STATE: number of the first report in a state.
first() { "$program" -d "$db" list --json "state:$1" --limit 1 | "$helper" field number; }

# place KIND WHERE [OPTIONS]: mount something; false where this is not allowed.
place() {
	mkdir -p "$2"
	case $1 in
	small) mount -t tmpfs -o "size=$3,mode=700" tmpfs "$2" 2>/dev/null ;;
	same) mount --bind "$3" "$2" 2>/dev/null && mount -o remount,bind,ro "$2" 2>/dev/null ;;
	esac || return 1
	mounted+=("$2")
}

# lock KIND: another program holds a lock on the database (IMMEDIATE: it writes; EXCLUSIVE: it is
# just putting it into the file) until unlock.
lock() {
	mkfifo "$box/to-lock" "$box/from-lock"
	sqlite3 "$db" <"$box/to-lock" >"$box/from-lock" 2>&1 &
	locker=$!
	exec 8>"$box/to-lock" 9<"$box/from-lock"
	echo "BEGIN $1; SELECT 'held';" >&8
	read -r -u 9 held
	[ "$held" = held ] || { echo "Bail out! no lock: $held"; exit 1; }
}

unlock() {
	exec 8>&-
	wait "$locker"
	exec 9<&-
	rm -f "$box/to-lock" "$box/from-lock"
}

done_testing() { echo "1..$number"; }
