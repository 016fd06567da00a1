#!/bin/bash
# Beside a pending source: opens it once the acting source has stepped down and everything is here.
set -uo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"

main() {
  local predecessor waited=0
  predecessor=$(<"$RUN/leader")
  while sleep 1; do
    ask "$predecessor" "SELECT @@super_read_only, @@datadir, REPLACE(@@gtid_executed, $NEWLINE, '')"
    waited=$((waited + 1))
    [ $((waited % 30)) -ne 0 ] || say "waiting for member $predecessor to step down${error:+; it does not answer: $error. If it is gone for good, delete this pod, which then opens without it}"
    [[ $asked = answered && $answer = 1$'\t'$DATA/* ]] || continue
    gtids=${answer##*$'\t'}
    missing=$(here "SELECT GTID_SUBTRACT('$gtids', @@gtid_executed)") || continue
    [ -z "$missing" ] || continue
    say "member $predecessor has stepped down and all it had is here: member $POD_INDEX opens"
    # a crash from here on restarts a source, whether or not the predecessor is still there
    role=source leader=$POD_INDEX
    write_role
    here 'STOP REPLICA; RESET REPLICA ALL;' && mysql --no-defaults --user=mysql --socket="$SOCKET" <"$ETC/source.sql" && return
  done
}

main "$@"
