#!/bin/bash
# usage: start.sh
# Replaces itself with the node.
set -euo pipefail
: "${NAME:?}" "${POD_INDEX:?}" "${CONTROLLER_SET:?}" "${CONTROLLERS:?}" "${LOG_DIR:?}" "${KAFKA_OPTS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/node.sh
. "$scripts/node.sh"

main() {
  local role
  find_role role
  export_external_address
  rm -f "$LISTENING" "$CAUGHT_UP"
  mkdir -p "$LOG_DIR"
  export LOG_DIRS=$LOGS
  "$BASH" "$scripts/track-catch-up.sh" &
  # for the server only: a second agent could not bind the same port
  export KAFKA_OPTS="$KAFKA_OPTS ${SERVER_FLAGS:-}"
  exec "$BIN/kafka-server-start.sh" "$ETC/$role.properties"
}

main "$@"
