#!/bin/bash
# The init container: leaves a volume that belongs to this node of this cluster.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"
# shellcheck source=SCRIPTDIR/format.sh
. "$scripts/format.sh"
# shellcheck source=SCRIPTDIR/partitions.sh
. "$scripts/partitions.sh"
# shellcheck source=SCRIPTDIR/guard-empty.sh
. "$scripts/guard-empty.sh"

main() {
  find_role
  find_address
  check_access
  if [ -e "$LOGS/meta.properties" ]; then
    check_volume
    check_controllers
    say "node $NODE_ID ($role) has its volume"
  else
    check_empty
    decide
    if [ "$decision" = join ] && [[ $role = broker* ]]; then guard_empty; fi
    format "$decision"
    rm -f "$VOLUME/accept-loss"
    say "node $NODE_ID ($role) has a new volume: $decision"
  fi
  note_controllers
}

main "$@"
