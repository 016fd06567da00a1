#!/bin/bash
# Functions of start.sh: whether the list of members goes together with the one before, and with those that others run with.
# shellcheck disable=SC2154 # what lib.sh and start.sh find out

# usage: check_members
# Two majorities have a member in common as long as the lists in use differ by one member.
# Waits rather than ends, so that one can say in the pod that it may go on.
check_members() {
  find_difference
  until [ -z "$difference" ] || [ -e "$DATA/accept-members" ]; do
    explain_difference
    find_difference
  done
  rm -f "$DATA/accept-members"
  write "$DATA/members" "$(<"$list")"
}

# usage: explain_difference
# Waits for a moment, and says for what.
explain_difference() {
  if [ "$changes" -eq $((before + now)) ]; then
    wait_because "the list of members has no member of the one that $difference: that is another ensemble. Give this member its own" \
      "volume back. Where the set has another name now and all volumes came along, touch $DATA/accept-members in each pod"
    return
  fi
  # a list between the two is one that all of them take
  if [ "$changes" -eq 2 ]; then before=$(((before + now) / 2)); fi
  wait_because "the list of members differs by $changes from the one that $difference, and two majorities could exist side by side." \
    "Apply replicas: $before, then change them by one at a time, each after the rollout before has ended" \
    "($DOCS, 'More and fewer members')"
}

# usage: find_difference
# Sets difference: who has a list that differs by more than one member. That is this member or, where it takes another list, one that runs: an update that
# comes before the last one has ended meets those with the list before that. Sets what count_changes does.
find_difference() {
  local host
  difference=''
  if [ -s "$DATA/members" ]; then
    count_changes "$DATA/members"
    if [ "$changes" -gt 1 ]; then difference='this member last ran with'; fi
    if [ "$changes" -ne 1 ] || [ "$list" = "$DATA/members" ]; then return; fi
  fi
  for host in "${hosts[@]}"; do
    ask_members "$host"
    count_changes "$THEIRS"
    if [ "$before" -gt 0 ] && [ "$changes" -gt 1 ]; then
      difference="$host runs with"
      return
    fi
  done
}

# usage: count_changes LIST
# Sets before and now: how many members that list has, and the present one; and changes: how many came or went between the two.
count_changes() {
  local member
  local -A known=()
  before=0 now=0 changes=0
  while read -r member; do
    known[$member]=1
    before=$((before + 1))
  done <"$1"
  while read -r member; do
    now=$((now + 1))
    if [ -n "${known[$member]:-}" ]; then unset "known[$member]"; else changes=$((changes + 1)); fi
  done <"$ETC/members"
  changes=$((changes + ${#known[@]}))
}
