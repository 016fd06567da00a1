#!/usr/bin/env bats
# group-decide.sh as a filter: what it makes of facts, without any server.

load pod

setup() {
  make_pod 1 3
}

# usage: self [fresh=yes] [loss_accepted=yes]
self() {
  local fresh=no loss_accepted=no "$@"
  printf 'self\t1\t%s\t%s\tOTHERS\n' "$fresh" "$loss_accepted"
}

# usage: member ORDINAL REACHED [group=NAME] [state=STATE] [majority=yes] [has_me=yes] [more=GTIDS] [lacks=GTIDS]
# more: transactions that are missing here; lacks: transactions that the member lacks.
member() {
  local group=unset state=OFFLINE majority=no has_me=no more=- lacks=- error=- "${@:3}"
  case $2 in
    data | empty) ;;
    *) group=- state=- majority=- has_me=- error="ERROR $2" ;;
  esac
  printf 'member\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$group" "$state" "$majority" "$has_me" "$more" "$lacks" "$error"
}

# usage: decided EXPECTED FACTS...
# EXPECTED is action and member.
decided() {
  local expected=$1
  shift
  run bash "$scripts/group-decide.sh" <<<"$(printf '%s\n' "${@/OTHERS/$(($# - 1))}")"
  [ "$status" -eq 0 ]
  IFS=$'\t' read -r action ordinal reason <<<"$output"
  [ "$action $ordinal" = "$expected" ] || { echo "decided: $output" && return 1; }
}

@test "a member joins a group that has a majority and all of the member's transactions, whatever the others report" {
  online=$(member 0 data group=g state=ONLINE majority=yes more=g:9)
  for reached in empty absent silent refused failed; do
    decided 'join 0' "$(self)" "$online" "$(member 2 "$reached")"
  done
  decided 'join 0' "$(self)" "$online" "$(member 2 data more=a:9 lacks=b:1)"
  decided 'join 2' "$(self)" "$(member 0 data state=ONLINE majority=yes lacks=b:1)" "$(member 2 data state=ONLINE majority=yes)"
}

@test "a member with transactions that a group with a majority lacks does not join, also if the loss is accepted" {
  for accepted in no yes; do
    decided 'fail 0' "$(self loss_accepted=$accepted)" "$(member 0 data state=ONLINE majority=yes lacks=old:7)" "$(member 2 empty)"
    [[ $reason = *'only here is old:7'*'[HistoriesDiverged]' ]]
  done
}

@test "no group is begun beside one that a member is still in, also if the loss is accepted" {
  for state in ONLINE RECOVERING UNREACHABLE ERROR; do
    decided 'wait 0' "$(self loss_accepted=yes)" "$(member 0 data state=$state)" "$(member 2 data)"
    [[ $reason = *"member 0 is $state in a group"* ]]
  done
}

@test "a member does not join while the group still has its former incarnation, nor begin another one" {
  decided 'wait 0' "$(self loss_accepted=yes)" "$(member 0 data state=ONLINE majority=yes has_me=yes)" "$(member 2 silent)"
  [[ $reason = *'member 0 is ONLINE in a group that this member cannot join yet'* ]]
  decided 'join 2' "$(self)" "$(member 0 data state=ONLINE majority=yes has_me=yes)" "$(member 2 data state=ONLINE majority=yes)"
}

@test "no group is begun beside a primary or replica" {
  decided 'fail 2' "$(self fresh=yes loss_accepted=yes)" "$(member 0 data)" "$(member 2 data group=none)"
  [[ $reason = *'[TopologyChanged]' ]]
}

@test "the member that has all transactions begins the group, whatever its ordinal" {
  decided 'begin 1' "$(self)" "$(member 0 data lacks=g:9)" "$(member 2 data lacks=g:8-9)"
  decided 'wait 2' "$(self)" "$(member 0 data lacks=g:9)" "$(member 2 data more=g:10)"
  [[ $reason = *'member 2 has all that is here'* ]]
}

@test "of members with the same transactions, the lowest begins" {
  decided 'wait 0' "$(self)" "$(member 0 data)" "$(member 2 data)"
  decided 'begin 1' "$(self)" "$(member 0 empty)" "$(member 2 data)"
}

@test "of several members for which the loss is accepted, still only one begins" {
  decided 'wait 0' "$(self loss_accepted=yes)" "$(member 0 data)" "$(member 2 silent)"
}

@test "if two members each have transactions that the other lacks, no group is begun" {
  decided 'fail 0' "$(self loss_accepted=yes)" "$(member 0 data more=a:1 lacks=b:1)" "$(member 2 data)"
  [[ $reason = *'only there is a:1, only here is b:1'* ]]
}

@test "no group is begun before every member has answered, unless the loss is accepted" {
  for reached in absent silent refused failed; do
    decided 'wait 2' "$(self)" "$(member 0 data lacks=g:9)" "$(member 2 "$reached")"
    [[ $reason = *"member 2 does not report its transactions, of which the last acknowledged ones can be: ERROR $reached [GroupWaits]" ]]
    decided 'begin 1' "$(self loss_accepted=yes)" "$(member 0 data lacks=g:9)" "$(member 2 "$reached")"
  done
}

@test "members whose volumes are empty have answered" {
  decided 'begin 1' "$(self)" "$(member 0 empty)" "$(member 2 empty)"
}

@test "the first data of a set waits for no answer, and still not beside other data" {
  decided 'begin 1' "$(self fresh=yes)" "$(member 0 absent)" "$(member 2 silent)"
  decided 'wait 2' "$(self fresh=yes)" "$(member 0 absent)" "$(member 2 data more=a:1)"
}

@test "facts that cannot be read end the decision" {
  run bash "$scripts/group-decide.sh" <<<$'member\t0'
  [ "$status" -eq 1 ]
  [[ $output = *'cannot read its facts'* ]]
}

@test "facts without the lines of all other members end the decision" {
  for others in 1 2; do
    run bash "$scripts/group-decide.sh" <<<"self"$'\t1\tyes\tyes\t'"$others"
    [ "$status" -eq 1 ]
    [[ $output = *"they have 0 of $others members"* ]]
  done
}
