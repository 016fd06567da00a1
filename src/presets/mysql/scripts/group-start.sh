#!/bin/bash
# usage: group-start.sh MYSQLD-OPTION...
# Replaces itself with the server of a member of a group. The sidecar lets it join.
set -euo pipefail
# shellcheck source=contract.sh
. "$(dirname "$0")/contract.sh"
rm -f "$LEAVING" "$READY_FILE" "$WAS_READY"
exec mysqld "$@"
