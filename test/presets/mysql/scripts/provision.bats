#!/usr/bin/env bats

load pod

teardown() { stop_servers; }

first_boot() { echo true >"$pod/etc/live/first-boot"; }

nothing_was_done() {
  no_data_was_made
  ! grep -q 'initialize-insecure.*my.cnf\|my.cnf.*initialize-insecure' "$pod/log"
}

# What was initialized meanwhile has no accounts, and is not the data.
no_data_was_made() {
  [ "$status" -eq 1 ]
  [ ! -e "$pod/volume/data" ]
  [ ! -e "$pod/run/role" ]
  ! grep -q 'here root data.incoming' "$pod/log"
}

@test "the primary of empty members initializes on the first boot" {
  make_pod 0 3
  first_boot
  peer 1
  peer 2
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = primary ]
  grep -q 'here root data.incoming .*accounts' <(tr '\n' ' ' <"$pod/log")
  [ ! -e "$pod/run/accounts.sql" ]
  [ ! -e "$pod/volume/data.incoming" ]
}

@test "it does not initialize unless the first boot is declared" {
  make_pod 0 3
  peer 1
  peer 2
  bootstrap
  nothing_was_done
  [[ "$(cat "$pod/termination-log")" = *'firstBoot is off'* ]]
}

@test "it does not initialize while a member is silent, first boot or not" {
  make_pod 0 3
  first_boot
  peer 1
  silent_peer 2
  bootstrap
  no_data_was_made
  [[ $output = *"2 (ERROR 2003 (HY000): Can't connect (110))"* ]]
}

# usage: after_a_while COMMAND
# Runs it while the first boot waits for a silent member.
after_a_while() {
  stub sleep <<FAKE
[ "\$1" != 0.1 ] || exec /bin/sleep 0.02
echo >>"\$pod/rounds"
case \$(wc -l <"\$pod/rounds") in
  3) $1 ;;
  30) exit 124 ;;
esac
FAKE
}

# usage: running_servers
# Prints how many servers of this start still run.
running_servers() {
  local process count=0
  while read -r process; do
    ! kill -0 "$process" 2>/dev/null || count=$((count + 1))
  done <"$pod/processes"
  echo "$count"
}

@test "data that appears while the first boot waits is cloned" {
  make_pod 0 2
  first_boot
  silent_peer 1
  after_a_while 'rm "$pod/peers/1/silent"; echo "$pod/volume/data/" >"$pod/peers/1/datadir"; echo a:1 >"$pod/peers/1/gtids"'
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1 ]
  [[ $output = *'this is not the first deployment: member(s) 1 have data'* ]]
  ! grep -q 'here root data.incoming' "$pod/log"
  [ "$(running_servers)" -eq 0 ]
}

@test "a first boot that is no longer declared while it waits initializes nothing" {
  make_pod 0 2
  first_boot
  silent_peer 1
  after_a_while 'rm "$pod/peers/1/silent"; echo false >"$pod/etc/live/first-boot"'
  bootstrap
  no_data_was_made
  [ ! -e "$pod/volume/data.incoming" ]
  [[ $output = *'firstBoot is off'* ]]
  # only the server that reports the empty volume
  [ "$(cat "$pod/running")" = "$pod/scratch" ]
  [ "$(running_servers)" -le 1 ]
}

@test "a server that ends while the first boot waits is reported, and what it initialized is not the data" {
  make_pod 0 2
  first_boot
  silent_peer 1
  after_a_while 'kill -KILL "$(tail -n 1 "$pod/processes")"; /bin/sleep 0.1; rm "$pod/peers/1/silent"'
  bootstrap
  no_data_was_made
  [[ "$(cat "$pod/termination-log")" = 'mysqld ended while it waited for the other members (exit code 137)'*'[ServerEnded]' ]]
}

@test "the server that reports an empty volume is reported if it ends" {
  make_pod 1 2
  silent_peer 0
  after_a_while 'kill -KILL "$(tail -n 1 "$pod/processes")"; /bin/sleep 0.1'
  bootstrap
  nothing_was_done
  [[ "$(cat "$pod/termination-log")" = 'mysqld ended while it waited for the other members (exit code 137)'*'[ServerEnded]' ]]
}

@test "it does not initialize while a member has no address" {
  make_pod 0 2
  first_boot
  bootstrap
  no_data_was_made
  [[ $output = *'until these members answer'* ]]
}

