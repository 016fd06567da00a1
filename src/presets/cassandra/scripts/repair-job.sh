#!/bin/bash
# Asks one member after the other to repair its primary ranges, and waits for each.
#
# Invariants:
#   - No repair begins while another one runs in the ring, or while a member is away, without which it would fail.
#   - The Job succeeds only if every member has been repaired in it. A further attempt repairs only the members that remain.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${JOB_UID:?}" "${KIND:?}" "${HOSTS:?}"
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
  local host hosts
  check_scheduled_job "$JOB_NAME" "$NAME" repair
  IFS=, read -ra hosts <<<"$HOSTS"
  for host in "${hosts[@]}"; do repair_member "$host"; done
  log 'every member has repaired its primary ranges'
}

# usage: repair_member HOST
repair_member() {
  local answer attempts=0
  while :; do
    await_quiet_ring "state $JOB_UID $KIND" "${hosts[@]}"
    ask answer "$1" "state $JOB_UID $KIND"
    [ "$answer" != 'done' ] || break
    [ "$attempts" -lt "$ATTEMPTS" ] ||
      fail "the repair of ${1%%.*} has failed $ATTEMPTS times: its log has the reason. The members before it are repaired [RepairFailed]"
    ask answer "$1" "begin $JOB_UID $KIND"
    if [ "$answer" = started ]; then
      attempts=$((attempts + 1))
      log "the $KIND repair of ${1%%.*} begins"
    fi
  done
  log "${1%%.*} is repaired"
}

main
