#!/usr/bin/env bats
# decide.sh as a filter: what it makes of facts, without any server. bootstrap.bats has what the start makes of that.

load pod
load situations

setup() {
  make_pod 1 3
}

# usage: decided EXPECTED FACTS...
# EXPECTED is role, leader and action.
decided() {
  local expected=$1
  shift
  run bash "$scripts/decide.sh" <<<"$(printf '%s\n' "$@")"
  [ "$status" -eq 0 ]
  IFS=$'\t' read -r role leader action reason <<<"$output"
  [ "$role $leader $action" = "$expected" ] || { echo "decided: $output" && return 1; }
}

@test "a member with unapplied transactions that no other member has waits until their loss is accepted" {
  decided '- - wait' "$(self unapplied=a:3)" "$(member 0 empty)" "$(member 2 data has_unapplied=no)"
  [[ $reason = *'cannot apply'*'a:3 [RelayLogNotApplied]' ]]
  decided 'primary 1 open' "$(self unapplied=a:3)" "$(member 0 empty)" "$(member 2 data)"
  decided 'primary 1 open' "$(self unapplied=a:3 loss=yes)" "$(member 0 empty)" "$(member 2 data has_unapplied=no)"
}

@test "a new primary waits for every member but the previous primary, and for that one if it has an error" {
  for reached in absent silent refused failed; do
    decided '- - wait' "$(self)" "$(member 0 data)" "$(member 2 "$reached")"
    [[ $reason = *"member 2 does not report its transactions: ERROR $reached [MemberStateUnknown]" ]]
  done
  for reached in refused failed; do
    decided '- - wait' "$(self confirmed=9)" "$(member 0 "$reached")" "$(member 2 data)"
  done
}

@test "a new primary waits for a missing previous primary in ten surveys, and longer while a member replicates" {
  for reached in absent silent; do
    decided '- - confirm' "$(self confirmed=8)" "$(member 0 "$reached")" "$(member 2 data)"
    decided 'primary 1 open' "$(self confirmed=9)" "$(member 0 "$reached")" "$(member 2 data)"
    decided '- - confirm' "$(self confirmed=99)" "$(member 0 "$reached")" "$(member 2 data receiver=ON)"
  done
}

@test "a member that was the primary, or whose data was just created, does not wait for answers" {
  decided 'primary 1 open' "$(self role=primary before=1)" "$(member 0 silent)" "$(member 2 refused)"
  decided 'primary 1 open' "$(self provisioned=yes)" "$(member 0 silent)" "$(member 2 refused)"
}

@test "a primary opens if no member has transactions that it lacks" {
  decided 'primary 1 open' "$(self)" "$(member 0 data lacks=a:9)" "$(member 2 empty)"
}

@test "if a primary and a member each have transactions that the other lacks, neither is chosen" {
  decided '- - fail' "$(self)" "$(member 0 data more=a:9 lacks=own:1)" "$(member 2 data)" "$(donor 0 yes)"
  [[ $reason = *'only there is a:9, only here is own:1'* ]]
}

@test "if no member is complete, none is chosen" {
  decided '- - fail' "$(self)" "$(member 0 data more=a:9)" "$(member 2 data more=b:9)"
  [[ $reason = *'none contains all'* ]]
}

@test "a primary fetches missing transactions from binary logs, or clones a member if they are purged" {
  decided 'pending 2 fetch' "$(self)" "$(member 0 data more=a:9)" "$(member 2 data more=a:9,a:10)" "$(donor 2 yes)"
  decided 'primary 2 clone' "$(self)" "$(member 0 data more=a:9)" "$(member 2 data more=a:9,a:10)" "$(donor 2 no)"
}

@test "a primary is pending while another member is open" {
  decided 'pending 2 follow' "$(self)" "$(member 0 silent)" "$(member 2 data read_only=0 more=a:9)"
}

@test "a replica follows a leader that has all of its transactions, is empty, or does not answer" {
  for leader in 'data more=a:9' empty absent silent failed refused; do
    # shellcheck disable=SC2086 # columns
    decided 'replica 0 follow' "$(self primary=0)" "$(member 0 $leader)" "$(member 2 data)"
  done
}

@test "a replica hands over to a leader that is not open, briefly if the previous primary is gone" {
  decided 'replica 0 hand-over' "$(self primary=0 before=2)" "$(member 0 data lacks=b:9)" "$(member 2 data)"
  decided 'replica 0 hand-over-briefly' "$(self primary=0 before=2)" "$(member 0 data lacks=b:9)" "$(member 2 failed)"
  decided 'replica 0 hand-over' "$(self primary=0 role=primary before=1)" "$(member 0 data lacks=b:9)" "$(member 2 silent)"
}

@test "a member with errant transactions is cloned if all of them began there and no data is aside" {
  decided 'replica 0 clone' "$(self primary=0)" "$(member 0 data read_only=0 lacks=own:1,own:tag:2)" "$(member 2 data)"
  decided 'pending 0 clone' "$(self)" "$(member 0 data read_only=0 lacks=own:1)" "$(member 2 data)"
  decided '- - fail' "$(self primary=0)" "$(member 0 data read_only=0 lacks=own:1,b:2)" "$(member 2 data)"
  [[ $reason = *'did not begin here: b:2.'* ]]
  decided '- - fail' "$(self primary=0 aside=yes)" "$(member 0 data read_only=0 lacks=own:1)" "$(member 2 data)"
}

@test "incomplete facts are rejected" {
  for facts in '' "$(member 0 data)" "$(self)x"$'\tmore' $'self\t1' "$(self)"$'\nmember\t0\tdata'; do
    run bash "$scripts/decide.sh" <<<"$facts"
    [ "$status" -ne 0 ]
    [[ $output = *'cannot read its facts'* ]]
  done
}

@test "in each of some thousands of situations the decision keeps the invariants" {
  run bash "$BATS_TEST_DIRNAME/decide-all.sh" "$scripts/decide.sh" "$pod/decision"
  [ "$status" -eq 0 ]
  [[ ${#lines[@]} -eq 1 && $output =~ ^[0-9]{4,}' situations'$ ]] || { printf '%s\n' "${lines[@]:0:20}" && return 1; }
  # each action is among the decisions
  [ "$(sort -u "$pod/decision.actions" | paste -sd ' ')" = 'clone confirm fail fetch follow hand-over hand-over-briefly open wait' ]
}