@test "a replica never initializes" {
  make_pod 1 2
  first_boot
  peer 0
  bootstrap
  nothing_was_done
  [[ $output = *'waiting for member 0, which initializes'* ]]
}

@test "a primary that lost its volume is cloned from the most complete member, with first boot on or off" {
  make_pod 0 3
  first_boot
  peer 1 a:1,a:2
  peer 2 a:1,a:2,a:3
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1,a:2,a:3 ]
  [ "$(cat "$pod/run/role")" = primary ]
  grep -q 'here mysql data RESET REPLICA ALL' "$pod/log"
}

@test "a primary that lost its volume waits for a silent member that can be the most complete one" {
  make_pod 0 3
  peer 1 a:1
  silent_peer 2
  bootstrap
  nothing_was_done
  [[ $output = *'If they are gone for good, make a member with data the primary'* ]]
}

@test "a primary that lost its volume waits until a replica has applied what it received" {
  make_pod 0 2
  peer 1 a:1
  echo a:1,a:2 >"$pod/peers/1/received"
  bootstrap
  nothing_was_done
  [[ $output = *'member(s) 1 have applied what they received'* ]]
}

@test "it does not choose between two histories" {
  make_pod 0 3
  peer 1 a:1,b:1
  peer 2 a:1,c:1
  bootstrap
  nothing_was_done
  [[ $output = *'neither contains the other'* ]]
}

@test "a replica without data is cloned from a member with data, while others are silent" {
  make_pod 2 3
  silent_peer 0
  peer 1 a:1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1 ]
  [ "$(cat "$pod/run/role")" = replica ]
}

@test "the first data and a clone of the open primary are not compared with the members again" {
  make_pod 0 2
  first_boot
  peer 1
  bootstrap
  [ "$status" -eq 0 ]
  ! grep -q 'here mysql data ' "$pod/log"
  [ "$(cat "$VERSION_OF_DATA")" = 9.7.4 ]

  make_pod 1 2
  rm -r "$pod/volume" "$pod/run" "$pod/log"
  mkdir "$pod/volume" "$pod/run"
  peer 0 a:1 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role") $(cat "$pod/run/leader")" = 'replica 0' ]
  [ "$(cat "$ROLE_OF_DATA")" = 'replica 0' ]
  [ "$(cat "$VERSION_OF_DATA")" = 9.7.4 ]
  [ ! -e "$CLONED" ]
  ! grep -q 'here mysql data ' "$pod/log"
}

@test "a clone of a primary that follows another member is recovered and loses the channel before its server starts" {
  make_pod 1 3
  peer 0 a:1
  peer 2 a:1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = replica ]
  grep -q 'here mysql data RESET REPLICA ALL' "$pod/log"
}

@test "a clone of the open primary does not start with accounts that the primary refuses" {
  make_pod 1 2
  peer 0 a:1 open
  echo 'ERROR 1045 (28000): Access denied' >"$pod/peers/0/refuses-replication"
  bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *'[LoginRefused]' ]]
}

@test "a clone from a busy donor is tried again" {
  make_pod 1 2
  peer 0 a:1 open
  touch "$pod/peers/0/busy"
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1 ]
  [[ $output = *'did not give a clone: ERROR 3862'* ]]
}

@test "incomplete data is deleted, and the next start begins again" {
  make_pod 1 2
  peer 0 a:1 open
  mkdir -p "$pod/volume/data.incoming/mysql" "$pod/scratch/mysql"
  echo z:9 >"$pod/volume/data.incoming/gtids"
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1 ]
}

@test "an interrupted initialization leaves no files that are taken for data" {
  make_pod 0 1
  first_boot
  echo accounts >"$pod/sql-fails"
  bootstrap
  [ "$status" -ne 0 ]
  [ ! -e "$pod/volume/data" ]
  rm "$pod/sql-fails"
  stop_servers
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/run/role")" = primary ]
}

@test "a data directory without system tables is reported as damaged and not changed" {
  make_pod 1 2
  peer 0 a:1 open
  was replica 0
  mkdir "$pod/volume/data"
  touch "$pod/volume/data/ibdata1"
  bootstrap
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *'the data is damaged'* ]]
  [ "$(cd "$pod/volume" && echo *)" = 'data data.role' ]
  [ "$(ls "$pod/volume/data")" = ibdata1 ]
}

