#!/usr/bin/env bats
# group.sh and group-ready.sh: when the sidecar reports that the member serves, and the readiness probe that reads its report.

load pod

setup() {
  make_pod 1 3
  export NAMESPACE=shop POD_NAME=mysql-1
  # shellcheck source=/dev/null
  . "$scripts/group.sh"
  # the actions after a look have their own tests
  check_view() {
    local -n _view=$1
    _view=yes
  }
  route() { :; }
  record_version() { :; }
  # the session answers with a file, and fails without one
  ask() {
    local -n _answer=$1
    echo "$3" >>"$pod/asked"
    _answer=''
    [ ! -e "$pod/answer" ] || _answer=$(<"$pod/answer")
    [ -e "$pod/answer" ]
  }
}

# usage: look [ANSWER...]
look() {
  printf '%s\n' "$@" >"$pod/answer"
  watch 2>/dev/null
}

@test "a member that serves is ready, and stays ready while the server returns no other look" {
  look 'ONLINE SECONDARY 3 3 3 1 0 9.7.4 0'
  [ -e "$READY_FILE" ]
  look ''
  [ -e "$READY_FILE" ]
  [[ $(tail -n 1 "$pod/asked") = *"HAVING look <> 'ONLINE SECONDARY 3 3 3 1 0 9.7.4 0'" ]]
}

@test "a member that no longer serves is not ready" {
  look 'ONLINE SECONDARY 3 3 3 1 0 9.7.4 0'
  look 'ONLINE SECONDARY 1 1 3 1 0 9.7.4 0'
  [ ! -e "$READY_FILE" ]
}

@test "after a look without an answer, the server returns the whole look again" {
  look 'ONLINE SECONDARY 3 3 3 1 0 9.7.4 0'
  rm "$pod/answer"
  watch
  [ ! -e "$READY_FILE" ]
  look 'ONLINE SECONDARY 3 3 3 1 0 9.7.4 0'
  [[ $(tail -n 1 "$pod/asked") = *"HAVING look <> ''" ]]
  [ -e "$READY_FILE" ]
}

@test "a warning of the client before the answer is ignored" {
  look "it's a warning" 'ONLINE SECONDARY 3 3 3 1 0 9.7.4 0'
  [ -e "$READY_FILE" ]
  look ''
  [[ $(tail -n 1 "$pod/asked") != *warning* ]]
}

@test "a member that is starting in the group makes no second attempt and does not leave" {
  enter_group() { echo enter >>"$pod/log"; }
  /bin/sleep 30 3>&- &
  starting=$!
  look 'OFFLINE NONE 0 0 1 1 0 9.7.4 0'
  look 'ERROR NONE 0 0 1 1 0 9.7.4 0'
  [ ! -e "$pod/log" ]
  ! grep 'STOP GROUP_REPLICATION' "$pod/asked"
  kill "$starting"
  starting=''
  look 'OFFLINE NONE 0 0 1 1 0 9.7.4 0'
  [ "$(<"$pod/log")" = enter ]
}

@test "if the file of members cannot be read, the member is not ready and the sidecar continues" {
  look 'ONLINE SECONDARY 3 3 3 1 0 9.7.4 0'
  rm "$MEMBERS_FILE"
  look ''
  [ ! -e "$READY_FILE" ]
}

@test "the readiness probe tests the file of the sidecar" {
  run bash "$scripts/group-ready.sh" 2 0 0
  [ "$status" -eq 1 ]
  [[ $output = *'the container group has the reason' ]]
  touch "$READY_FILE"
  run bash "$scripts/group-ready.sh" 2 0 0
  [ "$status" -eq 0 ]
}
