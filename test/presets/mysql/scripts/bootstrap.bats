#!/usr/bin/env bats

load pod

teardown() { stop_servers; }

@test "the primary opens when it has all transactions of the other members" {
  make_pod 0 3
  data a:1,a:2
  peer 1 a:1
  peer 2 a:1,a:2
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = primary ]
  grep -q '^open$' "$pod/run/init.sql"
  [ "$(cat "$pod/run/role.cnf")" = '[primary]' ]
  grep -q 'here mysql data STOP REPLICA; RESET REPLICA ALL' "$pod/log"
}

@test "a member that was the primary opens immediately if no member answers" {
  make_pod 0 3
  data a:1
  was primary 0
  silent_peer 1
  fails 2 '1045 (28000): Access denied'
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = primary ]
  [ "$(history)" = a:1 ]
}

@test "a primary that lags behind a replica fetches the missing transactions from the replica's binary logs" {
  make_pod 0 4
  data a:1
  was primary 0
  peer 1 a:1,a:2
  peer 2 a:1,a:2,a:3
  peer 3 a:1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = pending ]
  [ "$(cat "$pod/run/leader")" = 2 ]
  [ "$(history)" = a:1 ]
  ! grep -q 'RESET REPLICA' "$pod/log"
}

@test "a new primary that fetches from another member still remembers the previous primary" {
  successor 1 a:1
  silent_peer 0
  peer 2 a:1,a:2
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role") $(cat "$pod/run/leader")" = 'pending 2' ]
  [ "$(cat "$pod/volume/data.role")" = 'pending 0' ]
}

@test "a primary that lags behind two replicas, neither of which is complete, does not choose one" {
  make_pod 0 3
  data a:1
  peer 1 a:1,a:2
  peer 2 a:1,b:1
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'histories of which none contains all'* ]]
  [ "$(history)" = a:1 ]
}

@test "a primary that lacks transactions which a replica has purged clones the replica and keeps its data aside" {
  make_pod 0 2
  data a:1
  peer 1 a:1,a:2
  echo a:1,a:2 >"$pod/peers/1/purged"
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1,a:2 ]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1 ]
  [ "$(cat "$pod/run/role")" = primary ]
}

@test "a primary that lacks transactions which a replica has not applied waits for that replica" {
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

@test "a primary that differs from a member in both directions does not choose a history" {
  make_pod 0 2
  data a:1,own:1
  peer 1 a:1,b:1
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'All data is kept'* ]]
  [ "$(history)" = a:1,own:1 ]
  [ ! -e "$pod/volume/data.aside" ]
}

@test "a primary that put its data aside never initializes, first boot or not, also when the donor dies" {
  make_pod 0 2
  data a:1
  peer 1 a:1,a:2
  echo a:1,a:2 >"$pod/peers/1/purged"
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

@test "a replica follows a primary that has all of its transactions" {
  make_pod 1 2
  data a:1
  peer 0 a:1,a:2 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = replica ]
  [ "$(cat "$pod/run/leader")" = 0 ]
  [ "$(cat "$pod/run/role.cnf")" = '[replica]' ]
  grep -qF "CHANGE REPLICATION SOURCE TO SOURCE_HOST = 'mysql-0.mysql', channel;" "$pod/run/init.sql"
  grep -qF "START REPLICA USER = 'stateful_replication' PASSWORD = 'pass';" "$pod/run/init.sql"
  [ "$(head -1 "$pod/run/init.sql")" = 'SET SESSION sql_log_bin = OFF;' ]
  ! grep -q '^open$' "$pod/run/init.sql"
}

@test "a replica starts while its primary is away, and stays read-only" {
  make_pod 1 2
  data a:1
  silent_peer 0
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = replica ]
  [ "$(cat "$pod/run/role.cnf")" = '[replica]' ]
}

@test "a former primary with errant transactions is cloned again, and its data is kept" {
  make_pod 1 2
  data a:1,own:7
  peer 0 a:1,a:2 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1,a:2 ]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1,own:7 ]
  [ "$(cat "$pod/run/role")" = replica ]
}

