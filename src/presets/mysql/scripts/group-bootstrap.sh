#!/bin/bash
# The init container of a member of a group. When it ends, the server may be started, and the sidecar lets it join.
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${PRIMARY_ORDINAL:?}"
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/prepare.sh
. "$scripts/prepare.sh"

main() {
  local version role _
  prepare version group
  read_role role _
  # shellcheck disable=SC2310 # its exit code is the answer
  if [ ! -d "$DATA/mysql" ]; then
    provision _ group
  elif is_to_be_adopted; then
    adopt "$version" yes
  elif [ "$role" != group ]; then
    adopt_data yes
  fi
  write_atomically "$ROLE_OF_DATA" "group $PRIMARY_ORDINAL"
  cp "$ETC/group.cnf" "$ROLE_CONFIG"
  check_settings 'member of a group'
  log "member $POD_INDEX has its data"
}

main "$@"
