#!/bin/bash
# The liveness probe fails if a node that has listened once does not listen any more. Before that it always succeeds, because recovery of
# logs can take long and a broker waits for controllers. It does not depend on other nodes: a broker without controllers still listens.
set -euo pipefail
: "${NAME:?}" "${POD_INDEX:?}" "${POD_HOST:?}" "${FIRST_NODE_ID:?}" "${CONTROLLER_SET:?}" "${CONTROLLERS:?}"
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
    echo "no server listens on port $port any more"
    exit 1
  }
}

main "$@"
