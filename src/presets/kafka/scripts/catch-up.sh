#!/bin/bash
# Beside a node that starts: writes down when it listens and, for a broker, when its copies have caught up for the first time. The probes read that.
# Later on a broker stays ready while it lags: taking it away would help nobody.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"

# usage: list_lagging
# Sets lagging: the partitions that have a copy here which is not in sync with their leader, and failed where nobody could be asked. The lines that are read look like this:
#   Topic: orders  Partition: 0  Leader: 1  Replicas: 1,2,0  Isr: 1,2  Elr: ...
list_lagging() {
  local text line
  lagging=() failed=''
  if ! text=$("$BIN/kafka-topics.sh" --bootstrap-server "$POD_HOST:$INTERNAL_PORT" --command-config "$ETC/tools.properties" --describe --under-replicated-partitions 2>&1); then
    failed=$text
    return 0
  fi
  while read -r line; do
    [[ $line =~ Topic:\ *([^[:space:]]+)[[:space:]]+Partition:\ *([0-9]+)[[:space:]]+Leader:\ *[0-9]+.*Replicas:\ *([0-9,]*).*Isr:\ *([0-9,]*) ]] || continue
    [[ ,${BASH_REMATCH[3]}, = *,$NODE_ID,* && ,${BASH_REMATCH[4]}, != *,$NODE_ID,* ]] || continue
    lagging+=("${BASH_REMATCH[1]}-${BASH_REMATCH[2]}")
  done <<<"$text"
}

main() {
  local said=''
  find_role
  use_tools
  while true; do
    # shellcheck disable=SC2154 # what lib.sh finds out
    knock localhost "$port"
    [ "$answer" != yes ] || break
    sleep 0.5
  done
  : >"$RUN/listening"
  while [ "$role" != controller ]; do
    list_lagging
    [ -n "$failed" ] || [ "${#lagging[@]}" -gt 0 ] || break
    if [ "$failed${lagging[*]}" != "$said" ]; then
      said=$failed${lagging[*]}
      say "catching up: ${failed:-${#lagging[@]} partitions, ${lagging[*]:0:5}}"
    fi
    sleep 2
  done
  : >"$RUN/caught-up"
  say "node $NODE_ID has caught up"
}

main "$@"
