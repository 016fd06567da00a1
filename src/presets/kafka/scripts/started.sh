#!/bin/bash
# The startup probe succeeds once the node has caught up and listens. The port is part of the condition because CAUGHT_UP of the last
# container exists until start.sh deletes it. The probe changes no state.
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
  find_role role
  [ -e "$CAUGHT_UP" ] || {
    echo 'it has not caught up since it started [NotCaughtUp]'
    exit 1
  }
  find_port port "$role"
  probe_port listens localhost "$port"
  [ "$listens" = yes ] || {
    echo "no server listens on port $port [NotListening]"
    exit 1
  }
}

main "$@"
