#!/usr/bin/env bats
# Members that join a ring with data, and members that leave it.
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

# usage: leave
leave() {
  run bash "$scripts/leave.sh"
}

# usage: setup_leaving [ORDINAL]
# A ring of four members, all of which are up, and a server that can leave it.
setup_leaving() {
  setup_pod "${1:-3}"
  echo 4 >"$MEMBERS_FILE"
  data
  echo 'Mode: NORMAL' >"$pod/mode"
  printf 'UN  10.0.0.%s  100 KiB  16\n' 1 2 3 4 >"$pod/status"
  echo 'cp "$LEAVES" "$pod/marked"; echo "Mode: DECOMMISSIONED" >"$pod/mode"' >"$pod/decommission"
  export LEAVES
}

@test "a member that the ring does not know joins it without a first boot, and waits as long as Cassandra recommends" {
  setup_pod 3
  echo 4 >"$MEMBERS_FILE"
  for ordinal in 0 1 2; do peer "$ordinal" serves; done
  ring 10.0.0.2 10.0.0.3
  start
  [ "$status" -eq 0 ]
  [ "$(seeds)" = 10.0.0.1,10.0.0.2,10.0.0.3 ]
  ! grep -q ring_delay_ms "$pod/log"
  [ ! -e "$REPAIR" ]
}

@test "members join one after the other" {
  setup_pod 4
  echo 5 >"$MEMBERS_FILE"
  for ordinal in 0 1 2; do peer "$ordinal" serves; done
  peer 3 empty
  ring 10.0.0.2 10.0.0.3
  start
  [ "$status" -eq 143 ]
  [[ $output = *'cassandra-3 do not serve [JoinWaits]'* ]]
  [ ! -e "$pod/log" ]
}

@test "an emptied member replaces itself although a new member waits for it" {
  setup_pod 1
  echo 4 >"$MEMBERS_FILE"
  peer 0 serves
  peer 2 serves
  peer 3 empty
  ring 10.0.0.2 10.0.0.3
  start
  [ "$status" -eq 0 ]
  grep -q 'replace_address_first_boot=10.0.0.2' "$pod/log"
}

@test "an emptied member waits for a member on record that is no longer in the set" {
  setup_pod 1
  peer 0 serves
  peer 2 serves
  ring 10.0.0.2 10.0.0.3 10.0.0.4
  start
  [ "$status" -eq 143 ]
  [[ $output = *'10.0.0.4 cannot give their data'*EmptyVolumeWaits* ]]
}

@test "an empty member waits if it cannot find out whether the ring knows it" {
  setup_pod 3
  echo 4 >"$MEMBERS_FILE"
  for ordinal in 0 1 2; do peer "$ordinal" serves; done
  start
  [ "$status" -eq 143 ]
  [[ $output = *'admin cannot log in'*RingUnanswered* ]]
  [ ! -e "$pod/log" ]
}

@test "an interrupted join begins again" {
  setup_pod 3
  echo 4 >"$MEMBERS_FILE"
  for ordinal in 0 1 2; do peer "$ordinal" serves; done
  ring 10.0.0.2 10.0.0.3
  start
  rm "$pod/log" "$pod/end"
  mkdir -p "$DATA/system/local-7ad54392bcdd35a684174e047860b377"
  start
  [ "$status" -eq 0 ]
  grep -q reset_bootstrap_progress=true "$pod/log"
  ! grep -q replace_address "$pod/log"
}

@test "the last member leaves the ring, with a mark before the ring can forget it" {
  setup_leaving
  leave
  [ "$status" -eq 0 ]
  [[ $output = *'has left the ring. Lower replicas to 3'* ]]
  [ "$(<"$pod/marked")" = leaving ]
  [ "$(<"$LEAVES")" = left ]
  leave
  [ "$status" -eq 0 ]
  [ "$(grep -c decommission "$pod/nodetool")" -eq 1 ]
}

@test "a member does not leave before one with a higher ordinal, while another one is away, or before it is repaired" {
  setup_leaving 2
  leave
  [ "$status" -eq 1 ]
  [[ $output = *'cassandra-3 is in the ring'*LeaveRefused* ]]
  sed -i 's/^UN  10.0.0.1/DN  10.0.0.1/; /10.0.0.4/d' "$pod/status"
  leave
  [[ $output = *'the member at 10.0.0.1 is DN and not UN'*LeaveRefused* ]]
  sed -i 's/^DN/UN/' "$pod/status"
  touch "$REPAIR"
  leave
  [[ $output = *'have not been repaired'*LeaveRefused* ]]
  rm "$REPAIR"
  ! grep -q decommission "$pod/nodetool"
  leave
  [ "$status" -eq 0 ]
}

@test "a member does not leave if a keyspace has as many copies as there are members" {
  setup_leaving
  cat >"$pod/decommission" <<'FAKE'
echo 'Mode: DECOMMISSION_FAILED' >"$pod/mode"
echo 'nodetool: Unsupported operation: Not enough live nodes to maintain replication factor in keyspace app (RF = 4, N = 4).' \
  'Perform a forceful decommission to ignore.'
exit 1
FAKE
  leave
  [ "$status" -eq 1 ]
  [[ $output = *'keyspace app (RF = 4, N = 4). If a keyspace has as many copies'*LeaveRefused* ]]
  [[ $output != *forceful* ]]
  [ ! -e "$LEAVES" ]
}

@test "the mark stays if the ring has begun to forget a member, and the command can be repeated" {
  setup_leaving
  echo 'echo "Mode: DECOMMISSION_FAILED" >"$pod/mode"; sed -i "s/^UN  10.0.0.4/UL  10.0.0.4/" "$pod/status"; exit 1' >"$pod/decommission"
  leave
  [ "$status" -eq 1 ]
  [ "$(<"$LEAVES")" = leaving ]
  echo 'echo "Mode: DECOMMISSIONED" >"$pod/mode"' >"$pod/decommission"
  leave
  [ "$status" -eq 0 ]
}

@test "a command that was interrupted waits for the member to leave" {
  setup_leaving
  echo leaving >"$LEAVES"
  echo 'Mode: LEAVING' >"$pod/mode"
  stub sleep <<<'echo "Mode: DECOMMISSIONED" >"$pod/mode"'
  leave
  [ "$status" -eq 0 ]
  [ "$(<"$LEAVES")" = left ]
  ! grep -q decommission "$pod/nodetool"
}

@test "a member that has left the ring does not start with its former rows" {
  setup_pod 3
  echo 4 >"$MEMBERS_FILE"
  data
  echo left >"$LEAVES"
  refused_unchanged 'this member has left the ring' 'Lower replicas to 3' MemberLeft
  echo leaving >"$LEAVES"
  peer 1 serves
  ring 10.0.0.1 10.0.0.3
  start
  [ "$status" -eq 1 ]
  grep -q MemberLeft "$TERMINATION_LOG"
  [ ! -e "$pod/log" ]
}

@test "a member that was stopped while it left is a member again if the ring has a record of it, and waits for the answer" {
  setup_pod 3
  echo 4 >"$MEMBERS_FILE"
  data
  echo leaving >"$LEAVES"
  start
  [ "$status" -eq 143 ]
  [[ $output = *LeaveUnclear* ]]
  [ ! -e "$pod/log" ]
  peer 1 serves
  ring 10.0.0.1 10.0.0.3 10.0.0.4
  start
  [ "$status" -eq 0 ]
  [ "$(seeds)" = 10.0.0.1,10.0.0.2,10.0.0.3 ]
  [ "$(<"$LEAVES")" = returns ]
}
