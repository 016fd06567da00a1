#!/bin/bash
# Beside a replica. A leader that did not answer when this member started is compared with it as soon as it is open.
# And a source that came back as a clone has no old binary logs: what a replica lacks then, another member may still have.
set -uo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"

# the receiver's error when the source has purged what it asks for, and all that was received has been applied
STUCK="SELECT COUNT(*) FROM performance_schema.replication_connection_status
  WHERE service_state = 'OFF' AND last_error_number = 13114 AND GTID_SUBSET($RECEIVED, @@gtid_executed)"

# usage: check_history GTIDS
# A replica follows only a leader that has all that it has itself. Sets checked: all (the leader has it), not (it lacks some), or nothing while
# it is silent or not open. For an instant a replica has applied what a semi-synchronous source is still committing: five looks decide.
check_history() {
  local leader
  leader=$(<"$RUN/leader")
  ask "$leader" "SELECT @@super_read_only, @@datadir, REPLACE(@@gtid_executed, $NEWLINE, '')"
  [[ $asked = answered && $answer = 0$'\t'$DATA/* ]] || return 0
  compare "$1" "${answer##*$'\t'}"
  if [ -z "$lacks" ]; then
    checked=all
    return
  fi
  looks=$((looks + 1))
  [ "$looks" -eq 5 ] || return 0
  checked=not
  here 'STOP REPLICA'
  say "this member has transactions that its source, member $leader, does not have, and follows it no more: $lacks. Delete this pod: its next start clones it anew if that is only its own doing (docs/presets/mysql.md, 'Two histories')"
}

# usage: follow_member ORDINAL
follow_member() {
  local host
  host=$(host_of "$1")
  read_password replication
  here "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$host';
    START REPLICA USER = '$REPLICATION_USER' PASSWORD = $quoted;"
}

# usage: find_lacking GTIDS
# Sets lacks: those of GTIDS that are not here.
find_lacking() {
  local executed
  executed=$(here "SELECT REPLACE(@@gtid_executed, $NEWLINE, '')")
  compare "$1" "$executed"
}

# usage: catch_up
# Follows a member that has what is lacking until it is here, and the leader again after that.
catch_up() {
  local leader lacks ordinal waited
  leader=$(<"$RUN/leader")
  ask "$leader" "SELECT REPLACE(@@gtid_purged, $NEWLINE, '')"
  [ "$asked" = answered ] || return 0
  find_lacking "$answer"
  [ -n "$lacks" ] || return 0
  list_peers
  for ordinal in "${peers[@]}"; do
    find_fetchable "$ordinal" "$lacks"
    [ -n "$fetchable" ] || continue
    say "the source has no binary logs of $lacks any more: fetching that from member $ordinal"
    follow_member "$ordinal"
    for ((waited = 0; waited < 60; waited++)); do
      find_lacking "$lacks"
      [ -n "$lacks" ] || break
      sleep 1
    done
    follow_member "$leader"
    return
  done
  say "no member has binary logs of $lacks any more; delete the claim and the pod of this member, and it is cloned anew"
  sleep 30
}

main() {
  local stuck own checked='' looks=0
  until own=$(here "SELECT REPLACE(@@gtid_executed, $NEWLINE, '')" 2>/dev/null); do
    sleep 1
  done
  while sleep 5; do
    [ -n "$checked" ] || check_history "$own"
    [ "$checked" != not ] || return 0
    stuck=$(here "$STUCK" 2>/dev/null) || continue
    [ "$stuck" != 1 ] || catch_up
  done
}

main "$@"
