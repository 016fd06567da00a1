#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

# usage: beside_server FUNCTION [ARGUMENT]...
# Runs a function of the start script as it runs next to the server.
beside_server() {
  sed -i 's/^main "\$@"$//' "$scripts/start.sh"
  run bash -c '. "$0"; MEMBERS=3 addresses=(10.0.0.1 10.0.0.2 10.0.0.3); '"$*" "$scripts/start.sh"
}

@test "a member whose volume was empty is repaired before it serves clients, and logs the progress" {
  setup_pod 1
  echo replace | tee "$REPAIR" "$ENTRY" >"$pod/mode"
  echo 'Mode: NORMAL' >"$pod/mode"
  beside_server finish_entry replace
  [ "$status" -eq 0 ]
  [[ $output = *'repair of keyspace app'*'repair: 0 %'*'repair: 50 %'*'repair: 100 %'*'the ranges are repaired'* ]]
  [ "$(grep -c 'repair: 0 %' <<<"$output")" -eq 1 ]
  [ "$(tail -n 1 "$pod/nodetool")" = 'nodetool enablebinary' ]
  [ ! -e "$REPAIR" ] && [ ! -e "$ENTRY" ] && [ ! -e "$REPAIRING" ] && [ -e "$MEMBER" ]
}

@test "a member that cannot note on a full volume that it is in the ring has not started, so that the kubelet restarts it" {
  setup_pod 1
  echo replace >"$REPAIR"
  echo 'Mode: NORMAL' >"$pod/mode"
  ln -s /dev/full "$MEMBER.new"
  beside_server finish_entry replace
  [ "$status" -eq 1 ]
  grep -q VolumeFull "$TERMINATION_LOG"
  [ -e "$REPAIR" ] && [ ! -e "$MEMBER" ] && [ ! -e "$REPAIRING" ]
}

@test "a repair that fails is tried again, and its error is logged" {
  setup_pod 1
  echo replace >"$REPAIR"
  echo 'Mode: NORMAL' >"$pod/mode"
  echo 'Repair command #1 failed for range [(-5,8], (9,-5]] with error Endpoint not alive: /10.0.0.3' >"$pod/repairs"
  beside_server finish_entry member
  [[ $output = *'repair: Repair command #1 failed with error Endpoint not alive: /10.0.0.3'*'is tried again'*RangesNotRepaired* ]]
  [ "$(grep -c 'nodetool repair -full' "$pod/nodetool")" -eq 2 ]
  [ ! -e "$REPAIR" ]
}

@test "a member ends if the copy of its rows has failed, so that it begins again" {
  setup_pod 1
  echo 'Mode: JOINING_FAILED' >"$pod/mode"
  for entry in replace join; do
    [ "$entry" = join ] || echo replace >"$REPAIR"
    beside_server finish_entry "$entry"
    [ "$status" -eq 143 ]
    [[ $output = *'the copy of the rows has failed'* ]]
    [ ! -e "$MEMBER" ]
    rm -f "$REPAIR"
  done
}

@test "an engineer lets a member serve without a repair" {
  setup_pod 1
  echo replace >"$REPAIR"
  echo 'Mode: NORMAL' >"$pod/mode"
  touch "$SKIP_REPAIR"
  beside_server finish_entry member
  ! grep -q 'nodetool repair' "$pod/nodetool"
  [[ $output = *'the repair was skipped, so queries at QUORUM can miss rows, and this member serves clients'* ]]
  [[ $output != *'are repaired'* ]]
  [ ! -e "$REPAIR" ] && [ ! -e "$SKIP_REPAIR" ]
}

@test "the superuser replaces the account whose password is public, and no password is an argument" {
  setup_pod
  mkdir "$pod/accounts"
  printf cassandra >"$pod/accounts/cassandra"
  printf "it's 100 %% \"secret\"" >"$SUPERUSER_PASSWORD"
  touch "$PROVISION"
  peer 1 serves
  beside_server provision
  [ "$status" -eq 0 ]
  [ ! -e "$PROVISION" ] && [ ! -e "$pod/accounts/cassandra" ]
  grep -Fq "CREATE ROLE IF NOT EXISTS 'admin' WITH PASSWORD = 'it''s 100 % \"secret\"' AND SUPERUSER = true AND LOGIN = true;" "$pod/statements"
  ! grep -q secret "$pod/cqlsh"
  [ -z "$(ls -A "$RUN")" ]
}

@test "with racks, no rack has two copies of an account before clients are served" {
  setup_pod
  mkdir -p "$pod/accounts" "$RUN_CONFIG"
  printf '%s\n' dc=dc1 rack=a >"$RUN_CONFIG/cassandra-rackdc.properties"
  printf cassandra >"$pod/accounts/cassandra"
  touch "$PROVISION"
  peer 1 serves
  RACKS='a b c' beside_server provision
  [ ! -e "$PROVISION" ]
  for keyspace in system_auth system_distributed system_traces; do
    grep -Fqx "ALTER KEYSPACE $keyspace WITH replication = {'class': 'NetworkTopologyStrategy', 'dc1': 3};" "$pod/statements"
  done
}

@test "a crash between the two statements leaves no account whose password is public" {
  setup_pod
  mkdir "$pod/accounts"
  printf cassandra >"$pod/accounts/cassandra"
  printf password >"$pod/accounts/admin"
  peer 1 serves
  beside_server provision
  [ ! -e "$pod/accounts/cassandra" ]
  ! grep -q 'CREATE ROLE' "$pod/statements"
}

@test "with TLS cqlsh verifies the authority, by a module that Python finds before its own" {
  setup_pod
  mkdir "$pod/accounts"
  printf password >"$pod/accounts/admin"
  echo >"$pod/known"
  printf '\necho "$PYTHONPATH" >"$pod/python"\n' >>"$pod/bin/cqlsh"
  beside_server 'superuser_cql 10.0.0.2 "SELECT peer, rack FROM system.peers_v2"'
  [ "$status" -eq 0 ]
  ! grep -q cqlshrc "$pod/cqlsh" || return 1
  echo '[ssl]' >"$CQLSHRC"
  beside_server 'superuser_cql 10.0.0.2 "SELECT peer, rack FROM system.peers_v2"'
  [ "$status" -eq 0 ]
  grep -Fq -- "--cqlshrc $CQLSHRC" "$pod/cqlsh"
  [[ $(<"$pod/python") = "$PYTHON"* ]]
}
