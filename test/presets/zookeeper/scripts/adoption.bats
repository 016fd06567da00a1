#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own
# Volumes of another ensemble that the members adopt.

setup() {
  load pod.bash
}

# usage: former ORDINAL [ID]
# This member adopts the volume of the former member with this id, by default 1 and the ordinal.
former() {
  POD_INDEX=$1 setup_pod
  export TRANSACTION_LOG=$pod/data
  rm -rf "${pod:?}/datalog"
  mkdir -p "$pod/data/data/version-2"
  echo "${2:-$((POD_INDEX + 1))}" >"$pod/data/data/myid"
  touch "$pod/data/data/version-2/"{snapshot.0,log.1}
  echo 1 >"$ADOPTION_FILE"
}

# usage: with_log
# The transaction log has a dedicated volume, which has it.
with_log() {
  export TRANSACTION_LOG=$pod/datalog
  mkdir -p "$pod/datalog/version-2"
  touch "$pod/datalog/version-2/log.1"
}

@test "a member adopts the volume of the former member of its ordinal by one rename, and keeps the former id for the way back" {
  former 1
  start
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/log")" = "zkServer.sh start-foreground $CONFIG" ]
  [ "$(cd "$pod/data" && find . -type f | sort | paste -sd ' ')" = './data/myid ./members ./myid ./version-2/log.1 ./version-2/snapshot.0' ]
  [ "$(cat "$pod/data/myid") $(cat "$pod/data/data/myid")" = '99 2' ]
  grep -q 'adopting the data' <<<"$output"
}

@test "with adopt, a member that has adopted its volume starts as before" {
  former 0
  start
  start
  [ "$status" -eq 0 ]
  ! grep -q adopting <<<"$output"
}

@test "with adopt, a member with an empty volume waits for a leader and begins no ensemble" {
  former 0
  rm -r "$pod/data/data"
  for ordinal in 1 2; do peer $ordinal empty; done
  start
  [ "$status" -eq 143 ]
  [[ $output = *'firstBoot is off, so no new ensemble begins'* ]]
}

@test "an adoption that ended after the rename is continued" {
  former 0
  mv "$pod/data/data/version-2" "$pod/data/"
  echo 100 >"$pod/data/myid"
  start
  [ "$status" -eq 0 ]
  [ -e "$pod/data/members" ]
}

@test "without adopt, the volume is refused" {
  former 0
  echo none >"$ADOPTION_FILE"
  refused_unchanged data -- "Bitnami's chart" '[VolumeForeign]'
}

@test "the transaction log of a separate volume is adopted with it" {
  former 0
  with_log
  rm "$pod/data/data/version-2/log.1"
  start
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/datalog/myid")" = 100 ]
  [ -e "$pod/data/version-2/snapshot.0" ]
}

@test "the volume of another member is refused, and the ids of the chart can begin elsewhere" {
  former 0 2
  refused_unchanged data -- '(1) Its id is 2, and that of the former member of this ordinal is 1.' 'set minServerId' '[AdoptionRefused]'
  echo 2 >"$ADOPTION_FILE"
  start
  [ "$status" -eq 0 ]
}

@test "all findings come in one message, and nothing on the volumes changes" {
  former 2 7
  rm "$pod/data/data/version-2/"*
  touch "$pod/data/notes"
  refused_unchanged data -- 'cannot be adopted as it is, and no file was changed.' '(1) Its id is 7' '(2) It has no snapshot' \
    '(3) It has no transaction log.' 'the claim log-zk-2' '(4) Files of another origin are next to the data: notes.'
  [ "$(wc -l <"$pod/termination-log")" -eq 1 ]
}

@test "a transaction log next to the snapshots is refused if it is expected on a separate volume" {
  former 0
  with_log
  refused_unchanged data datalog -- '(1) Its transaction log is next to the snapshots' 'Omit transactionLog.'
}

@test "an empty volume for the transaction log is refused" {
  former 0
  with_log
  rm "$pod/data/data/version-2/log.1" "$pod/datalog/version-2/log.1"
  refused_unchanged data datalog -- '(1) The volume of the transaction log has none.' 'the claim log-zk-0'
}

@test "data in both places is refused" {
  former 0
  foreign data/version-2/snapshot.5
  refused_unchanged data -- '(1) Files of another origin are next to the data: version-2.'
}
