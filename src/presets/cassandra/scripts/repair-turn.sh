#!/bin/bash
# usage: repair-turn.sh <CONNECTION >CONNECTION
# Answers one request of the repair Job: the word state or repair, the name of the run, and for repair full or incremental.
#
# Invariant: at most one repair runs in this member, and it runs to its end if the Job that asked for it is gone.
#
# The first row that holds is the answer, except that a member which is asked to repair answers started in place of the last two.
#
#   running  a repair runs
#   away     the member does not serve clients, for example because its ranges have to be repaired first
#   done     the repair of this run has succeeded
#   failed   the repair of this run has failed; another request begins it again
#   idle     otherwise
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/cql.sh
. "$scripts/cql.sh"
# shellcheck source=SCRIPTDIR/repair.sh
. "$scripts/repair.sh"

main() {
  local request='' run='' kind='' answer
  read -r -t 5 request run kind || true
  exec 9>"$TURN_LOCK"
  look_up_turn answer "$run"
  case $request,$answer in
    repair,failed | repair,idle)
      echo started
      # the Job has closed the connection
      exec </dev/null >&2
      repair_turn "$run" "$kind"
      ;;
    *) echo "$answer" ;;
  esac
}

# usage: look_up_turn ANSWER RUN
# ANSWER becomes a word of the table. Unless it is running, this process has the lock until it ends.
look_up_turn() {
  local -n _answer=$1
  local last=''
  [ ! -s "$TURN" ] || last=$(<"$TURN")
  # shellcheck disable=SC2310 # its exit code is the answer
  if ! flock -n 9; then
    _answer=running
  elif [ -e "$REPAIR" ] || ! (serves_cql 127.0.0.1) 2>/dev/null; then
    _answer=away
  elif [ -n "$last" ] && [ "${last% *}" = "$2" ]; then
    _answer=${last##* }
  else
    # shellcheck disable=SC2034 # the caller's variable
    _answer=idle
  fi
}

# usage: repair_turn RUN KIND
repair_turn() {
  local options=(-pr)
  [ "$2" = incremental ] || options+=(-full)
  log "the $2 repair of the primary ranges begins, in the run $1"
  # shellcheck disable=SC2310 # its exit code is the answer
  if { nodetool repair "${options[@]}" 2>&1 || echo 'nodetool failed'; } | log_progress; then
    write_atomically "$TURN" "$1 done"
    log 'the primary ranges are repaired'
  else
    write_atomically "$TURN" "$1 failed"
    log 'the repair of the primary ranges has failed'
  fi
}

main
