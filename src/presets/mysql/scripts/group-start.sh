#!/bin/bash
# usage: group-start.sh MYSQLD-OPTION...
# Replaces itself with the server of a member of a group. The sidecar lets it join.
set -euo pipefail
# shellcheck source=contract.sh
. "$(dirname "$0")/contract.sh"
rm -f "$LEAVING" "$READY_FILE" "$READY_AT"
# The server waits for no process that a script leaves when it is killed, such as that of a probe. With this, none has to be waited for.
trap '' CHLD
exec mysqld "$@"
