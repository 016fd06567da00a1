#!/bin/bash
# Which nodes listen. From the pod's environment: NAME of the set, POD_INDEX, POD_HOST, CONTROLLER_SET and how many CONTROLLERS it has.

# usage: probe_port RESULT HOST PORT
# RESULT becomes yes; no, if nothing listens; or unknown, if the host cannot be reached or has no address.
probe_port() {
  local -n _listens=$1
  local errors
  _listens=yes
  # shellcheck disable=SC2016 # the inner shell's
  errors=$(timeout 2 "$BASH" -c 'exec 3<>"/dev/tcp/$0/$1"' "$2" "$3" 2>&1) && return 0
  _listens=unknown
  # shellcheck disable=SC2034 # the caller's variable
  if [[ $errors = *[Rr]efused* ]]; then _listens=no; fi
}

# usage: list_other_controllers RESULT
# RESULT becomes the hosts of the controllers without this node.
list_other_controllers() {
  local -n _others=$1
  local ordinal domain=${POD_HOST#*.*.}
  _others=()
  for ((ordinal = 0; ordinal < CONTROLLERS; ordinal++)); do
    [ "$NAME-$POD_INDEX" = "$CONTROLLER_SET-$ordinal" ] || _others+=("$CONTROLLER_SET-$ordinal.$CONTROLLER_SET.$domain")
  done
}
