#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

# usage: with_log
# The transaction log has a volume of its own.
with_log() {
  export TRANSACTION_LOG=$pod/datalog
  mkdir -p "$pod/datalog"
}

@test "a volume that Bitnami's chart has left is refused, and nothing on it changes, whether first boot is on or off" {
  for first_boot in true false; do
    setup_pod
    foreign data/data/myid data/data/version-2/snapshot.0
    echo "$first_boot" >"$FIRST_BOOT_FILE"
    peer 1 leads
    refused_unchanged data -- 'files that this preset did not write: data' "Bitnami's chart" 'No file was changed' \
      'Take over the data of another ensemble'
  done
}

@test "a volume in the layout of the official image is refused, even where its id fits" {
  for theirs in 1 100; do
    setup_pod
    foreign data/version-2/snapshot.0
    echo "$theirs" >"$pod/data/myid"
    refused_unchanged data -- 'version-2' 'in the layout of the official image'
  done
}

@test "the directory of a server without an id is refused, also where it has logs alone" {
  setup_pod
  foreign data/version-2/log.1
  refused_unchanged data -- 'version-2' 'a ZooKeeper server that this preset did not start'
}

@test "a volume of another system is rejected, and the message has at most five names" {
  setup_pod
  foreign data/a data/b 'data/c d' data/.e data/f data/g
  refused_unchanged data -- 'no layout of ZooKeeper' 'c\ d' '...'
  ! grep -q ' g ' "$TERMINATION_LOG"
}

@test "a transaction log of another ensemble is refused, and nothing changes on the volume of the data either" {
  setup_pod
  with_log
  foreign datalog/version-2/log.1
  refused_unchanged data datalog -- 'the volume of the transaction log has files that this preset did not write: version-2'
}

@test "foreign data is refused beside an empty volume for the transaction log" {
  setup_pod
  with_log
  foreign data/version-2/snapshot.0 data/myid
  refused_unchanged data datalog -- 'the volume of the data has files'
}

@test "the transaction log of another member is refused" {
  setup_pod
  with_log
  data
  foreign datalog/version-2/log.1
  echo 99 >"$pod/datalog/myid"
  refused_unchanged data datalog -- 'belongs to the member with id 99 and this is member 0 with id 100'
}

@test "a volume with only the file system's directory or files of an interrupted first start is empty" {
  for file in lost+found/ myid.new members.new; do
    setup_pod
    foreign "data/$file"
    peer 1 leads
    start
    [ "$status" -eq 0 ]
  done
}

@test "a volume of this preset is accepted with any other files" {
  setup_pod
  data
  foreign data/backup.tar data/data/version-2/snapshot.0
  start
  [ "$status" -eq 0 ]
}

@test "data of another ensemble is accepted after an administrator has moved it and marked it as this member's" {
  setup_pod
  foreign data/version-2/snapshot.0
  touch "$MEMBERS_OF_DATA"
  start
  [ "$status" -eq 0 ]
  [ "$(<"$pod/data/myid")" = 100 ]
}

@test "a volume that the pod's user cannot use is refused" {
  [ "$EUID" -ne 0 ] || skip 'root may read everything'
  setup_pod
  chmod 0 "$pod/data"
  start
  chmod 700 "$pod/data"
  [ "$status" -eq 1 ]
  grep -q 'may not read and write the volume of the data' "$TERMINATION_LOG"
}
