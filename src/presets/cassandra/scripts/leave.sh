#!/bin/bash
# usage: leave.sh
# Takes this member out of the ring for good: it copies its rows to the others, and the ring forgets it. An engineer starts it, again after
# an interruption. It is no hook of the pod, because a restart must not do it.
#
# Invariant: the file LEAVES exists before the ring can forget this member.
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${NAMESPACE:?}" "${CLUSTER_NAME:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"
# shellcheck source=SCRIPTDIR/mode.sh
. "$scripts/mode.sh"
# shellcheck source=SCRIPTDIR/peers.sh
. "$scripts/peers.sh"

addresses=() domain=''
# the container does not end because of this script
TERMINATION_LOG=/dev/null

main() {
  local mode answer=''
  MEMBERS=$(<"$MEMBERS_FILE")
  find_domain domain
  find_addresses addresses
  read_mode mode
  case $mode in
    LEAVING | DECOMMISSIONED) ;;
    NORMAL | DECOMMISSION_FAILED)
      check_ring
      keep "$LEAVES" leaving
      log 'this member copies its rows to the others and leaves the ring. If this command is interrupted, start it again'
      # shellcheck disable=SC2310 # the mode tells whether it has failed
      answer=$(nodetool decommission 2>&1) || true
      ;;
    *) fail "the server is in the mode ${mode:-of no answer}: wait until this member is Ready [LeaveRefused]" ;;
  esac
  read_mode mode
  while [ "$mode" = LEAVING ]; do
    sleep 3
    read_mode mode
  done
  [ "$mode" = DECOMMISSIONED ] || explain "$answer"
  keep "$LEAVES" left
  log "this member has left the ring. Lower replicas to $POD_INDEX, apply, and delete the claim of this pod"
}

# usage: explain ANSWER
# If Cassandra has refused, the member is in the ring as before, and needs no mark. ANSWER ends with the advice to force it, which would
# give up copies.
explain() {
  local answer=${1#nodetool: }
  # shellcheck disable=SC2034 # only the states matter
  local -A states=() racks=()
  read_states states racks
  [ "${states[${addresses[POD_INDEX]}]:-}" != UN ] || rm -f "$LEAVES"
  answer=${answer%%$'\n'*}
  fail "this member has not left the ring: ${answer%%. Perform a forceful*}. If a keyspace has as many copies as the ring has members," \
    'lower its replication first. At least three members stay [LeaveRefused]'
}

# usage: read_states STATES RACKS
# STATES and RACKS, associative arrays, become the states of the members, such as UN, and the numbers of members of the racks, by addresses
# and names.
read_states() {
  local -n _states=$1 _racks=$2
  local answer fields
  answer=$(nodetool status) || fail 'nodetool status has failed: wait until this member is Ready [LeaveRefused]'
  while read -r -a fields; do
    [[ ${fields[0]:-} =~ ^[UD][NLJM]$ ]] || continue
    _states["${fields[1]}"]=${fields[0]}
    _racks["${fields[-1]}"]=$((${_racks["${fields[-1]}"]:-0} + 1))
  done <<<"$answer"
}

# usage: check_ring
# The members that stay are those with the lowest ordinals, and each of them must take rows. The racks stay even, and none of them empty: a
# rack without members would leave two copies of a row to another one.
check_ring() {
  local address ordinal own rack
  local -A states=() racks=()
  [ ! -e "$REPAIR" ] || fail 'the ranges of this member have not been repaired yet: wait until it is Ready [LeaveRefused]'
  read_states states racks
  for ((ordinal = POD_INDEX + 1; ordinal < MEMBERS; ordinal++)); do
    [ -z "${states[${addresses[ordinal]}]:-}" ] ||
      fail "$NAME-$ordinal is in the ring, and members leave from the highest ordinal down: let that one leave first [LeaveRefused]"
  done
  unset "states[${addresses[POD_INDEX]}]"
  for address in "${!states[@]}"; do
    [ "${states[$address]}" = UN ] ||
      fail "the member at $address is ${states[$address]} and not UN: wait until nodetool status shows all members as UN [LeaveRefused]"
  done
  [ -n "${RACKS:-}" ] || return 0
  own=$(<"$RACK")
  [ "${racks[$own]:-0}" -gt 1 ] || fail "this member is the last one of the rack $own, and each rack keeps one [LeaveRefused]"
  for rack in "${!racks[@]}"; do
    [ "${racks[$rack]}" -le "${racks[$own]}" ] ||
      fail "the rack $own of this member has ${racks[$own]} members, and $rack has ${racks[$rack]}: the racks would become more uneven" \
        '[LeaveRefused]'
  done
}

main