@test "a member does not start with errant transactions that began elsewhere, and names them" {
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

@test "existing data in data.aside is not overwritten" {
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

@test "a member hands missing transactions over to a primary that is not open yet" {
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

@test "a hand-over that the primary does not fetch ends, and the data is intact" {
  make_pod 1 2
  data a:1,own:7
  was primary 1
  peer 0 a:1
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'it is asked for when member 0 starts as the primary'* ]]
  [ "$(history)" = a:1,own:7 ]
  [ "$(cat "$pod/run/role")" = replica ]
}

@test "a hand-over is short if the previous primary is gone and this member was not the primary" {
  make_pod 2 3
  export PRIMARY_ORDINAL=1
  data a:1,a:2
  was replica 0
  silent_peer 0
  peer 1 a:1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(grep -c 'ask 1 SELECT @@datadir' "$pod/log")" -eq 11 ]
  [ "$(history)" = a:1,a:2 ]
}

@test "a primary stays pending while another member accepts writes" {
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

@test "a pending primary with errant transactions is cloned from the acting primary" {
  make_pod 0 2
  data a:1,own:1
  peer 1 a:1,b:1 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = pending ]
  [ "$(history)" = a:1,b:1 ]
  [ "$(cat "$pod/volume/data.aside/gtids")" = a:1,own:1 ]
}

@test "received transactions are applied before histories are compared" {
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

@test "received transactions that cannot be applied are kept until the administrator accepts the loss in the pod" {
  successor 1 a:1
  echo a:2 >"$pod/volume/data/received"
  touch "$pod/applier-stops"
  peer 2 a:1
  silent_peer 0
  bootstrap
  [ "$status" -eq 124 ]
  [[ $output = *'cannot apply'*': a:2 [RelayLogNotApplied]. '* ]]
  [[ $output = *'To accept the loss'*'kubectl -n shop exec mysql-1 -c bootstrap -- touch'*accept-loss* ]]
  [ ! -e "$pod/run/role" ]
  ! grep -q 'RESET REPLICA' "$pod/log"
  stop_servers
  touch "$pod/volume/accept-loss"
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$pod/volume/accept-loss" ]
}

@test "received transactions that cannot be applied are not needed if another member has them" {
  make_pod 2 3
  data a:1
  echo a:2 >"$pod/volume/data/received"
  touch "$pod/applier-stops"
  peer 0 a:1,a:2 open
  peer 1 a:1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = replica ]
}

@test "a new primary waits for a member that does not report its transactions" {
  local error
  for error in '2003 (HY000): no route (113)' '1040 (08004): Too many connections' '1045 (28000): Access denied' \
    '2026 (HY000): certificate has expired'; do
    successor 1 a:1
    silent_peer 0
    fails 2 "$error"
    bootstrap
    [ "$status" -eq 124 ]
    [[ $output = *"member 2 does not report its transactions: ERROR $error"* ]]
    [ ! -e "$pod/run/role" ]
    stop_servers
  done
}

@test "a new primary does not take an error for the loss of the previous primary" {
  local error
  for error in '1040 (08004): Too many connections' '2003 (HY000): connection refused (111)' '2013 (HY000): Lost connection'; do
    successor 2 a:1
    fails 0 "$error"
    peer 1 a:1
    bootstrap
    [ "$status" -eq 124 ]
    [[ $output = *"member 0 does not report its transactions: ERROR $error"* ]]
    stop_servers
  done
}

@test "a new primary opens without the previous primary after ten surveys without an answer if no member replicates from it" {
  successor 1 a:1,a:2
  silent_peer 0
  peer 2 a:1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = primary ]
  [ "$(grep -c 'ask 2 SELECT @@datadir' "$pod/log")" -eq 10 ]
  [ "$(cat "$pod/volume/data.role")" = 'primary 1' ]
}

@test "a new primary does not open while another member replicates from a running primary" {
  successor 2 a:1
  silent_peer 0
  peer 1 a:1
  echo ON >"$pod/peers/1/receiver"
  bootstrap
  [ "$status" -eq 124 ]
  [[ $output = *'member 0, which was it before, does not answer, though member 1 replicates from one that runs'* ]]
}

@test "a new primary fetches missing transactions from another member, including one that kubectl scale added" {
  make_pod 0 2
  data a:1
  peer 1 a:1
  peer 2 a:1,a:2
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/leader")" = 2 ]
}

@test "an empty member that answers is not taken for one with data" {
  make_pod 0 2
  data a:1
  peer 1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = primary ]
}

@test "a server that ends while it starts ends the container, with a message" {
  make_pod 0 1
  data a:1
  sleep_until output MY-010119
  local error="[MY-000077] [Server] Error while setting value 'ORACLE' to 'sql_mode'."
  printf '%s\n' "2026 [ERROR] $error" '2026 [ERROR] [MY-010119] [Server] Aborting' >"$pod/start-fails"
  bootstrap
  [ "$status" -eq 1 ]
  [ "$(cat "$pod/termination-log")" = "mysqld ended while it started (exit code 1): $error [ServerEnded]" ]
  [[ $output = *'[MY-010119]'* ]]
  [ ! -e "$pod/run/role" ]
}

