#!/bin/bash
# Checks which controllers the cluster can have.

# usage: check_controllers ROLE
# A node keeps its vote until the metadata log removes it. If a controller becomes a broker only, it can no longer vote, and the cluster
# can lose its quorum.
check_controllers() {
  local set count before now remedy
  [ -e "$CONTROLLERS_AT_LAST_START" ] || return 0
  read -r set count <"$CONTROLLERS_AT_LAST_START"
  if [ "$set" = "$CONTROLLER_SET" ] && [ "$count" -le "$CONTROLLERS" ]; then return; fi
  name_controllers before "$set" "$count"
  name_controllers now "$CONTROLLER_SET" "$CONTROLLERS"
  remedy="Controllers.dedicated({ replicas: $count })"
  if [ "$set" = "$NAME" ] && [ "$1" != controller ]; then remedy="replicas: $count or more, and Controllers.combined($count)"; fi
  fail "the controllers of this cluster are $before, and are to be $now: the votes of the others would be missing, and no file" \
    "was changed. Give back $remedy [ControllersChanged]"
}

# usage: name_controllers RESULT SET COUNT
name_controllers() {
  local -n _controllers=$1
  _controllers=$2-0
  # shellcheck disable=SC2034 # the caller's variable
  [ "$3" = 1 ] || _controllers="$2-0 to $2-$(($3 - 1))"
}
