#!/bin/bash
# Asks one member after the other to repair its primary ranges, and waits for each.
#
# Invariants:
#   - No repair begins while another one runs in the ring, or while a member is away, without which it would fail.
#   - The Job succeeds only if every member has been repaired in it. A further attempt repairs only the members that remain.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${KIND:?}" "${HOSTS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"

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
    await_quiet_ring
    ask answer "$1" state
    [ "$answer" != 'done' ] || break
    [ "$attempts" -lt "$ATTEMPTS" ] ||
      fail "the repair of ${1%%.*} has failed $ATTEMPTS times: its log has the reason. The members before it are repaired [RepairFailed]"
    ask answer "$1" repair
    if [ "$answer" = started ]; then
      attempts=$((attempts + 1))
      log "the $KIND repair of ${1%%.*} begins"
    fi
  done
  log "${1%%.*} is repaired"
}

# usage: await_quiet_ring
# Returns when every member serves, and none runs a repair.
await_quiet_ring() {
  local host answer busy last=''
  while :; do
    busy=''
    for host in "${hosts[@]}"; do
      ask answer "$host" state
      case $answer in
        running | away) busy="$busy${busy:+, }${host%%.*} ($answer)" ;;
        *) ;;
      esac
    done
    [ -n "$busy" ] || return 0
    [ "$busy" = "$last" ] || log "waiting for $busy"
    last=$busy
    sleep 5
  done
}

# usage: ask ANSWER HOST REQUEST
# ANSWER becomes the member's answer to a request of this run, or away.
ask() {
  local -n _answer=$1
  # another process has the connection, because bash waits without a limit for one that no pod answers
  # shellcheck disable=SC2016,SC2034 # its own arguments; the caller's variable
  _answer=$(timeout 10 bash -c 'exec 3<>"/dev/tcp/$0/$1" && echo "$2" >&3 && head -n 1 <&3' "$2" "$REPAIR_PORT" "$3 $JOB_NAME $KIND" \
    2>/dev/null) && [ -n "$_answer" ] || _answer=away
}

main
