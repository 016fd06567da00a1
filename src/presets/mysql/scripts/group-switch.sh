#!/bin/bash
# Makes this member the primary of its group. Transactions that are open on the primary get ten seconds to end.
#   kubectl -n shop exec mysql-1 -c mysql -- bash /etc/mysql/stateful/scripts/group-switch.sh
set -euo pipefail
# shellcheck source=contract.sh
. "$(dirname "$0")/contract.sh"
mysql --no-defaults --user=mysql --socket="$SOCKET" -NB -e 'SELECT group_replication_set_as_primary(@@server_uuid, 10)'
