#!/bin/bash
# Makes the data of one topology that of the other: of a primary and its replicas, or of a group.

# usage: adopt_data IS_GROUP
# IS_GROUP (yes or no): whether this member starts as one of a group. Transactions that the member has received and not applied can be
# acknowledged, so they are applied before their channels are deleted.
adopt_data() {
  local unapplied grants channel state
  check_topology "$1"
  log 'the data has the other topology: adopting it'
  start_server --defaults-file="$CONFIG" --skip-networking --relay-log-recovery=OFF
  read_source_record state
  case $state in
    gtid | position) fail "this set follows a server outside of it, and a group cannot: no data was changed. Set the former topology and" \
      "source again, and cut over first ($DOCUMENTATION, 'Cut over to the set') [SourceMissing]" ;;
  esac
  if [ "$1" = yes ]; then
    grants=$(local_sql "SHOW GRANTS FOR '$REPLICATION_USER'@'%'")
    [[ $grants = *GROUP_REPLICATION_STREAM* ]] || fail "the accounts of the set have no privileges for a group: no data was changed." \
      "Grant them before you change the topology ($DOCUMENTATION, 'Change the topology') [AccountsOfReplication]"
  fi
  apply_relay_log unapplied
  [ -z "$unapplied" ] || fail "this member has received transactions that it cannot apply (see the log above for the cause), and the" \
    "change of the topology would delete them: $unapplied [RelayLogNotApplied]"
  for channel in $(local_sql "SELECT QUOTE(channel_name) FROM performance_schema.replication_connection_configuration"); do
    local_sql "RESET REPLICA ALL FOR CHANNEL $channel"
  done
  rm -f "$CLONED"
  stop_server
}

# usage: check_topology IS_GROUP
# Ends the start if another member with data has the other topology.
check_topology() {
  local peers ordinal is_group
  local -A peer
  list_peers peers
  for ordinal in "${peers[@]}"; do
    query_group_member peer "$ordinal"
    if [ "${peer[reached]}" != answered ] || [ "${peer[has_data]}" = no ]; then continue; fi
    is_group=yes
    [ "${peer[group]}" != none ] || is_group=no
    [ "$is_group" = "$1" ] || fail "the topology of a running set cannot be changed: this member has data of the former topology, and" \
      "member $ordinal still runs with it. No data was changed. Set the former topology again, or follow the procedure" \
      "($DOCUMENTATION, 'Change the topology') [TopologyChanged]"
  done
}
