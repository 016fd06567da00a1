#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

@test "member 0 creates the cluster if first boot is declared and the store knows none" {
  setup_pod
  first_boot true
  start
  [ "$status" -eq 0 ]
  [ "$(<"$DATA/global/pg_control")" = 77 ]
  [ ! -e "$INCOMING" ]
  cmp "$DATA/patroni.dynamic.json" "$DYNAMIC_CONFIG"
}

@test "the passwords of the first boot are read from files and are in no argument" {
  setup_pod
  first_boot true
  start
  grep -qF "\\set superuser \`cat $PASSWORDS/superuser\`" "$pod/statements"
  ! grep -r 'of superuser' "$pod/log" "$pod/statements"
}

@test "if the accounts cannot be created, there is no data afterwards, and the next start begins again" {
  setup_pod
  first_boot true
  touch "$pod/psql-fails"
  start
  [ "$status" -ne 0 ]
  [ ! -e "$DATA" ]
  rm "$pod/psql-fails"
  start
  [ "$status" -eq 0 ]
  [ -e "$DATA" ]
}

@test "another member waits for member 0, although first boot is declared" {
  POD_INDEX=1 setup_pod
  first_boot true
  start
  [ "$status" -eq 143 ]
  [[ $output = *'waiting for member 0'* ]]
  [ ! -e "$DATA" ]
}

@test "without a declared first boot an empty member waits, and says why" {
  setup_pod
  start
  [ "$status" -eq 143 ]
  [[ $output = *'[FirstBootNotDeclared]'* ]]
  [ ! -e "$DATA" ]
}

@test "an empty member of a known cluster is left to Patroni, although first boot is declared" {
  setup_pod
  first_boot true
  store 7713539144024290046
  start
  [ "$status" -eq 0 ]
  [ ! -e "$DATA" ]
  ! grep -q initdb "$pod/log"
}

@test "a member can write each file of the data that it makes, as pg_rewind does" {
  setup_pod
  first_boot true
  chmod 0440 "$DYNAMIC_CONFIG"
  start
  [ "$(stat -c %a "$DATA/patroni.dynamic.json")" = 600 ]
}

@test "a member with data of a store that knows no cluster starts, and brings the dynamic configuration" {
  setup_pod
  data 42
  start
  [ "$status" -eq 0 ]
  cmp "$DATA/patroni.dynamic.json" "$DYNAMIC_CONFIG"
  ! grep -q edit-config "$pod/log"
}

@test "a member of a known cluster enters the dynamic configuration of the manifest" {
  setup_pod
  data 42
  store 42
  start
  [ "$status" -eq 0 ]
  grep -q "edit-config --force --apply $DYNAMIC_CONFIG" "$pod/log"
}

@test "the data of another cluster is refused and stays unchanged" {
  setup_pod
  data 42
  store 43
  fails_unchanged DataOfOtherCluster
}

@test "the data of another major version is refused and stays unchanged" {
  setup_pod
  data 42
  echo 17 >"$DATA/PG_VERSION"
  store 42
  fails_unchanged DataOfOtherVersion
}

@test "data without pg_control is refused and stays unchanged" {
  setup_pod
  data 42
  rm "$DATA/global/pg_control"
  fails_unchanged DataDamaged
}

@test "a clone that was cut off is removed" {
  setup_pod
  data 42
  rm "$DATA/global/pg_control"
  touch "$DATA/backup_label"
  store 42
  start
  [ "$status" -eq 0 ]
  [ ! -e "$DATA" ]
}

@test "a start waits for the Kubernetes API" {
  setup_pod
  data 42
  store unreachable
  start
  [ "$status" -eq 143 ]
  [[ $output = *'not responding properly [StoreUnreachable]'* ]]
}

@test "a pod under another name than that of the set does not start" {
  setup_pod
  POD_NAME=dev-postgresql-0 fails_unchanged SetRenamed
}

@test "an image without Patroni is named" {
  setup_pod
  rm "$pod/bin/patronictl"
  fails_unchanged ImageIncomplete
}

@test "a password that ends in a line break is refused" {
  setup_pod
  first_boot true
  printf 'secret\n' >"$PASSWORDS/superuser"
  fails_unchanged PasswordLineBreak
}
