# Two desks on one drive: it is found fit, they work at the same time, the copy of it is whole.
cd /tmp && . /payload/lib.sh
first=/share/desk1 second=/share/desk2

expect 0 "desk 1 finds the drive fit" on 1 $program doctor $first
sed -n '/^$/q; s/^/  # /p' said
expect 0 "desk 2 too" on 2 $program doctor $second
[ -z "$(ls -A $SERVER_DIR)" ] && echo "ok nothing is left behind" ||
	{ echo "not ok left behind: $(ls -A $SERVER_DIR)"; failed=$((failed + 1)); }
expect 0 "an office" on 1 $program init --demo $first/office.db
expect 0 "desk 2 reads it" on 2 $program -d $second/office.db list

# A second desk that is at work is seen with its lock, and what it writes is new.
on 1 tmux -L a new -d -s a "$program -d $first/office.db --as 李初审"
expect 0 "desk 2 examines the drive while desk 1 is at work" on 2 $program doctor $second
if grep -q '正在这里工作\|is at work here' said; then echo "ok desk 1 is seen by desk 2"
else echo "not ok desk 1 is not seen by desk 2"; sed 's/^/  # /' said; failed=$((failed + 1)); fi
on 1 tmux -L a kill-server

work() { # work DESK: so many notes in the trail, each said to be done
	local n done=0
	for n in 1 2 3 4 5 6 7 8; do
		on "$1" $program -d /share/desk"$1"/office.db --as 李初审 note 2026-0001 \
			--note "desk $1 note $n" >>work."$1" 2>&1 && done=$((done + 1))
	done
	echo $done >done."$1"
}
work 1 & one=$!
work 2 & two=$!
expect 0 "a backup meanwhile" on 1 $program -d $first/office.db backup /tmp
copy=$(sed -n 's/^[^/]*\(\/.*\.db\)$/\1/p' said | head -n 1)
wait $one $two
expect 0 "the backup is whole" on 1 $program -d "$copy" verify --full
expect 0 "the office is whole" on 2 $program -d $second/office.db verify --full
on 2 $program -d $second/office.db show 2026-0001 --trail >trail 2>&1
there=$(grep -c 'desk [12] note' trail)
said=$(($(cat done.1) + $(cat done.2)))
if [ "$there" -eq "$said" ] && [ "$said" -gt 0 ]; then echo "ok $said acknowledged, $there there"
else echo "not ok $said acknowledged, $there there"; head -n 5 work.1 work.2; failed=$((failed + 1)); fi
exit $((failed > 0))
