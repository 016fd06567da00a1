#!/bin/bash
# Replaces itself with a member of the ring. The volume and the other members decide how it starts.
#
# Invariant: until the server starts, this member takes no part in the ring, and all data on its volume is kept.
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${NAMESPACE:?}" "${CLUSTER_NAME:?}" "${SUPERUSER:?}" "${ANSWERS_JOBS:?}"
: "${SERVER_JVMFLAGS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/certificates.sh
. "$scripts/certificates.sh"
# shellcheck source=SCRIPTDIR/cql.sh
. "$scripts/cql.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"
# shellcheck source=SCRIPTDIR/rack.sh
. "$scripts/rack.sh"
# shellcheck source=SCRIPTDIR/peers.sh
. "$scripts/peers.sh"
# shellcheck source=SCRIPTDIR/cqlsh.sh
. "$scripts/cqlsh.sh"
# shellcheck source=SCRIPTDIR/superuser.sh
. "$scripts/superuser.sh"
# shellcheck source=SCRIPTDIR/ring.sh
. "$scripts/ring.sh"
# shellcheck source=SCRIPTDIR/entry.sh
. "$scripts/entry.sh"
# shellcheck source=SCRIPTDIR/left.sh
. "$scripts/left.sh"
# shellcheck source=SCRIPTDIR/mode.sh
. "$scripts/mode.sh"
# shellcheck source=SCRIPTDIR/repair.sh
. "$scripts/repair.sh"
# shellcheck source=SCRIPTDIR/turns.sh
. "$scripts/turns.sh"
# shellcheck source=SCRIPTDIR/snapshot.sh
. "$scripts/snapshot.sh"
# shellcheck source=SCRIPTDIR/restore.sh
. "$scripts/restore.sh"

# The state of a start: the addresses of all members by ordinal, the domain of the cluster, and the rack of this member. main sets them
# before it asks other members.
addresses=() domain='' rack=''
# the last logged reason of a wait, and the process that answers that this member is empty
wait_reason='' answerer=''

main() {
  local state entry=member serving_members=() empty silent restores=''
  trap 'exit 143' TERM
  umask 077
  rm -f "$REPAIRING" "$WAIT_REASON" "$TURN" "$FAULTS"
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  check_image
  MEMBERS=$(<"$MEMBERS_FILE")
  [ "$POD_INDEX" -lt "$MEMBERS" ] ||
    fail "member $POD_INDEX is not one of the $MEMBERS members: kubectl scale alone makes no ring larger. Change replicas in the program" \
      '[MemberNotConfigured]'
  check_volume
  read_volume state
  find_rack rack
  check_kept_rack "$state"
  remove_parts
  await_room
  write_certificates
  find_domain domain
  find_addresses addresses
  if [ "$ANSWERS_JOBS" = true ]; then answer_jobs & fi
  case $state in
    begun) entry=begin ;;
    restored) entry=restore ;;
    empty)
      [ ! -e "$FETCHED" ] || decide_restore restores
      if [ -n "$restores" ]; then
        entry=restore
        record_restore
      else
        decide_entry entry serving_members
        [ "$entry" != begin ] || check_password
        record_entry "$entry"
      fi
      ;;
    member)
      [ ! -e "$LEAVES" ] || check_left
      survey serving_members empty silent
      ;;
    *) ;;
  esac
  write_config "$entry" "${serving_members[@]}"
  set_flags "$entry"
  finish_entry "$entry" &
  if [ -e "$CERTIFICATE/tls.key" ]; then renew_certificates & fi
  exec cassandra -f
}

# usage: check_image
# Without one of these programs, a start would end with a message of the shell, some of them only after it has changed the volume.
check_image() {
  local program
  for program in cassandra nodetool cqlsh python3; do
    [ -n "$(type -P "$program" || true)" ] ||
      fail "the image has no $program on its PATH. No file was changed. Use an image of Cassandra ($DOCUMENTATION, 'When something is" \
        "wrong') [ImageIncomplete]"
  done
}

