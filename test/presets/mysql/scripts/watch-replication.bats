#!/usr/bin/env bats

load pod

teardown() { stop_servers; }

setup() {
  make_pod 1 3
  follow replica 0
}

watch() { run bash "$scripts/watch-replication.sh"; }

stopped() { grep -q '^here mysql data STOP REPLICA$' "$pod/log"; }

asked_of() { grep -c "^ask $1 " "$pod/log" || true; }

@test "a leader that has all transactions is queried once" {
  peer 0 a:1,a:2 open
  watch
  ! stopped
  [ "$(asked_of 0)" -eq 1 ]
}

@test "a replica stops following a leader that was silent and lacks transactions" {
  peer 0 b:1 open
  touch "$pod/peers/0/silent"
  ticks '[ $tick -ne 3 ] || rm "$pod/peers/0/silent"'
  watch
  [ "$status" -eq 0 ]
  stopped
  [[ $output = *'member 0, does not have, and follows it no more: a:1.'* ]]
}

@test "a commit in flight at the primary does not count as another history" {
  peer 0 '' open
  ticks '[ $tick -ne 3 ] || echo a:1 >"$pod/peers/0/gtids"'
  watch
  ! stopped
}

@test "a leader that is not open yet can still fetch missing transactions" {
  peer 0 ''
  watch
  ! stopped
  [ "$(asked_of 0)" -eq 9 ]
}

@test "an empty server is no leader to compare with" {
  peer 0
  echo 0 >"$pod/peers/0/super_read_only"
  watch
  ! stopped
}

@test "a server that is still starting is waited for" {
  rm "$pod/running"
  peer 0 a:1 open
  ticks '[ $tick -ne 2 ] || echo "$pod/volume/data" >"$pod/running"'
  watch
  [ "$(asked_of 0)" -eq 1 ]
}

# usage: stuck
# The primary refuses what this member asks for, until it has a:2.
stuck() { touch "$pod/stuck"; }

@test "transactions that the primary has purged are fetched from another member, and then the primary is followed again" {
  peer 0 a:1,a:2 open
  echo a:2 >"$pod/peers/0/purged"
  peer 2 a:1,a:2
  stuck
  ticks '! grep -q "mysql-2.mysql" "$pod/log" || echo a:1,a:2 >"$pod/volume/data/gtids"'
  watch
  [[ $output = *'fetching that from member 2'* ]]
  [ "$(grep -o "SOURCE_HOST = '[^']*'" "$pod/log" | tail -n 1)" = "SOURCE_HOST = 'mysql-0.mysql'" ]
}

@test "if no member has the binary logs any more, the log names the remedy" {
  peer 0 a:1,a:2 open
  echo a:2 >"$pod/peers/0/purged"
  peer 2 a:1
  stuck
  watch
  [[ $output = *'no member has binary logs of a:2 any more; delete the claim and the pod of this member'* ]]
}
