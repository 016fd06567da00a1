#!/bin/bash
# Runs while a member is a replica. If the leader did not answer when this member started, the script compares the two once the leader is
# open. A primary that is a new clone has no old binary logs, but another member can still have the transactions that a replica lacks.
set -uo pipefail
: "${NAME:?}" "${POD_INDEX:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/sql.sh
. "$scripts/sql.sh"

# the receiver's error if the source of the channel has purged the requested transactions, and all received ones have been applied
IS_STUCK="SELECT COUNT(*) FROM performance_schema.replication_connection_status
  WHERE service_state = 'OFF' AND last_error_number = 13114 AND GTID_SUBSET($RECEIVED, @@gtid_executed)"

# usage: check_leader CHECKED LOOKS GTIDS
# A replica follows only a leader that has all of the replica's transactions. CHECKED becomes all (the leader has GTIDS) or not (it lacks
# some), and does not change while the leader does not answer or is not open. A replica can have applied a transaction that a
# semi-synchronous primary is still committing, so five LOOKS decide.
check_leader() {
  local -n _checked=$1 _looks=$2
  local ordinal missing
  local -A leader
  ordinal=$(<"$RUN/leader")
  query_member leader "$ordinal"
  if [ "${leader[reached]}" != answered ] || [ "${leader[has_data]}" = no ] || [ "${leader[read_only]}" != 0 ]; then return 0; fi
  subtract_gtids missing "$3" "${leader[executed]}" || return 0
  if [ -z "$missing" ]; then
    _checked=all
    return
  fi
  _looks=$((_looks + 1))
  [ "$_looks" -eq 5 ] || return 0
  _checked=not
  local_sql 'STOP REPLICA'
  log "this member has transactions that its primary, member $ordinal, does not have, and follows it no more: $missing. Decide which one" \
    "is right ($DOCUMENTATION, 'Resolve two histories'). The next start of this pod clones the primary if all of that began here" \
    '[HistoriesDiverged]'
}

# usage: follow_member ORDINAL
follow_member() {
  local host password quoted
  host=$(host_of "$1")
  read_password password replication
  quote_for_sql quoted "$password"
  local_sql "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'; STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$host';
    START REPLICA USER = '$REPLICATION_USER' PASSWORD = $quoted;"
}

# usage: find_missing RESULT GTIDS
# RESULT becomes the transactions of GTIDS that are missing here.
find_missing() {
  local -A own=()
  query_local own && subtract_gtids "$1" "$2" "${own[executed]}"
}

# usage: catch_up
# Follows a member that has the missing transactions in its binary logs until they are here, and then follows the leader again.
catch_up() {
  local leader missing peers ordinal has_logs waited
  local -A member
  leader=$(<"$RUN/leader")
  query_member member "$leader"
  [ "${member[reached]}" = answered ] || return 0
  find_missing missing "${member[purged]}" || return 0
  [ -n "$missing" ] || return 0
  list_peers peers
  for ordinal in "${peers[@]}"; do
    check_binary_logs has_logs "$ordinal" "$missing"
    [ "$has_logs" = yes ] || continue
    log "the primary has no binary logs of $missing any more: fetching that from member $ordinal"
    follow_member "$ordinal"
    for ((waited = 0; waited < 60; waited++)); do
      find_missing missing "$missing" || true
      [ -n "$missing" ] || break
      sleep 1
    done
    follow_member "$leader"
    return
  done
  log "no member has binary logs of $missing any more; delete the claim and the pod of this member, and it is cloned again" \
    '[BinaryLogsPurged]'
  sleep 30
}

main() {
  # shellcheck disable=SC2034 # check_leader counts looks
  local stuck checked='' looks=0 period=5
  local -A own=()
  until query_local own 2>/dev/null; do
    sleep 1
  done
  while sleep "$period"; do
    [ -n "$checked" ] || check_leader checked looks "${own[executed]}"
    [ "$checked" != not ] || return 0
    # each look starts a client, which is a good part of the CPU time of a member at rest
    [ "$checked" != all ] || period=15
    stuck=$(local_sql "$IS_STUCK" 2>/dev/null) || continue
    [ "$stuck" != 1 ] || catch_up
  done
}

main "$@"
