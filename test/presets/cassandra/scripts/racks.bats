#!/usr/bin/env bats
# Members whose racks are zones.
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

# usage: rack
# The rack with which the server was started.
rack() {
  sed -n 's/^rack=//p' "$RUN_CONFIG/cassandra-rackdc.properties"
}

@test "the rack of a member is the zone of its node, and its volume has it on record" {
  setup_pod
  zones eu-1b
  echo true >"$FIRST_BOOT_FILE"
  peer 1 empty
  peer 2 empty
  start
  [ "$status" -eq 0 ]
  [[ $output = *'this member will begin, in the rack eu-1b'* ]]
  [ "$(rack)" = eu-1b ]
  [ "$(<"$RACK")" = eu-1b ]
  grep -qx dc=datacenter1 "$RUN_CONFIG/cassandra-rackdc.properties"
}

@test "without zones, all members are in one rack, and Cassandra does not read another file for it" {
  setup_pod 1
  data
  start
  [ "$status" -eq 0 ]
  [ "$(rack)" = rack1 ]
  [ ! -e "$RUN_CONFIG/cassandra-topology.properties" ]
}

@test "a pod whose label has no zone, or one that is no rack, is refused" {
  setup_pod 1
  zones ''
  refused_unchanged 'the pod has no label topology.kubernetes.io/zone' RackUnknown
  zones eu-1
  refused_unchanged 'zone eu-1, which is none of the racks (eu-1a eu-1b eu-1c)' RackUnknown
}

@test "a member with data is refused in another zone, and starts in its own" {
  setup_pod 1
  data
  echo eu-1a >"$RACK"
  zones eu-1b
  refused_unchanged 'belongs to the rack eu-1a for its life, and would start in the rack eu-1b' \
    "move the pod to the zone eu-1a" "'Return a member to its rack'" RackDiffers
  zones eu-1a
  start
  [ "$status" -eq 0 ]
  [ "$(rack)" = eu-1a ]
}

@test "a ring with data takes no racks, and gives none up" {
  setup_pod 1
  data
  zones eu-1a
  refused_unchanged 'belongs to the rack rack1' RackDiffers
  echo eu-1a >"$RACK"
  unset RACKS ZONE
  refused_unchanged 'belongs to the rack eu-1a' RackDiffers
}

@test "an interrupted begin is refused in another zone" {
  setup_pod
  echo 'orders shop/cassandra-0' >"$OWNER"
  echo begin >"$ENTRY"
  echo eu-1a >"$RACK"
  zones eu-1b
  refused_unchanged RackDiffers
}

@test "an empty member replaces itself in the rack that the ring has on record, and is refused in another one" {
  setup_pod 1
  zones eu-1c
  peer 0 serves
  peer 2 serves
  ring 10.0.0.2/eu-1b 10.0.0.3/eu-1c
  refused_unchanged 'belongs to the rack eu-1b' 'The volume is empty' RackDiffers
  zones eu-1b
  start
  [ "$status" -eq 0 ]
  [ "$(rack)" = eu-1b ]
  grep -q replace_address_first_boot=10.0.0.2 "$pod/log"
}

@test "an engineer who lets an empty member begin cannot let it change its rack" {
  setup_pod 1
  zones eu-1a
  peer 0 serves
  ring 10.0.0.2/eu-1b 10.0.0.3/eu-1c
  touch "$REPLACE_NOW"
  refused_unchanged 'belongs to the rack eu-1b' RackDiffers
  zones eu-1b
  start
  [ "$status" -eq 0 ]
}

@test "a member whose rack the ring has not recorded replaces itself" {
  setup_pod 1
  peer 0 serves
  peer 2 serves
  ring 10.0.0.2/null 10.0.0.3
  start
  [ "$status" -eq 0 ]
}

@test "a new member joins in the rack of its zone" {
  setup_pod 3
  echo 6 >"$MEMBERS_FILE"
  zones eu-1a
  for ordinal in 0 1 2; do peer "$ordinal" serves; done
  ring 10.0.0.2/eu-1b 10.0.0.3/eu-1c
  start
  [ "$status" -eq 0 ]
  [ "$(rack)" = eu-1a ]
}

@test "members leave so that the racks stay even and none of them becomes empty" {
  setup_pod 3
  echo 6 >"$MEMBERS_FILE"
  data
  echo eu-1a >"$RACK"
  zones eu-1a
  echo 'Mode: NORMAL' >"$pod/mode"
  echo 'echo "Mode: DECOMMISSIONED" >"$pod/mode"' >"$pod/decommission"
  members() { printf 'UN  10.0.0.%s  1.5 MiB  16  50.0%%  0000-0000  %s \n' "$@" >"$pod/status"; }

  members 1 eu-1a 2 eu-1b 3 eu-1b 4 eu-1a 5 eu-1b
  run bash "$scripts/leave.sh"
  [ "$status" -eq 1 ]
  [[ $output = *'cassandra-4 is in the ring'* ]]
  members 1 eu-1b 2 eu-1b 3 eu-1c 4 eu-1a
  run bash "$scripts/leave.sh"
  [[ $output = *'this member is the last one of the rack eu-1a'*LeaveRefused* ]]
  members 1 eu-1b 2 eu-1b 3 eu-1b 4 eu-1a 0 eu-1a
  run bash "$scripts/leave.sh"
  [[ $output = *'the rack eu-1a of this member has 2 members, and eu-1b has 3'*LeaveRefused* ]]
  members 1 eu-1a 2 eu-1b 3 eu-1c 4 eu-1a
  run bash "$scripts/leave.sh"
  [ "$status" -eq 0 ]
}
