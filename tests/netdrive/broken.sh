# A drive whose locks stay on the desk is refused, by the doctor and at the start.
cd /tmp && . /payload/lib.sh
expect 2 "the doctor refuses it" on 1 $program doctor /share/desk1
sed -n '/^$/q; s/^/  # /p' said
[ -z "$(ls -A $SERVER_DIR)" ] && echo "ok nothing was written" ||
	{ echo "not ok written: $(ls -A $SERVER_DIR)"; failed=$((failed + 1)); }
expect 2 "no office is made there" on 1 $program init --demo /share/desk1/office.db
exit $((failed > 0))
