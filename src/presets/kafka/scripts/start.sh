#!/bin/bash
# usage: start.sh
# Becomes the node.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
find_role
find_address
rm -f "$RUN/listening" "$RUN/caught-up"
# shellcheck disable=SC2153 # from the pod
mkdir -p "$LOG_DIR"
export LOG_DIRS=$LOGS
"$BASH" "$scripts/catch-up.sh" &
# the server's alone: a second agent could not have its port
export KAFKA_OPTS="$KAFKA_OPTS ${SERVER_FLAGS:-}"
# shellcheck disable=SC2154 # what lib.sh finds out
exec "$BIN/kafka-server-start.sh" "$ETC/$role.properties"
