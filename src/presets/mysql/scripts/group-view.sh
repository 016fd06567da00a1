#!/bin/bash
# Compares this member's view of the group with those of the other members.

# the value of SECONDS at the last comparison, and the number of comparisons since the others last confirmed the view
viewed_at=0 doubts=0

# usage: check_view RESULT
# RESULT becomes no if the others have left the group in which this member still is, and otherwise yes. A member that was frozen together
# with others can stay ONLINE in a group of the past: it reaches the servers of the others, which are in no group any more, and so it
# neither misses them nor lets them begin a group. The members of its view that deny it must leave no majority, twice, since members may be
# leaving or joining.
check_view() {
  local -n _is_current=$1
  local hosts host known=1 denied=0
  local -A peer
  _is_current=yes
  [ $((SECONDS - viewed_at)) -ge 20 ] || return 0
  viewed_at=$SECONDS
  # shellcheck disable=SC2310 # it is repeated
  ask hosts 3 'SELECT member_host FROM performance_schema.replication_group_members WHERE member_id <> @@server_uuid' || return 0
  for host in $hosts; do
    host=${host%%.*}
    query_group_member peer "${host##*-}"
    known=$((known + 1))
    case ${peer[reached]}:${peer[state]:-}:${peer[has_me]:-} in
      answered:ONLINE:yes | answered:RECOVERING:yes) ;;
      answered:*) denied=$((denied + 1)) ;;
    esac
  done
  if [ "$denied" -gt 0 ] && [ $((denied * 2)) -ge "$known" ]; then doubts=$((doubts + 1)); else doubts=0; fi
  if [ "$doubts" -ge 2 ]; then
    # shellcheck disable=SC2034 # the caller's variable
    _is_current=no doubts=0
  fi
}
