#!/bin/bash
# The init container of a member of a group. When it ends, the server may be started, and the sidecar lets it join.
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${PRIMARY_ORDINAL:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/password-checks.sh
. "$scripts/password-checks.sh"
# shellcheck source=SCRIPTDIR/sql.sh
. "$scripts/sql.sh"
# shellcheck source=SCRIPTDIR/server.sh
. "$scripts/server.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"
# shellcheck source=SCRIPTDIR/version.sh
. "$scripts/version.sh"
# shellcheck source=SCRIPTDIR/provision.sh
. "$scripts/provision.sh"
# shellcheck source=SCRIPTDIR/survey.sh
. "$scripts/survey.sh"
# shellcheck source=SCRIPTDIR/role.sh
. "$scripts/role.sh"
# shellcheck source=SCRIPTDIR/group-state.sh
. "$scripts/group-state.sh"
# shellcheck source=SCRIPTDIR/topology.sh
. "$scripts/topology.sh"

main() {
  local version role _
  trap 'exit 143' TERM
  umask 077
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  check_volume
  check_passwords
  : >"$ROLE_CONFIG"
  write_client_options "$RUN/members.cnf" "$MEMBERS_USER" replication
  check_version version group
  read_role role _
  if [ ! -d "$DATA/mysql" ]; then
    provision group
  elif [ "$role" != group ]; then
    adopt_data yes
  fi
  write_atomically "$ROLE_OF_DATA" "group $PRIMARY_ORDINAL"
  check_settings 'member of a group'
  log "member $POD_INDEX has its data"
}

main "$@"
