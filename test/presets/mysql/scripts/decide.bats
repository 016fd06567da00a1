#!/usr/bin/env bats

load pod

teardown() { stop_servers; }

@test "the source opens when all that others have is here" {
  make_pod 0 3
  data a:1,a:2
  peer 1 a:1
  peer 2 a:1,a:2
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = source ]
  grep -q '^open$' "$pod/run/init.sql"
  [ "$(cat "$pod/run/role.cnf")" = '[source]' ]
  grep -q 'here mysql data STOP REPLICA; RESET REPLICA ALL' "$pod/log"
}

@test "the source opens when nobody answers: its data is its own" {
  make_pod 0 3
  data a:1
  silent_peer 1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = source ]
  [ "$(history)" = a:1 ]
}

@test "a source behind a replica takes a clone of it and keeps its own data aside" {
  make_pod 0 2
  data a:1
  peer 1 a:1,a:2
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1,a:2 ]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1 ]
  [ "$(cat "$pod/run/role")" = source ]
}

@test "a source behind what a replica received and has not applied waits for that replica" {
  make_pod 0 2
  data a:1
  peer 1 a:1
  echo a:2 >"$pod/peers/1/received"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'have applied what they received'* ]]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1 ]
  [ ! -e "$pod/volume/data" ]
}

@test "a source that differs from a member in both directions does not choose by itself" {
  make_pod 0 2
  data a:1,own:1
  peer 1 a:1,b:1
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'Nothing is thrown away'* ]]
  [ "$(history)" = a:1,own:1 ]
  [ ! -e "$pod/volume/data.aside" ]
}

@test "a source that put its data aside never initializes, first boot or not, also when the donor dies" {
  make_pod 0 2
  data a:1
  peer 1 a:1,a:2
  echo true >"$pod/etc/live/first-boot"
  touch "$pod/peers/1/dies"
  bootstrap
  [ "$status" -eq 1 ]
  [ ! -e "$pod/volume/data" ]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1 ]
  stop_servers
  rm "$pod/peers/1/dies" "$pod/peers/1/silent"
  peer 1
  bootstrap
  [ "$status" -eq 1 ]
  [ ! -e "$pod/volume/data" ]
  [[ "$(cat "$pod/termination-log")" = *'this is not the first deployment'* ]]
}

@test "a replica follows a source that has all that is here" {
  make_pod 1 2
  data a:1
  peer 0 a:1,a:2 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = replica ]
  [ "$(cat "$pod/run/leader")" = 0 ]
  [ "$(cat "$pod/run/role.cnf")" = '[replica]' ]
  grep -qF "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'mysql-0.mysql', channel;" "$pod/run/init.sql"
  grep -qF "START REPLICA USER = 'replication' PASSWORD = 'pass';" "$pod/run/init.sql"
  [ "$(head -1 "$pod/run/init.sql")" = 'SET SESSION sql_log_bin = OFF;' ]
  ! grep -q '^open$' "$pod/run/init.sql"
}

@test "a replica starts while its source is away, and stays read-only" {
  make_pod 1 2
  data a:1
  silent_peer 0
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = replica ]
  [ "$(cat "$pod/run/role.cnf")" = '[replica]' ]
}

@test "a former source with transactions of its own is cloned anew, and its data kept" {
  make_pod 1 2
  data a:1,own:7
  peer 0 a:1,a:2 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1,a:2 ]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1,own:7 ]
  [ "$(cat "$pod/run/role")" = replica ]
}

@test "transactions that began elsewhere are never put aside: the member refuses and names them" {
  make_pod 1 2
  data a:1,b:7,own:1
  peer 0 a:1 open
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'b:7'* ]]
  [ "$(cat "$pod/termination-log")" != '' ]
  [ "$(history)" = a:1,b:7,own:1 ]
  [ ! -e "$pod/run/role" ]
}

@test "data that is aside already is not overwritten" {
  make_pod 1 2
  data a:1,own:7
  mkdir "$pod/volume/data.aside"
  peer 0 a:1 open
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'look at it, then delete it'* ]]
  [ "$(history)" = a:1,own:7 ]
  [ -z "$(ls "$pod/volume/data.aside")" ]
}

@test "a member hands over to a source that is not open yet and lacks something" {
  make_pod 1 2
  data a:1,own:7
  peer 0 a:1
  # it has fetched everything by the time of the second look
  stub sleep <<<"[ \$1 != 1 ] || echo a:1,own:7 >'$pod/peers/0/gtids'"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'member 0 has all that is here'* ]]
  [ "$(cat "$pod/run/role")" = replica ]
  [ "$(history)" = a:1,own:7 ]
  grep -q 'report-host=mysql-1.mysql' "$pod/log"
}

@test "a hand-over that nobody fetches ends with a message, and the data is intact" {
  make_pod 1 2
  data a:1,own:7
  peer 0 a:1
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'did not fetch what is here'* ]]
  [ "$(history)" = a:1,own:7 ]
  [ ! -e "$pod/run/role" ]
}

@test "a source waits as pending while another member takes writes" {
  make_pod 0 2
  data a:1
  peer 1 a:1,a:2 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = pending ]
  [ "$(cat "$pod/run/leader")" = 1 ]
  [ "$(cat "$pod/run/role.cnf")" = '[replica]' ]
  ! grep -q '^open$' "$pod/run/init.sql"
}

@test "a pending source that went its own way is cloned from the acting one" {
  make_pod 0 2
  data a:1,own:1
  peer 1 a:1,b:1 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = pending ]
  [ "$(history)" = a:1,b:1 ]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1,own:1 ]
}

@test "what was received is applied before histories are compared" {
  make_pod 0 2
  data a:1
  echo a:1,a:2 >"$pod/volume/data/received"
  peer 1 a:1,a:2
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1,a:2 ]
  [ ! -e "$pod/volume/data.aside" ]
  [[ $output = *'applying what was received before: a:2'* ]]
}

@test "a relay log that cannot be applied does not hold the member back for ever" {
  make_pod 0 1
  data a:1
  echo a:2 >"$pod/volume/data/received"
  touch "$pod/applier-stops"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'could not be applied to its end'* ]]
  [ "$(history)" = a:1 ]
}

@test "an empty member that answers is not taken for one with data" {
  make_pod 0 2
  data a:1
  peer 1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = source ]
}

@test "a server that ends while it starts ends the container, with a message" {
  make_pod 0 1
  data a:1
  touch "$pod/start-fails"
  bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = 'mysqld ended while it started'* ]]
  [ ! -e "$pod/run/role" ]
}

@test "a question that the server does not answer decides nothing" {
  make_pod 0 2
  data a:1
  peer 1 a:1
  echo GTID_SUBTRACT >"$pod/sql-fails"
  bootstrap
  [ "$status" -ne 0 ]
  [ ! -e "$pod/run/role" ]
  [ "$(history)" = a:1 ]
}

@test "a replica whose password the source refuses does not start" {
  make_pod 1 2
  data a:1
  peer 0 a:1 open
  touch "$pod/peers/0/refuses"
  bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = 'member 0 refuses the replication password'* ]]
  [ ! -e "$pod/run/role" ]
}
