#!/bin/bash
# Runs before Patroni is stopped. A leader hands over to the lowest member that can take over, because a rolling update stops that one last.
# So the leader changes as seldom as possible, and a member with larger values of the settings that a replica must not have smaller than the
# primary never becomes the primary of one that has not been updated.
set -uo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${POD_IP:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"

# usage: request METHOD PATH [BODY]
# Prints the status of the answer. Patroni accepts requests that act from the addresses of members only, so this one does not use loopback.
request() {
  local connection status body=${3:-}
  exec {connection}<>"/dev/tcp/$POD_IP/$PATRONI_PORT" || return
  printf '%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' "$1" "$2" "${#body}" "$body" >&"$connection"
  read -r -t 20 -u "$connection" _ status _
  exec {connection}>&-
  echo "$status"
}

main() {
  local ordinal status
  status=$(request GET /leader)
  [ "$status" = 200 ] || return 0
  for ((ordinal = 0; ordinal < MAX_MEMBERS; ordinal++)); do
    [ "$ordinal" -ne "$POD_INDEX" ] || continue
    status=$(request POST /switchover "{\"leader\":\"$POD_NAME\",\"candidate\":\"$NAME-$ordinal\"}")
    [ "$status" != 200 ] || return 0
  done
}

main "$@"
