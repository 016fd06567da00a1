#!/bin/bash
# Runs before Patroni is stopped. A leader hands over to the lowest member that can take over, because a rolling update stops that one last.
# So the leader changes as seldom as possible, and a member with larger values of the settings that a replica must not have smaller than the
# primary does not become the primary while another one has not been updated.
set -uo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${POD_IP:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/rest.sh
. "$scripts/rest.sh"

main() {
  local ordinal status
  status=$(request GET /leader)
  [ "$status" = 200 ] || return 0
  for ((ordinal = 0; ordinal < MAX_MEMBERS; ordinal++)); do
    [ "$ordinal" -ne "$POD_INDEX" ] || continue
    status=$(request POST /switchover "{\"leader\":\"$POD_NAME\",\"candidate\":\"$NAME-$ordinal\"}")
    # without an answer, Patroni is in the middle of it or hangs, and the pod has to end
    [ "${status:-200}" != 200 ] || return 0
  done
}

main "$@"
