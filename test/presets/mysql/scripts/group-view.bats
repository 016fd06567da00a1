#!/usr/bin/env bats
# group-view.sh: whether the others confirm the group in which this member is.

load pod

setup() {
  make_pod 1 3
  # shellcheck source=/dev/null
  . "$scripts/group-view.sh"
}

# Fakes of the functions that ask the server of this member and those of the others.
ask() {
  local -n _answer=$1
  local ordinal
  _answer=''
  for ordinal in "${!answers[@]}"; do _answer+=" mysql-$ordinal.mysql"; done
}
query_group_member() {
  local -n _faked=$1
  _faked=()
  # shellcheck disable=SC2034 # the caller's variable
  IFS=: read -r _faked[reached] _faked[state] _faked[has_me] <<<"${answers[$2]}"
}

# usage: viewed EXPECTED ANSWER...
# The result of a comparison, 20 s after the one before. ANSWER, REACHED:STATE:HAS_ME, is of the members 0, 2, 3, ... in this one's view.
viewed() {
  local result ordinal=0 answer
  declare -ga answers=()
  for answer in "${@:2}"; do
    answers[ordinal]=$answer
    ordinal=$((ordinal + (ordinal == 0 ? 2 : 1)))
  done
  SECONDS=$((SECONDS + 20))
  check_view result
  [ "$result" = "$1" ] || { echo "view is current: $result" && return 1; }
}

@test "a member leaves a group that the others have left, when they have denied it twice" {
  viewed yes answered:OFFLINE:no answered:OFFLINE:no
  viewed no answered:OFFLINE:no answered:OFFLINE:no
  viewed yes answered:ERROR:yes
  viewed no answered:ERROR:yes
}

@test "members in another group deny this one" {
  viewed yes answered:ONLINE:no answered:ONLINE:no
  viewed no answered:ONLINE:no answered:ERROR:yes
}

@test "a member stays while a majority of its view can be with it" {
  for _ in 1 2 3; do
    viewed yes answered:ONLINE:yes answered:OFFLINE:no
    viewed yes answered:RECOVERING:yes answered:OFFLINE:no
    viewed yes answered:OFFLINE:no answered:OFFLINE:no answered:ONLINE:yes answered:ONLINE:yes
    viewed yes answered:ONLINE:yes
    viewed yes
  done
}

@test "members that do not answer deny nothing" {
  for _ in 1 2 3; do viewed yes silent:: absent::; done
}

@test "a confirmation ends the doubts" {
  viewed yes answered:OFFLINE:no answered:OFFLINE:no
  viewed yes answered:ONLINE:yes answered:OFFLINE:no
  viewed yes answered:OFFLINE:no answered:OFFLINE:no
}

@test "the others are asked every 20 seconds" {
  local result
  viewed yes answered:OFFLINE:no answered:OFFLINE:no
  SECONDS=$((SECONDS + 19))
  check_view result
  [ "$result:$doubts" = yes:1 ]
}
