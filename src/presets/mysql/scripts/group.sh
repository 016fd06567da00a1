#!/bin/bash
# The sidecar of a member of a group: lets the member join or begin the group, labels the pods, and keeps READY_FILE for the readiness
# probe.
set -uo pipefail
: "${NAME:?}" "${NAMESPACE:?}" "${POD_NAME:?}" "${POD_INDEX:?}"
scripts=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/pause.sh
. "$scripts/pause.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/pod-labels.sh
. "$scripts/pod-labels.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/sql.sh
. "$scripts/sql.sh"
# shellcheck source=SCRIPTDIR/facts.sh
. "$scripts/facts.sh"
# shellcheck source=SCRIPTDIR/version.sh
. "$scripts/version.sh"
# shellcheck source=SCRIPTDIR/session.sh
. "$scripts/session.sh"
# shellcheck source=SCRIPTDIR/group-state.sh
. "$scripts/group-state.sh"
# shellcheck source=SCRIPTDIR/group-turn.sh
. "$scripts/group-turn.sh"
# shellcheck source=SCRIPTDIR/group-enter.sh
. "$scripts/group-enter.sh"
# shellcheck source=SCRIPTDIR/group-route.sh
. "$scripts/group-route.sh"
# shellcheck source=SCRIPTDIR/group-view.sh
. "$scripts/group-view.sh"

# SQL for whether a row is that of this member, and for the seconds that it is behind, if they have a bound
OWN='member_id = @@server_uuid'
LAG="${MAX_LAG_SECONDS:+(SELECT MAX(TIMESTAMPDIFF(SECOND, applying_transaction_original_commit_timestamp, NOW(6)))
  FROM performance_schema.replication_applier_status_by_worker WHERE applying_transaction <> '')}"

# SQL for a look at this member: state and role of this member, the numbers of members that are online, that it reaches and that it knows,
# whether it is closed to writers and to clients, its version, and LAG
WATCH="SELECT CONCAT_WS(' ', COALESCE(MAX(IF($OWN, member_state, NULL)), 'OFFLINE'),
  COALESCE(MAX(IF($OWN, NULLIF(member_role, ''), NULL)), 'NONE'),
  COALESCE(SUM(member_state = 'ONLINE'), 0), COALESCE(SUM(member_state <> 'UNREACHABLE'), 0), COUNT(*),
  @@super_read_only, @@offline_mode, @@version, COALESCE(${LAG:-0}, 0)) AS look FROM performance_schema.replication_group_members"

# Seconds between two looks at the server: at rest, in the minute after a change, in which further changes are likely, and during a start,
# because the next member waits for its end. A look wakes three processes, which together use about 3 ms of CPU time.
PERIOD_AT_REST=0.5
PERIOD_OF_CHANGES=0.3
PERIOD_OF_START=0.1

# the last look, so that the server returns only a different one, its columns, and the value of SECONDS at that time
last_look='' state='' role='' online=0 reachable=0 known=0 read_only='' offline='' version='' lag='' changed_at=0

# the version that is recorded, whether this member was the primary, the time at which it was no longer or did not answer, and the last
# session that it had as the primary
recorded='' was_primary=no demoted_at='' silent_at='' last_session=0

# usage: watch
# Looks at the server once, and acts.
watch() {
  local answer label serves is_current is_starting
  # first, because the state that is read afterwards is that after the start
  check_start is_starting
  # shellcheck disable=SC2310 # its exit code is the answer
  if ! ask answer 3 "$WATCH HAVING look <> '$last_look'"; then
    rm -f "$READY_FILE"
    last_look='' changed_at=$SECONDS
    [ "$was_primary" = no ] || silent_at=$SECONDS
    return
  fi
  if [ -n "$answer" ]; then
    # a warning of the client comes first
    last_look=${answer##*$'\n'} changed_at=$SECONDS
    read -r state role online reachable known read_only offline version lag <<<"$last_look"
  fi
  if [ "$version" != "$recorded" ]; then
    # shellcheck disable=SC2310 # it is repeated
    record_version "${version%%-*}" && recorded=$version
  fi
  if [ "$state" != ONLINE ]; then
    # what follows can take a minute
    rm -f "$READY_FILE"
    route NONE
  fi
  [ "$state" = OFFLINE ] || end_turn
  case $state:$is_starting in
    ONLINE:*)
      forget_exceptions
      check_view is_current
      [ "$is_current" = yes ] || leave_group
      ;;
    OFFLINE:no) [ -e "$LEAVING" ] || enter_group ;;
    # expelled, or without a majority
    ERROR:no) leave_group ;;
  esac
  check_service serves "$online" "$reachable" "$known"
  [ "$state" != ONLINE ] || admit_clients "$serves" "$offline" "$online"
  mark_ready "$serves:$state:$role:$read_only:$offline" "$lag"
  label=$role
  [ "$serves:$state" = yes:ONLINE ] || label=NONE
  route_when_certain "$label"
  close_former_sessions "$label"
}

