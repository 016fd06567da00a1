#!/bin/bash
# The init container. When it ends, the data may be served, and RUN has the role of this member.
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
# shellcheck source=SCRIPTDIR/act.sh
. "$scripts/act.sh"
# shellcheck source=SCRIPTDIR/group-state.sh
. "$scripts/group-state.sh"
# shellcheck source=SCRIPTDIR/topology.sh
. "$scripts/topology.sh"

main() {
  local version role leader primary previous_role provisioned=no
  trap 'exit 143' TERM
  umask 077
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  check_volume
  check_passwords
  : >"$ROLE_CONFIG"
  write_client_options "$RUN/members.cnf" "$MEMBERS_USER" replication
  check_version version
  read_role previous_role _
  if [ ! -d "$DATA/mysql" ]; then
    provision
    provisioned=yes
  elif [ "$previous_role" = group ]; then
    adopt_data no
    write_atomically "$ROLE_OF_DATA" ''
  fi
  settle_role role leader primary "$provisioned" "$version"
  write_role "$role" "$leader" "$primary"
  check_settings "$role"
  log "member $POD_INDEX is $role of $leader"
}

main "$@"
