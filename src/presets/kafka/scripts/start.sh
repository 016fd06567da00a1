#!/bin/bash
# usage: start.sh
# Replaces itself with the node.
set -euo pipefail
: "${NAME:?}" "${POD_INDEX:?}" "${POD_HOST:?}" "${FIRST_NODE_ID:?}" "${CONTROLLER_SET:?}" "${CONTROLLERS:?}" "${FIRST_CONTROLLER_ID:?}"
: "${LOG_DIR:?}" "${KAFKA_OPTS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/node.sh
. "$scripts/node.sh"

# usage: list_voters RESULT
# RESULT becomes the value of controller.quorum.voters.
list_voters() {
  local -n _voters=$1
  local ordinal domain=${POD_HOST#*.*.}
  _voters=''
  for ((ordinal = 0; ordinal < CONTROLLERS; ordinal++)); do
    _voters+="${_voters:+,}$((FIRST_CONTROLLER_ID + ordinal))@$CONTROLLER_SET-$ordinal.$CONTROLLER_SET.$domain:$CONTROLLER_PORT"
  done
}

main() {
  local role quorum voters options=()
  find_role role
  export_external_address
  rm -f "$CAUGHT_UP"
  mkdir -p "$LOG_DIR"
  export LOG_DIRS=$LOGS
  find_quorum quorum "$LOGS"
  if [ "$quorum" = static ]; then
    list_voters voters
    options=(--override "controller.quorum.voters=$voters")
    log "the quorum of this cluster is static, and a lost volume of a controller can be replaced only after its conversion" \
      "($DOCUMENTATION, 'Convert a static quorum') [QuorumStatic]"
  fi
  "$BASH" "$scripts/track-catch-up.sh" &
  # for the server only: a second agent could not bind the same port
  export KAFKA_OPTS="$KAFKA_OPTS ${SERVER_FLAGS:-}"
  exec "$BIN/kafka-server-start.sh" "$ETC/$role.properties" "${options[@]}"
}

main "$@"
