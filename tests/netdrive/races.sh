# Desks at random work through mounts of their own, killed at random; one's session is lost now and
# then, as when the server starts again. The histories are checked by the checker of tests/race.
cd /tmp && . /payload/lib.sh && . /payload/settings.sh

# place DESK: who sits there with its mounts under one name for all, and a /proc that shows the racers.
place() {
	nsenter -t "$(cat "/run/nd/$1")" -m -u -i -n -- unshare -m bash -c '
		mount -t proc proc /proc && mount --bind /run/boot_id /proc/sys/kernel/random/boot_id &&
		mount --bind "/share/desk$1" /mnt && echo $$ && exec sleep 100000' place "$1" &
}
places=
for desk in $(seq "$DESKS"); do
	place "$desk" >sitting
	until [ -s sitting ]; do sleep 0.1; done
	places=$places${places:+:}/proc/$(cat sitting)/ns/mnt
	rm sitting
done

race() { # race PATTERN WORDS; the histories come home, with --out
	local history=/out/history-$SECONDS
	mkdir -p "$history"
	TMPDIR=/mnt RACE_PLACES=$places RACE_HISTORY=$history RACE_OPERATIONS=$OPERATIONS \
		CMOCKA_MESSAGE_OUTPUT=TAP LC_ALL=C.UTF-8 TZ=UTC expect 0 "$2" \
		/payload/lib/ld-linux-x86-64.so.2 --library-path /payload/lib /payload/race_test.bin "$1"
	sed -n 's/^# seed/  # seed/p' said
}

race '*at_once' "what a dead desk left is undone at once"
race '*in_a_race' "$OPERATIONS operations"
storm() { # each desk in turn is forgotten by the server
	local n=1
	while sleep $((4 + DELAY)); do
		drop $n
		n=$((n % DESKS + 1))
	done
}
storm >/dev/null 2>&1 &
race '*in_a_race' "$OPERATIONS operations while sessions are lost"
kill $!
exit $((failed > 0))
