#!/bin/bash
# Beside a node that starts: writes down when it listens and when it has caught up for the first time, a controller with its vote and a broker with its copies.
# The probes read that. Later on a node stays ready while it lags: taking it away would help nobody.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"

# usage: find_missing
# Sets missing: what the node still has to get, or nothing.
find_missing() {
  missing=''
  if [[ $role = *controller ]]; then find_vote; fi
  if [ -z "$missing" ] && [[ $role = broker* ]]; then list_lagging; fi
}

# usage: find_vote
# Sets missing, where this node's directory is not among the voters: an emptied controller gets its vote back seconds after it listens, and until then one more that is
# away can be one too many. The line that is read looks like this:
#   CurrentVoters:   [{"id": 0, "directoryId": "kjoB0FoSTNivvute7u2z0A", "endpoints": ["CONTROLLER://..."]}, ...]
find_vote() {
  local text
  property directory.id
  if ! text=$("$BIN/kafka-metadata-quorum.sh" --bootstrap-controller "$POD_HOST:$CONTROLLER_PORT" --command-config "$ETC/tools.properties" describe --status 2>&1); then
    missing=${text:-no answer}
  elif [[ ! $text =~ CurrentVoters:[^$'\n']*\"$value\" ]]; then
    missing='the vote of this controller'
  fi
}

# usage: list_lagging
# Sets missing: the partitions that have a copy here which is not in sync with their leader. The lines that are read look like this:
#   Topic: orders  Partition: 0  Leader: 1  Replicas: 1,2,0  Isr: 1,2  Elr: ...
list_lagging() {
  local text line lagging=()
  if ! text=$("$BIN/kafka-topics.sh" --bootstrap-server "$POD_HOST:$INTERNAL_PORT" --command-config "$ETC/tools.properties" --describe --under-replicated-partitions 2>&1); then
    missing=${text:-no answer}
    return 0
  fi
  while read -r line; do
    [[ $line =~ Topic:\ *([^[:space:]]+)[[:space:]]+Partition:\ *([0-9]+)[[:space:]]+Leader:\ *[0-9]+.*Replicas:\ *([0-9,]*).*Isr:\ *([0-9,]*) ]] || continue
    [[ ,${BASH_REMATCH[3]}, = *,$NODE_ID,* && ,${BASH_REMATCH[4]}, != *,$NODE_ID,* ]] || continue
    lagging+=("${BASH_REMATCH[1]}-${BASH_REMATCH[2]}")
  done <<<"$text"
  [ "${#lagging[@]}" = 0 ] || missing="${#lagging[@]} partitions, ${lagging[*]:0:5}"
}

main() {
  find_role
  use_tools
  while true; do
    # shellcheck disable=SC2154 # what lib.sh finds out
    knock localhost "$port"
    [ "$answer" != yes ] || break
    if [ "$SECONDS" -ge 5 ]; then report "waiting until the node listens on port $port: it recovers its logs and needs a controller"; fi
    sleep 0.5
  done
  : >"$RUN/listening"
  while true; do
    find_missing
    [ -n "$missing" ] || break
    report "catching up: $missing"
    sleep 2
  done
  : >"$RUN/caught-up"
  say "node $NODE_ID has caught up"
}

main "$@"
