#!/usr/bin/env bats

load pod

teardown() { stop_servers; }

setup() {
  make_pod 0 2
  follow pending 1
}

opened() { grep -q '^open$' "$pod/log"; }

promote() { run bash "$scripts/promote.sh"; }

@test "it opens when the acting primary is read-only and all its transactions are here" {
  peer 1 a:1
  promote
  [ "$status" -eq 0 ]
  opened
  grep -q 'STOP REPLICA; RESET REPLICA ALL' "$pod/log"
}

@test "a new primary whose commits wait without a limit lets clones pass from then on" {
  echo 'echo commits >"$pod/helper"' >"$scripts/watch-commits.sh"
  peer 1 a:1
  WAITS_WITHOUT_LIMIT=true promote
  opened
  [ "$(<"$pod/helper")" = commits ]
}

@test "after a crash from then on it restarts as a primary" {
  peer 1 a:1
  promote
  [ "$(cat "$pod/run/role")" = primary ]
  [ "$(cat "$pod/run/leader")" = 0 ]
  [ "$(cat "$pod/run/role.cnf")" = '[primary]' ]
  grep -q '^open$' "$pod/run/init.sql"
}

@test "it does not open while the acting primary takes writes" {
  peer 1 a:1 open
  promote
  ! opened
  [ "$(cat "$pod/run/role")" = pending ]
}

@test "it does not open while the acting primary is silent or empty" {
  silent_peer 1
  promote
  ! opened
  rm "$pod/peers/1/silent" "$pod/tick"
  promote
  ! opened
}

@test "it does not open while it lacks transactions of the acting primary" {
  peer 1 a:1,a:2
  promote
  ! opened
  [ "$(cat "$pod/run/role")" = pending ]
}

@test "it logs the reason of the wait, and the remedy if the acting primary is lost" {
  silent_peer 1
  sed -i 's/% 30/% 3/' "$scripts/promote.sh"
  promote
  [[ $output = *'waiting for member 1 to step down; it does not answer: ERROR 2003'*'delete this pod, which then opens without it'* ]]
}

@test "it waits for the step-down and for the remaining transactions" {
  peer 1 a:1 open
  ticks 'case $tick in
    2) echo 1 >"$pod/peers/1/super_read_only"; echo a:1,a:2 >"$pod/peers/1/gtids" ;;
    4) echo a:1,a:2 >"$pod/volume/data/gtids" ;;
  esac'
  promote
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/tick")" -eq 4 ]
  opened
}

@test "it does not open when its own server does not answer" {
  peer 1 a:1
  rm "$pod/running"
  promote
  [ "$(cat "$pod/run/role")" = pending ]
}

@test "an opening that fails is tried again" {
  peer 1 a:1
  echo open >"$pod/sql-fails"
  ticks '[ $tick -ne 3 ] || rm "$pod/sql-fails"'
  promote
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/tick")" -eq 3 ]
}
