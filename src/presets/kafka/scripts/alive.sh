#!/bin/bash
# The liveness probe: a node that listened once still does. Until then nothing is said against it: recovery of logs takes as long as it
# takes, and a broker waits for controllers. No other node has a part in it, for a broker that lost its controllers listens on.
set -euo pipefail
: "${NAME:?}" "${POD_INDEX:?}" "${POD_HOST:?}" "${CONTROLLER_SET:?}" "${CONTROLLERS:?}"
scripts=${0%/*}
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/node.sh
. "$scripts/node.sh"
# shellcheck source=SCRIPTDIR/network.sh
. "$scripts/network.sh"

main() {
  local role port listens
  [ -e "$LISTENING" ] || return 0
  find_role role
  find_port port "$role"
  probe_port listens localhost "$port"
  [ "$listens" = yes ] || {
    echo "nothing listens on port $port any more"
    exit 1
  }
}

main "$@"
