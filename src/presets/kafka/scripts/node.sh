#!/bin/bash
# Properties of this node. The pod's environment sets NAME of the set, POD_INDEX, FIRST_NODE_ID of the set, CONTROLLER_SET, the number
# CONTROLLERS and FIRST_CONTROLLER_ID.

# the configuration of the server reads it
export NODE_ID=$((FIRST_NODE_ID + POD_INDEX))

# the last message of log_change, and the time (in seconds of the script) from which log_change logs it again
last_change='' repeat_at=0

# usage: log_change TEXT...
# For loops that wait: logs TEXT if it has changed, and every 30 seconds.
log_change() {
  [ "$*" != "$last_change" ] || [ "$SECONDS" -ge "$repeat_at" ] || return 0
  last_change=$* repeat_at=$((SECONDS + 30))
  log "$*"
}

# usage: find_role RESULT
# RESULT becomes the role in the form of process.roles.
find_role() {
  local -n _role=$1
  if [ "$NAME" != "$CONTROLLER_SET" ]; then
    _role=broker
  elif [ -e "$ETC/controller.properties" ]; then
    _role=controller
    [ "$POD_INDEX" -lt "$CONTROLLERS" ] || fail "controller $POD_INDEX is not one of the $CONTROLLERS controllers: kubectl scale makes no" \
      "more of them, and no file was changed. Scale back to $CONTROLLERS [MemberNotConfigured]"
  elif [ "$POD_INDEX" -lt "$CONTROLLERS" ]; then
    _role=broker,controller
  else
    # shellcheck disable=SC2034 # the caller's variable
    _role=broker
  fi
}

# usage: find_port RESULT ROLE
# RESULT becomes the port on which a started node of this role listens.
find_port() {
  local -n _port=$1
  _port=$CLIENT_PORT
  # shellcheck disable=SC2034 # the caller's variable
  if [ "$2" = controller ]; then _port=$CONTROLLER_PORT; fi
}

# usage: export_external_address
# Exports EXTERNAL_ADDRESS, the address of this broker for clients outside the cluster. The configuration reads it.
export_external_address() {
  local line ordinal=0
  [ -e "$EXTERNAL_ADDRESSES" ] || return 0
  while read -r line; do
    if [ "$ordinal" = "$POD_INDEX" ]; then export EXTERNAL_ADDRESS=$line; fi
    ordinal=$((ordinal + 1))
  done <"$EXTERNAL_ADDRESSES"
  [ -n "${EXTERNAL_ADDRESS:-}" ] || fail "external.addresses has no address for broker $POD_INDEX: clients outside could not be told" \
    "where it is. Add one [ExternalAddressMissing]"
}

# usage: find_quorum RESULT DIRECTORY
# RESULT becomes static if the configuration of the nodes has the voters, dynamic if the metadata has them, or an empty string if the
# directory has no metadata. Only a node of a static quorum has voters in this file, and one that joins such a quorum has none.
find_quorum() {
  local -n _kind=$1
  _kind=''
  [ -e "$2/${QUORUM_STATE%/*}" ] || return 0
  _kind=dynamic
  # shellcheck disable=SC2034 # the caller's variable
  if grep -qs '"currentVoters":\[{' "$2/$QUORUM_STATE"; then _kind=static; fi
}

# usage: read_property RESULT NAME [DIRECTORY]
# RESULT becomes a value of meta.properties, whose lines are NAME=VALUE, or an empty string.
read_property() {
  local -n _value=$1
  local key text
  _value=''
  while IFS='=' read -r key text; do
    if [ "$key" = "$2" ]; then _value=$text; fi
  done <"${3:-$LOGS}/meta.properties"
}
