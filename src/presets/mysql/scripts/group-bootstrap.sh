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

# usage: adopt_replica
# Makes data of a primary or replica that of a member of a group. Transactions that a replica has received and not applied can be
# acknowledged, so they are applied before the channel is deleted.
adopt_replica() {
  local unapplied grants
  check_topology
  log 'the data is that of a primary or replica: making it that of a member of a group'
  start_server --defaults-file="$CONFIG" --server-id="1$POD_INDEX" --skip-networking
  grants=$(local_sql "SHOW GRANTS FOR '$REPLICATION_USER'@'%'")
  [[ $grants = *GROUP_REPLICATION_STREAM* ]] || fail "the accounts of the set have no privileges for a group: no data was changed. Grant" \
    "them before you change the topology ($DOCUMENTATION, 'Change the topology') [AccountsOfReplication]"
  apply_relay_log unapplied
  [ -z "$unapplied" ] || fail "this member has received transactions that it cannot apply (see the log above for the cause), so it cannot" \
    "become a member of a group: $unapplied [RelayLogNotApplied]"
  local_sql 'STOP REPLICA; RESET REPLICA ALL'
  stop_server
}

# usage: check_topology
# Ends the start if another member runs as a primary or replica.
check_topology() {
  local peers ordinal
  local -A peer
  list_peers peers
  for ordinal in "${peers[@]}"; do
    query_group_member peer "$ordinal"
    if [ "${peer[reached]}" = answered ] && [ "${peer[has_data]}" = yes ] && [ "${peer[group]}" = none ]; then
      fail "this member has the data of a primary or replica, and member $ordinal runs as one of them: the topology of a running set cannot" \
        "be changed. No data was changed. Set the former topology again, or follow the procedure ($DOCUMENTATION," \
        "'Change the topology') [TopologyChanged]"
    fi
  done
}

main() {
  local version role primary
  trap 'exit 143' TERM
  umask 077
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  check_volume
  check_passwords
  : >"$ROLE_CONFIG"
  write_client_options "$RUN/members.cnf" "$MEMBERS_USER" replication
  check_version version
  read_role role primary
  if [ ! -d "$DATA/mysql" ]; then
    provision group
  elif [ "$role" != group ]; then
    adopt_replica
  fi
  write_atomically "$ROLE_OF_DATA" "group $PRIMARY_ORDINAL"
  check_settings 'member of a group'
  log "member $POD_INDEX has its data"
}

main "$@"
