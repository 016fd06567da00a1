#!/bin/bash
# Asks all members for their parts in a snapshot of the ring, and waits until the repository has them.
#
# Invariants:
#   - No member begins its part before all of them serve, and none has a part of another snapshot.
#   - The Job succeeds only if the snapshot is complete: a member has seen the parts of all others in the repository.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${HOSTS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"
# shellcheck source=SCRIPTDIR/turns.sh
. "$scripts/turns.sh"

ATTEMPTS=3

main() {
  local run answer host complete=no waiting=()
  check_scheduled_job "$JOB_NAME" "$NAME" snapshots
  IFS=, read -ra waiting <<<"$HOSTS"
  await_quiet_ring "state $JOB_NAME snapshot" "${waiting[@]}"
  # the time at which it begins: a snapshot has all rows that were acknowledged before
  run=$(date -u +%Y-%m-%dT%H-%M-%SZ)
  log "the snapshot $run begins"
  local -A attempts=()
  while [ "${#waiting[@]}" -gt 0 ]; do
    for host in "${!waiting[@]}"; do
      advance answer "${waiting[host]}"
      case $answer in
        complete) complete=yes ;;
        done) ;;
        *) continue ;;
      esac
      log "the repository has the part of ${waiting[host]%%.*}"
      unset "waiting[host]"
    done
    sleep 3
  done
  [ "$complete" = yes ] || fail "no member has seen all parts of the snapshot $run in the repository [SnapshotIncomplete]"
  log "the snapshot $run is complete"
}

# usage: advance ANSWER HOST
# Asks the member for its part, unless it has begun, and sets ANSWER to its state.
advance() {
  local -n _state=$1
  ask _state "$2" "state $run snapshot"
  case $_state in
    idle | failed)
      [ "${attempts[$2]:-0}" -lt "$ATTEMPTS" ] ||
        fail "the part of ${2%%.*} in the snapshot has failed $ATTEMPTS times: the log of its containers has the reason [SnapshotFailed]"
      ask _state "$2" "begin $run snapshot"
      [ "$_state" != started ] || attempts[$2]=$((${attempts[$2]:-0} + 1))
      ;;
    *) ;;
  esac
}

main
