#!/bin/bash
# usage: turn.sh <CONNECTION >CONNECTION
# Answers one request of a Job, or of another member:
#   state RUN KIND                     the table below, for a repair (full or incremental) or a snapshot
#   begin RUN full|incremental         begins a repair of the primary ranges
#   begin RUN snapshot                 begins the part of this member in the snapshot RUN
#   entry SNAPSHOT                     restores, if this member has its part of SNAPSHOT and can enter or enters a ring, otherwise other
#
# Invariant: at most one repair and one snapshot run in this member, and each runs to its end if the Job that asked for it is gone.
#
# The first row that holds is the state of a run. A member that is asked to begin answers started in place of the last two.
#
#   running          a repair runs; for a snapshot, one is taken or uploaded
#   away             the member does not serve clients, for example because its ranges have to be repaired first, or leaves the ring
#   done, complete   the run has succeeded; complete, if this member has seen the parts of all others in the snapshot
#   failed           the run has failed; another request begins it again
#   idle             otherwise
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/cql.sh
. "$scripts/cql.sh"
# shellcheck source=SCRIPTDIR/mode.sh
. "$scripts/mode.sh"
# shellcheck source=SCRIPTDIR/repair.sh
. "$scripts/repair.sh"
# shellcheck source=SCRIPTDIR/snapshot.sh
. "$scripts/snapshot.sh"

main() {
  local request='' run='' kind='' answer
  read -r -t 5 request run kind || true
  if [ "$request" = entry ]; then
    answer_entry "$run"
    return
  fi
  umask 077
  if [ "$kind" = snapshot ]; then exec 9>"$SNAPSHOT_LOCK"; else exec 9>"$TURN_LOCK"; fi
  look_up_turn answer "$run" "$kind"
  case $request,$answer in
    begin,failed | begin,idle)
      echo started
      # the Job has closed the connection
      exec </dev/null >&2
      if [ "$kind" = snapshot ]; then snapshot_turn "$run"; else repair_turn "$run" "$kind"; fi
      ;;
    *) echo "$answer" ;;
  esac
}

# usage: answer_entry SNAPSHOT
answer_entry() {
  if [ -e "$FETCHED" ] && [ ! -e "$MEMBER" ] && grep -qx "snapshot $1" "$FETCHED/facts"; then echo restores; else echo other; fi
}

# usage: look_up_turn ANSWER RUN KIND
# ANSWER becomes a word of the table. Unless it is running, this process has the lock until it ends.
look_up_turn() {
  local -n _answer=$1
  local last=$TURN
  [ "$3" != snapshot ] || last=$UPLOADED
  # shellcheck disable=SC2310 # its exit code is the answer
  if ! flock -n 9 || { [ "$3" = snapshot ] && uploads; }; then
    _answer=running
  elif [ -e "$REPAIR" ] || [ -e "$LEAVES" ] || ! (serves_cql 127.0.0.1) 2>/dev/null; then
    _answer=away
  elif [ -s "$last" ] && [[ $(<"$last") = "$2 "* ]]; then
    _answer=$(<"$last")
    _answer=${_answer##* }
  else
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