# usage: forget_exceptions
# A loss that was accepted for one start is not accepted for the next one. It lets this member serve without the others.
forget_exceptions() {
  [ ! -e "$FRESH" ] || rm -f "$FRESH"
  [ ! -e "$ACCEPT_LOSS" ] || { touch "$ALONE" && rm -f "$ACCEPT_LOSS"; }
}

# usage: check_service RESULT ONLINE REACHABLE KNOWN
# RESULT becomes yes if this member may serve clients. Members that leave make the group smaller, so that a last member acknowledges writes
# that only it has. Therefore most members of the set must be online, unless an administrator has accepted the loss of the others.
check_service() {
  local -n _serves=$1
  local members
  _serves=no
  # shellcheck disable=SC2310 # its exit code is the answer
  read_members members && [ $(($3 * 2)) -gt "$4" ] || return 0
  [ "$members" -ge "$4" ] || members=$4
  if [ $(($2 * 2)) -gt "$members" ]; then
    [ ! -e "$ALONE" ] || rm -f "$ALONE"
    _serves=yes
  elif [ -e "$ALONE" ]; then
    _serves=yes
  fi
}

# usage: admit_clients SERVES OFFLINE_MODE ONLINE
# Closes a member that may not serve also to clients that are connected already, and opens it again.
admit_clients() {
  local answer
  case $1:$2 in
    yes:1) ask answer 5 'SET GLOBAL offline_mode = OFF' ;;
    no:0) ask answer 5 'SET GLOBAL offline_mode = ON' ;;
  esac
  [ "$1" = yes ] || log_wait "only $3 members are online, fewer than most of the set: this member serves no clients [GroupTooSmall]"
}

# usage: leave_group
leave_group() {
  local answer
  log 'this member is no longer in the group: leaving it, and asking the other members'
  ask answer 60 'STOP GROUP_REPLICATION'
}

# usage: mark_ready STATE LAG
mark_ready() {
  local ready=no
  case $1 in
    yes:ONLINE:PRIMARY:0:0) ready=yes ;;
    yes:ONLINE:SECONDARY:1:0) [ "$2" -gt "${MAX_LAG_SECONDS:-$2}" ] || ready=yes ;;
  esac
  if [ "$ready" = no ]; then
    rm -f "$READY_FILE"
  elif [ ! -e "$READY_FILE" ] && [ ! -e "$LEAVING" ]; then
    touch "$READY_FILE"
  fi
}

# usage: route_when_certain ROLE
# A primary that was frozen takes some seconds to learn that the others have replaced it.
route_when_certain() {
  if [ "$1" = PRIMARY ] && [ -n "$silent_at" ] && [ $((SECONDS - silent_at)) -lt 8 ]; then return; fi
  silent_at=''
  route "$1"
}

# usage: close_former_sessions ROLE
# Closes sessions that were opened while this member was the primary, once they have tried to write, so that their clients connect again and
# reach the new primary. Such a client would otherwise get the same error for as long as it keeps its connection.
close_former_sessions() {
  local answer session
  if [ "$1" = PRIMARY ]; then
    was_primary=yes last_session=0
    return
  fi
  if [ "$was_primary" = yes ]; then
    # the Service can lead new clients here for some seconds
    demoted_at=$SECONDS was_primary=no
  fi
  [ -n "$demoted_at" ] || return 0
  if [ $((SECONDS - demoted_at)) -le 5 ]; then
    ask answer 3 'SELECT COALESCE(MAX(processlist_id), 0) FROM performance_schema.threads' || return 0
    last_session=$answer
  fi
  # 1290: the server runs with --super-read-only
  ask answer 3 "SELECT processlist_id FROM performance_schema.threads JOIN performance_schema.events_errors_summary_by_thread_by_error
    USING (thread_id) WHERE error_number = 1290 AND sum_error_raised > 0 AND processlist_id <= $last_session" || return 0
  for session in $answer; do
    ask answer 3 "KILL $session"
  done
}

main() {
  local period
  trap 'rm -f "$READY_FILE"; exit 0' TERM
  rm -f "$READY_FILE"
  while :; do
    watch
    period=$PERIOD_AT_REST
    [ $((SECONDS - changed_at)) -gt 60 ] || period=$PERIOD_OF_CHANGES
    [ -z "$starting" ] || period=$PERIOD_OF_START
    pause "$period"
  done
}

# a test sources this file and calls watch
if [ "${BASH_SOURCE[0]}" = "$0" ]; then main; fi
