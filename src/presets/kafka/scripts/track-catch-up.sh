#!/bin/bash
# Runs in parallel with a node that starts. Records for the startup probe when the node has caught up: a controller with its vote, a broker
# with its copies.
set -euo pipefail
: "${NAME:?}" "${POD_INDEX:?}" "${POD_HOST:?}" "${FIRST_NODE_ID:?}" "${CONTROLLER_SET:?}" "${CONTROLLERS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/node.sh
. "$scripts/node.sh"
# shellcheck source=SCRIPTDIR/network.sh
. "$scripts/network.sh"
# shellcheck source=SCRIPTDIR/tools.sh
. "$scripts/tools.sh"

# usage: find_missing RESULT ROLE
# RESULT becomes the data or vote that the node still lacks, or an empty string.
find_missing() {
  local -n _missing=$1
  _missing=''
  if [[ $2 = *controller ]]; then check_vote "$1" "$2"; fi
  if [ -z "$_missing" ] && [[ $2 = broker* ]]; then list_lagging "$1"; fi
}

# usage: check_vote MISSING ROLE
# MISSING becomes the reason if this node's directory is not among the voters. A controller with an empty volume gets its vote again seconds
# after it listens. Until then, the loss of one more controller can cost the quorum. The input line looks like this:
#   CurrentVoters:   [{"id": 0, "directoryId": "kjoB0FoSTNivvute7u2z0A", "endpoints": ["CONTROLLER://..."]}, ...]
# Voters of a static quorum have no directories. With metadata before 3.7, which only combined nodes adopt, only brokers answer.
check_vote() {
  local -n _reason=$1
  local directory text quorum server=(--bootstrap-controller "$POD_HOST:$CONTROLLER_PORT")
  read_property directory directory.id
  find_quorum quorum "$LOGS"
  if [ "$quorum" = static ] && [ "$2" != controller ]; then server=(--bootstrap-server "$POD_HOST:$INTERNAL_PORT"); fi
  if ! text=$("$BIN/kafka-metadata-quorum.sh" "${server[@]}" --command-config "$TOOL_CONFIG" describe --status 2>&1); then
    _reason=${text:-no answer}
  elif [[ ! $text =~ CurrentVoters:[^$'\n']*(\"$directory\"|\{\"id\":\ $NODE_ID,\ \"endpoints\") ]]; then
    # shellcheck disable=SC2034 # the caller's variable
    _reason='the vote of this controller'
  fi
}

# usage: list_lagging MISSING
# MISSING becomes the partitions whose copy on this broker is not in sync with their leader. The input lines look like this:
#   Topic: orders  Partition: 0  Leader: 1  Replicas: 1,2,0  Isr: 1,2  Elr: ...
list_lagging() {
  local -n _reason=$1
  local text line lagging=()
  local partition='Topic: *([^[:space:]]+)[[:space:]]+Partition: *([0-9]+)[[:space:]]+Leader: *[0-9]+'
  if ! text=$("$BIN/kafka-topics.sh" --bootstrap-server "$POD_HOST:$INTERNAL_PORT" --command-config "$TOOL_CONFIG" \
    --describe --under-replicated-partitions 2>&1); then
    _reason=${text:-no answer}
    return 0
  fi
  while read -r line; do
    [[ $line =~ $partition.*Replicas:\ *([0-9,]*).*Isr:\ *([0-9,]*) ]] || continue
    [[ ,${BASH_REMATCH[3]}, = *,$NODE_ID,* && ,${BASH_REMATCH[4]}, != *,$NODE_ID,* ]] || continue
    lagging+=("${BASH_REMATCH[1]}-${BASH_REMATCH[2]}")
  done <<<"$text"
  # shellcheck disable=SC2034 # the caller's variable
  [ "${#lagging[@]}" = 0 ] || _reason="${#lagging[@]} partitions, ${lagging[*]:0:5}"
}

main() {
  local role port listens missing
  find_role role
  find_port port "$role"
  use_small_jvm
  while true; do
    probe_port listens localhost "$port"
    [ "$listens" != yes ] || break
    if [ "$SECONDS" -ge 5 ]; then log_change "waiting until the node listens on port $port: it recovers its logs and needs a controller"; fi
    sleep 0.5
  done
  while true; do
    find_missing missing "$role"
    [ -n "$missing" ] || break
    log_change "catching up: $missing"
    sleep 2
  done
  : >"$CAUGHT_UP"
  log "node $NODE_ID has caught up"
}

main "$@"
