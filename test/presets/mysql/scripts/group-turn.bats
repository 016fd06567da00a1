#!/usr/bin/env bats
# group-turn.sh and the start in group-enter.sh: members join one after another, and the sidecar watches the member meanwhile.

load pod

setup() {
  make_pod 1 3
  peer 0
  peer 2
  export NAMESPACE=shop POD_NAME=mysql-1
  # shellcheck source=/dev/null
  . "$scripts/group.sh"
  # a session with another member holds a lock, which it gets when there is a file; the start ends when there is another
  stub mysql <<'FAKE'
case $* in
  *--host=mysql-0.mysql*)
    [ ! -e "$pod/unreachable" ] || { echo 'ERROR 2003 (HY000)' >&2; exit 1; }
    read -r statement
    echo "$statement" >>"$pod/log"
    echo 'mysql: [Warning] a warning' >&2
    until [ -e "$pod/turn" ]; do /bin/sleep 0.02; done
    echo 1
    exec cat >/dev/null
    ;;
esac
cat >>"$pod/log"
until [ -e "$pod/started" ]; do /bin/sleep 0.02; done
cat "$pod/started"
[ ! -s "$pod/started" ]
FAKE
  ask() { echo "$3" >>"$pod/asked"; }
}

teardown() {
  touch "$pod/turn" "$pod/started"
  end_turn
}

# usage: until_logged PATTERN
until_logged() {
  until grep -q "$1" "$pod/log" 2>/dev/null; do /bin/sleep 0.02; done
}

# usage: join
join() {
  start_in_group group OFF 0 3>&-
}

@test "a member starts in the group when its turn comes, and the turn ends when the member is in it" {
  local is_starting client
  join
  client=$turn
  until_logged GET_LOCK
  ! grep 'START GROUP_REPLICATION' "$pod/log"
  touch "$pod/turn"
  until_logged 'START GROUP_REPLICATION'
  check_start is_starting
  [ "$is_starting" = yes ]
  kill -0 "$client"
  end_turn
  until ! kill -0 "$client" 2>/dev/null; do /bin/sleep 0.02; done
}

@test "a start that has ended is over, with and without success" {
  local is_starting
  touch "$pod/turn" "$pod/started"
  join
  wait "$starting" || true
  check_start is_starting
  [ "$is_starting" = no ]
  [ ! -e "$pod/asked" ]
  echo 'ERROR 3092 (HY000): the server is not configured properly' >"$pod/started"
  join
  wait "$starting" || true
  run check_start is_starting
  [[ $output = *'could not start in the group: ERROR 3092 (HY000): the server is not configured properly'*'[GroupNotEntered]' ]]
  [ "$(<"$pod/asked")" = 'SET GLOBAL group_replication_bootstrap_group = OFF' ]
}

@test "if the server ends during the start, the turn ends and the log has the error, although no look is answered" {
  local client
  ask() { return 1; }
  echo 'ERROR 2013 (HY000): Lost connection' >"$pod/started"
  touch "$pod/turn"
  join
  client=$turn
  wait "$starting" || true
  watch 2>"$pod/output" || true
  [[ $(<"$pod/output") = *'Lost connection'*'[GroupNotEntered]' ]]
  [ -z "$starting$turn" ]
  until ! kill -0 "$client" 2>/dev/null; do /bin/sleep 0.02; done
}

@test "a member that cannot ask for its turn starts in the group without it" {
  touch "$pod/unreachable"
  join
  until_logged 'START GROUP_REPLICATION'
}

@test "a member that is told to end while it waits for its turn does not start in the group" {
  join
  until_logged GET_LOCK
  touch "$LEAVING" "$pod/turn"
  wait "$starting" || true
  ! grep 'START GROUP_REPLICATION' "$pod/log"
}
