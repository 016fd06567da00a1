#!/bin/bash
# Checks which nodes listen. The pod's environment sets NAME of the set, POD_INDEX, POD_HOST, CONTROLLER_SET and the number CONTROLLERS.

# usage: probe_port RESULT HOST PORT
# RESULT becomes yes; no, if the host rejects the connection; or unknown, if the host is unreachable or has no address.
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
# RESULT becomes the hosts of all controllers except this node.
list_other_controllers() {
  local -n _others=$1
  local ordinal domain=${POD_HOST#*.*.}
  _others=()
  for ((ordinal = 0; ordinal < CONTROLLERS; ordinal++)); do
    [ "$NAME-$POD_INDEX" = "$CONTROLLER_SET-$ordinal" ] || _others+=("$CONTROLLER_SET-$ordinal.$CONTROLLER_SET.$domain")
  done
}
