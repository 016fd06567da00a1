#!/bin/bash
# The init container. When it ends, the volume belongs to this node of this cluster.
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_NAMESPACE:?}" "${POD_INDEX:?}" "${POD_HOST:?}" "${FIRST_NODE_ID:?}"
: "${CLUSTER_ID:?}" "${CONTROLLER_SET:?}" "${CONTROLLERS:?}" "${FIRST_CONTROLLER_ID:?}"
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
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"
# shellcheck source=SCRIPTDIR/controllers.sh
. "$scripts/controllers.sh"
# shellcheck source=SCRIPTDIR/format.sh
. "$scripts/format.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/adoption-findings.sh
. "$scripts/adoption-findings.sh"
# shellcheck source=SCRIPTDIR/adoption-facts.sh
. "$scripts/adoption-facts.sh"
# shellcheck source=SCRIPTDIR/adoption.sh
. "$scripts/adoption.sh"
# shellcheck source=SCRIPTDIR/partitions.sh
. "$scripts/partitions.sh"
# shellcheck source=SCRIPTDIR/guard-empty.sh
. "$scripts/guard-empty.sh"

main() {
  local role decision
  # the first process of a container ignores the signal otherwise, and a start that waits would last for the grace period
  trap 'exit 143' TERM
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  find_role role
  export_external_address
  check_access
  # shellcheck disable=SC2310 # its exit code is the answer
  if is_to_be_adopted; then adopt_volume; fi
  if [ -e "$LOGS/meta.properties" ]; then
    check_volume
    check_controllers "$role"
    log "node $NODE_ID ($role) has its volume"
  else
    check_empty
    await_decision decision
    if [ "$decision" = join ]; then guard_empty "$role"; fi
    format "$decision" "$role"
    rm -f "$ACCEPT_LOSS"
    log "node $NODE_ID ($role) has a new volume: $decision"
  fi
  write_atomically "$CONTROLLERS_AT_LAST_START" "$CONTROLLER_SET $CONTROLLERS"
}

main "$@"
