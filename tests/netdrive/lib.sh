# For the scripts that run in the guest.
failed=0
program=${program:-/payload/yanshen}

# expect STATUS WORDS COMMAND...
expect() {
	local wanted=$1 words=$2 got
	shift 2
	"$@" >said 2>&1
	got=$?
	if [ "$got" -eq "$wanted" ]; then
		echo "ok $words: $(head -n 1 said)"
	else
		echo "not ok $words: status $got instead of $wanted"
		sed 's/^/  # /' said
		failed=$((failed + 1))
	fi
}