@test "a setting of its role that the server refuses ends the start of a member, with the reason" {
  make_pod 0 1
  data a:1
  sleep_until run/errors NOPE
  echo "2026 [ERROR] [MY-000077] [Server] Error while setting value 'NOPE' to 'innodb-flush-method'." >"$pod/settings-fail"
  bootstrap
  [ "$status" -eq 1 ]
  local message
  message=$(<"$pod/termination-log")
  [[ $message = "mysqld ended while it read the settings of a primary"*"'NOPE' to 'innodb-flush-method'. [ServerEnded]" ]]
}

@test "the lock of a killed server does not block the next start" {
  make_pod 0 1
  data a:1
  echo 1 >"$pod/socket.lock"
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$pod/socket.lock" ]
}

@test "no decision is made if the server does not answer a query" {
  make_pod 0 2
  data a:1
  peer 1 a:1
  echo GTID_SUBTRACT >"$pod/sql-fails"
  bootstrap
  [ "$status" -ne 0 ]
  [ ! -e "$pod/run/role" ]
  [ "$(history)" = a:1 ]
}

@test "a replica that the primary refuses, or whose certificate it does not trust, does not start" {
  local error message
  for error in '1045 (28000): Access denied' '3118 (HY000): Account is locked' \
    '2026 (HY000): SSL connection error: certificate has expired'; do
    make_pod 1 2
    data a:1
    fails 0 "$error"
    bootstrap
    [ "$status" -eq 1 ]
    message=$(<"$pod/termination-log")
    [[ $message = *'refuses the replication password or the certificates'*"account stateful_members: "*"$error [LoginRefused]" ]]
    [ ! -e "$pod/run/role" ]
    stop_servers
  done
}

@test "a replica does not start if only its replication account is rejected" {
  make_pod 1 2
  data a:1
  peer 0 a:1 open
  echo 'ERROR 1045 (28000): Access denied' >"$pod/peers/0/refuses-replication"
  bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *'for the account stateful_replication: ERROR 1045'* ]]
  [ ! -e "$pod/run/role" ]
}

# usage: refuses_password PASSWORD WHY
refuses_password() {
  printf '%s' "$1" >"$pod/secrets/replication"
  rm -f "$pod/termination-log"
  bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = "the replication password $2"*'No file was changed'*'at most 32 bytes'* ]]
  [ ! -e "$pod/log" ] && [ ! -e "$pod/volume/data.version" ]
}

# usage: repeat TEXT TIMES
repeat() {
  local i text=''
  for ((i = 0; i < $2; i++)); do text=$text$1; done
  echo "$text"
}

@test "a replication password that replication would cut or change is rejected before any data is changed" {
  make_pod 1 2
  data a:1
  peer 0 a:1 open
  refuses_password "$(repeat a 33)" 'has 33 bytes'
  refuses_password "$(repeat é 17)" 'has 34 bytes'
  refuses_password "$(repeat 日 11)" 'has 33 bytes'
  refuses_password 'word😀' 'has a character beyond U+FFFF'
  refuses_password $'two\nlines' 'has a line break'
  printf '%s' "$(repeat é 16)" >"$pod/secrets/replication"
  bootstrap
  [ "$status" -eq 0 ]
}

@test "a first boot rejects a replication password that replication would cut, and a primary with data starts and logs the problem" {
  make_pod 0 1
  echo true >"$pod/etc/live/first-boot"
  refuses_password "$(repeat a 33)" 'has 33 bytes'
  data a:1
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'the replication password has 33 bytes'* ]]
}

@test "a password of any account that ends in a line break is rejected before any data is changed" {
  local key end
  make_pod 1 2
  data a:1
  peer 0 a:1 open
  for key in root replication application backup; do
    for end in '\n' '\r' '\r\n'; do
      # shellcheck disable=SC2059 # with its escapes
      printf "word$end" >"$pod/secrets/$key"
      bootstrap
      [ "$status" -eq 1 ]
      [[ "$(cat "$pod/termination-log")" = "the password $key ends in a line break"*'no file was changed'*'printf instead of echo'* ]]
      [ ! -e "$pod/log" ]
    done
    printf 'word' >"$pod/secrets/$key"
  done
  printf 'two\nlines' >"$pod/secrets/root"
  bootstrap
  [ "$status" -eq 0 ]
}

@test "a renamed copy queries no member and leaves its volume empty" {
  make_pod 0 3
  export POD_NAME=test-mysql-0
  echo true >"$FIRST_BOOT_FILE"
  peer 1 a:1
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(cat "$pod/termination-log") = *'test-mysql-0 does not belong to the StatefulSet mysql'*'[SetRenamed]' ]]
  [ ! -e "$pod/log" ]
  [ -z "$(ls -A "$pod/volume")" ]
}