# usage: record_entry ENTRY
# The files that an entry needs are written before it.
record_entry() {
  log "the volume is empty: this member will $1, in the rack $rack"
  keep "$OWNER" "$CLUSTER_NAME $NAMESPACE/$POD_NAME"
  keep "$RACK" "$rack"
  if [ "$1" = replace ]; then keep "$REPAIR" "$1"; fi
  if [ "$1" = begin ]; then keep "$PROVISION" "$1"; fi
  keep "$ENTRY" "$1"
}

# usage: write_config ENTRY SERVING...
# A member that begins a ring is its own only seed. One that enters has those that serve, or it would join without data. One with data has
# the others, and itself only if none of them serves: a seed takes part in the ring without bootstrap, even if the ring has forgotten it.
write_config() {
  local ordinal seeds='' seeding=("${@:2}")
  case $1 in
    begin) seeding=("$POD_INDEX") ;;
    member | restore)
      seeding=("${!addresses[@]}")
      [ $# -eq 1 ] || unset "seeding[POD_INDEX]"
      ;;
    *) ;;
  esac
  for ordinal in "${seeding[@]}"; do seeds="$seeds${seeds:+,}${addresses[ordinal]}"; done
  mkdir -p "$RUN_CONFIG/triggers"
  # a member that has not heard of another one yet would take its rack from this file, and not from its own data
  find "$IMAGE_CONFIG" -maxdepth 1 -type f ! -name cassandra-topology.properties -exec cp -f {} "$RUN_CONFIG" \;
  cp -f "$ETC/logback.xml" "$RUN_CONFIG"
  {
    cat "$ETC/cassandra-rackdc.properties"
    echo "rack=$rack"
  } >"$RUN_CONFIG/cassandra-rackdc.properties"
  {
    cat "$CONFIG"
    echo "broadcast_address: ${addresses[POD_INDEX]}"
    echo "broadcast_rpc_address: ${addresses[POD_INDEX]}"
    echo "seed_provider: [{class_name: org.apache.cassandra.locator.SimpleSeedProvider, parameters: [{seeds: '$seeds'}]}]"
    [ "$1" != restore ] || restored_settings
  } >"$RUN_CONFIG/cassandra.yaml"
  export CASSANDRA_CONF=$RUN_CONFIG
}

# usage: set_flags ENTRY
# The fixed waits of the server are for rings of hundreds of members. A member that begins a ring has no other one to wait for. Any other
# member continues when the members that it knows have not changed for three half seconds. Without its own setting, the time after which a
# silent joining member is forgotten would follow the shortened delay.
set_flags() {
  local first_boot quarantine=-Dcassandra.gossip_quarantine_delay_ms=60000
  local flags=(-Dcassandra.gossip_settle_min_wait_ms=2000 -Dcassandra.gossip_settle_interval_ms=500)
  case $1 in
    begin)
      flags=(-Dcassandra.ring_delay_ms=1000 -Dcassandra.skip_wait_for_gossip_to_settle=0 -Dcassandra.superuser_setup_delay_ms=2000)
      flags+=("$quarantine")
      ;;
    join)
      flags+=(-Dcassandra.reset_bootstrap_progress=true)
      read_first_boot first_boot
      [ "$first_boot" != true ] || flags+=(-Dcassandra.ring_delay_ms=10000 "$quarantine")
      ;;
    replace)
      flags+=(-Dcassandra.reset_bootstrap_progress=true)
      if [ -s "$REPLACES" ]; then
        flags+=("-Dcassandra.replace_address_first_boot=$(<"$REPLACES")")
      else
        flags+=("-Dcassandra.replace_address_first_boot=${addresses[POD_INDEX]}")
      fi
      ;;
    *) ;;
  esac
  if [ -e "$REPAIR" ] || [ "$1" = restore ]; then flags+=(-Dcassandra.start_native_transport=false); fi
  export JVM_EXTRA_OPTS="$SERVER_JVMFLAGS ${flags[*]}"
}

main "$@"