@test "an empty directory does not count as data" {
  make_pod 1 2
  peer 0 a:1 open
  mkdir "$pod/volume/data"
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(history)" = a:1 ]
}

@test "init scripts run once, in the order of their names, and before the data is accepted" {
  make_pod 0 1
  first_boot
  echo 'second' >"$pod/etc/init/20.sql"
  echo 'echo "socket $MYSQL_SOCKET" >>"$pod/log"' >"$pod/etc/init/10.sh"
  bootstrap
  [ "$status" -eq 0 ]
  grep -A1 "^socket $pod/socket" "$pod/log" | grep -q 'here mysql data.incoming second'
  bootstrap
  [ "$(grep -c ' second' "$pod/log")" -eq 1 ]
}

@test "an init script that fails is reported, and the data is not accepted" {
  make_pod 0 1
  first_boot
  sleep_until run/error 'no such table'
  echo 'touch "$pod/failed"; echo "no such table" >&2; exit 3' >"$pod/etc/init/10.sh"
  bootstrap
  [ "$status" -ne 0 ]
  [ ! -e "$pod/volume/data" ]
  [[ "$(cat "$pod/termination-log")" = 'the init script 10.sh failed (exit code 3)'*'no such table [InitScriptFailed]' ]]
}

@test "a server that ends while it initializes leaves its reason where kubectl describe shows it" {
  make_pod 0 1
  first_boot
  sleep_until run/errors COLLATION
  echo "2026 [ERROR] [MY-010936] [Server] COLLATION 'x' is not valid" >"$pod/initialize-fails"
  bootstrap
  [ "$status" -eq 1 ]
  reason=$(cat "$pod/termination-log")
  [[ $reason = "mysqld ended while it initialized $pod/volume/data.incoming"*"COLLATION 'x' is not valid [ServerEnded]" ]]
}

@test "the message about rejected accounts does not contain the statement that the server quotes" {
  make_pod 0 1
  first_boot
  echo accounts >"$pod/sql-fails"
  bootstrap
  [ "$status" -eq 1 ]
  [ "$(cat "$pod/termination-log")" = 'the accounts of the set could not be made: ERROR 1064 (42000) [AccountsNotMade]' ]
}

@test "the servers that a start needs log to the container, and the one of an empty member has the settings" {
  make_pod 1 2
  peer 0 a:1 open
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(grep -c '^mysqld' <(grep -v -- --version "$pod/log"))" -ge 3 ]
  ! grep '^mysqld' "$pod/log" | grep -v -- --version | grep -qv -- '--skip-log-error --slow-query-log=OFF --general-log=OFF'
  grep -q "^mysqld --defaults-file=$pod/etc/empty.cnf --initialize-insecure --datadir=$pod/scratch" "$pod/log"
}

@test "a server that has ended already can be killed" {
  make_pod 0 1
  # shellcheck source=/dev/null
  . "$scripts/server.sh"
  true &
  server_pid=$!
  while kill -0 "$server_pid" 2>/dev/null; do /bin/sleep 0.02; done
  kill_server
}

@test "the server on a clone has the keys and certificates that the empty server generated" {
  make_pod 1 2
  peer 0 a:1 open
  sed -i 's/echo "new" >"$datadir\/uuid"/echo "new" | tee "$datadir\/server-key.pem" >"$datadir\/uuid"/' "$pod/bin/mysqld"
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(<"$pod/volume/data/server-key.pem")" = new ]
}

@test "a password reaches the server unchanged and is never in a command line" {
  make_pod 0 1
  first_boot
  printf '%s' "it's \\a \"\$word\"" >"$pod/secrets/root"
  bootstrap
  [ "$status" -eq 0 ]
  grep -qF "SET @\`root\` = 'it''s \\a \"\$word\"';" "$pod/log"
  ! grep '^mysqld\|^ask' "$pod/log" | grep -qF 'word'
}

@test "a member that refuses the password may have the data" {
  make_pod 0 2
  first_boot
  peer 1
  echo 'ERROR 1045 (28000): Access denied' >"$pod/peers/1/error"
  bootstrap
  no_data_was_made
  [[ $output = *'1 (ERROR 1045 (28000): Access denied)'* ]]
}
