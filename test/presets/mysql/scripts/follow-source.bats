#!/usr/bin/env bats
# The cut-over of a primary that follows a source.

load pod

setup() {
  make_pod 0 1
  printf 'old:3306\nfollower\n' >"$pod/etc/source"
  echo 'host=old' >"$pod/etc/source.cnf"
  printf 'pass' >"$pod/secrets/source"
  echo standby >"$pod/run/role"
  echo cut-over >"$SOURCE_FILE"
  printf 'gtid\tNULL\n' >"$pod/record"
  export LOG_WAIT_SECONDS=0
  echo a:9 >"$pod/source-gtids"
  ticks true
  stub mysql <<'FAKE'
sql=${*: -1}
if [[ $* = *source.cnf* ]]; then
  echo "source $sql" >>"$pod/log"
  [ ! -e "$pod/source-silent" ] || { echo "ERROR 2003 (HY000): Can't connect" >&2; exit 1; }
  case $sql in
    *'SET PERSIST super_read_only = ON'*)
      [ ! -e "$pod/may-not-close" ] || { echo 'ERROR 1227 (42000): Access denied' >&2; exit 1; }
      touch "$pod/closed"
      ;;
    *'super_read_only = OFF'*) rm -f "$pod/closed" ;;
    *@@super_read_only*) [ -e "$pod/closed" ] && echo 1 || echo 0 ;;
    *gtid_executed*) cat "$pod/source-gtids" ;;
  esac
  exit 0
fi
sql=$(cat)
echo "here $sql" >>"$pod/log"
case $sql in
  *'ALTER USER'*) printf 'cut-over\t\n' >"$pod/record" ;;
  *user_attributes*) cat "$pod/record" ;;
  *WAIT_FOR_EXECUTED*) { [ -e "$pod/behind" ] || { [ -e "$pod/stuck" ] && [ -e "$pod/closed" ]; }; } && echo 0 || echo 1 ;;
  *'Binlog Dump'*) cat "$pod/replicas" ;;
  *@@datadir*) printf '%s/\tu\t9.7.4\t0\tNONE\t=a:9\t=\t=\n' "$pod/volume/data" ;;
  *GTID_SUBTRACT*) [[ $sql = *"SUBTRACT('a:9'"* ]] && echo = || echo =a:10 ;;
esac
exit 0
FAKE
}

follow_source() { run bash "$scripts/follow-source.sh"; }

is_open() { grep -qx open "$pod/log" && [ "$(cat "$pod/run/role")" = primary ]; }

# usage: line_of PATTERN
line_of() { grep -n -m 1 "$1" "$pod/log" | cut -d : -f 1; }

@test "the source is made read-only, then the rest is awaited, then the cut-over is recorded, then this member opens" {
  follow_source
  is_open
  [ "$(line_of 'SET PERSIST super_read_only = ON')" -lt "$(line_of 'SET GLOBAL super_read_only = OFF; ALTER USER')" ]
  [ "$(line_of 'SET GLOBAL super_read_only = OFF; ALTER USER')" -lt "$(line_of 'RESET REPLICA ALL')" ]
  [ "$(line_of 'RESET REPLICA ALL')" -lt "$(line_of '^open$')" ]
  [ -e "$pod/closed" ]
  [[ $output = *'the cut-over is complete: member 0 accepts writes'* ]]
}

@test "nothing happens until the program asks for it" {
  echo follow >"$SOURCE_FILE"
  follow_source
  ! is_open
  ! grep -q 'SET PERSIST' "$pod/log"
  [[ $output = *'has all that the source old:3306 had just now; it can be cut over'* ]]
}

@test "a set that lags leaves the source as it is" {
  touch "$pod/behind"
  follow_source
  ! is_open
  ! grep -q 'SET PERSIST' "$pod/log"
}

@test "if the rest does not arrive, the source is made writable again" {
  touch "$pod/stuck"
  follow_source
  ! is_open
  [ ! -e "$pod/closed" ]
  ! grep -q 'ALTER USER' "$pod/log"
}

@test "a source that was read-only before stays so" {
  touch "$pod/stuck" "$pod/closed"
  follow_source
  ! is_open
  [ -e "$pod/closed" ]
}

@test "without a replica, a set whose commits wait for one does not open" {
  echo 'SET GLOBAL rpl_semi_sync_source_enabled = ON;' >>"$pod/etc/primary.sql"
  echo 0 >"$pod/replicas"
  follow_source
  ! grep -q 'SET PERSIST' "$pod/log"
  [[ $output = *'no replica is connected'* ]]
  echo 1 >"$pod/replicas"
  rm "$pod/tick"
  follow_source
  grep -qx open "$pod/log"
}

@test "if the account may not make the source read-only, the source must be without a write for some time" {
  touch "$pod/may-not-close"
  ticks 'case $1 in 10) echo "a:1$tick" >"$pod/source-gtids" ;; esac'
  follow_source
  ! is_open
  [[ $output = *'the source still writes: stop its clients, or make it read-only'* ]]
  rm "$pod/tick"
  ticks true
  follow_source
  is_open
}

@test "a source that does not answer ends no following, until an administrator accepts the loss" {
  touch "$pod/source-silent"
  follow_source
  ! is_open
  [[ $output = *"the source does not answer: ERROR 2003"*"touch $ACCEPT_LOSS"* ]]
  touch "$ACCEPT_LOSS"
  rm "$pod/tick"
  follow_source
  is_open
  [ ! -e "$ACCEPT_LOSS" ]
}

@test "after the record, a member that did not open yet opens without its source" {
  printf 'cut-over\t\n' >"$pod/record"
  touch "$pod/source-silent"
  follow_source
  is_open
}

@test "a source that writes after the cut-over is named with its transactions" {
  printf 'cut-over\t\n' >"$pod/record"
  echo a:10 >"$pod/source-gtids"
  follow_source
  [[ $output = *'the source old:3306 still writes, and this set does not have these transactions: a:10. '*'[SourceStillWrites]'* ]]
}
