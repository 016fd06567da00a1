#!/bin/bash
# How a member with an empty volume enters the ring.
#
# Invariants:
#   - A ring begins once: with the first member, on the declared first boot, when every other member has answered that it is empty.
#   - A member that the ring knows never enters as a new one, because it would answer for rows that it does not have. It replaces itself.
#   - No replacement begins while another member is away or has not been repaired, because a row may then have no other copy.
#
# The first row that holds decides, in each round of questions.
#
#    first boot, and this is member  others                                     decision
#  1 is declared   the first         all are empty                              begin
#  2 is declared   the first         none serves                                waits
#  3 is declared   another           a member with a lower ordinal is not up    waits, unless REPLACE_NOW exists
#  4 is declared   another           serve; the ring does not know this member  join
#  5 -             any               all serve                                  replace
#  6 -             any               REPLACE_NOW exists, one or more serve      replace
#  7 -             any               otherwise                                  waits
#
# Row 4 asks the ring with the account of the superuser. Before that account exists, the ring is new, and Cassandra itself rejects a join
# from an address that the ring knows.

# usage: decide_entry RESULT SERVING
# RESULT becomes begin, join or replace. SERVING, an array, becomes the ordinals of the members that serve then.
decide_entry() {
  local -n _entry=$1 _serving_then=$2
  local first_boot is_new serving empty silent away
  answer_empty
  while :; do
    survey serving empty silent
    read_first_boot first_boot
    name_members away "${empty[@]}" "${silent[@]}"
    if [ "$first_boot" = true ] && [ "$POD_INDEX" -eq 0 ] && [ "${#serving[@]}" -eq 0 ]; then
      if [ "${#silent[@]}" -eq 0 ]; then
        _entry=begin
        break
      fi
      name_members away "${silent[@]}"
      wait_because "first boot: waiting for the answer of $away that they have no data [FirstBootWaits]"
      continue
    fi
    if [ "$first_boot" = true ] && [ "$POD_INDEX" -gt 0 ] && [ ! -e "$REPLACE_NOW" ]; then
      # the ordinals are sorted, so all lower ones serve if the last of them is in its place
      if [ "${serving[POD_INDEX - 1]:-}" != "$((POD_INDEX - 1))" ]; then
        wait_because 'first boot: waiting for the members with lower ordinals, which join one after the other [FirstBootWaits]'
        continue
      fi
      look_up_member is_new "${serving[0]}"
      if [ "$is_new" = yes ]; then
        _entry='join'
        break
      fi
    fi
    if [ "${#serving[@]}" -gt 0 ] && { [ "${#serving[@]}" -eq $((MEMBERS - 1)) ] || [ -e "$REPLACE_NOW" ]; }; then
      _entry=replace
      break
    fi
    explain_wait "$first_boot" "$away"
  done
  # shellcheck disable=SC2034 # the caller's variable
  _serving_then=("${serving[@]}")
  stop_answering
  rm -f "$WAIT_REASON"
}

# usage: look_up_member IS_NEW SERVING
# IS_NEW becomes no if the ring knows the address of this member, according to the member SERVING. Otherwise it becomes yes, and Cassandra
# decides.
look_up_member() {
  local -n _is_new=$1
  local known
  # shellcheck disable=SC2034 # the caller's variable
  _is_new=yes
  # shellcheck disable=SC2310 # the account does not exist before the first boot has ended
  known=$(superuser_cql "${addresses[$2]}" 'SELECT peer FROM system.peers_v2') || return 0
  [[ $known =~ (^|[^0-9.])"${addresses[POD_INDEX]}"($|[^0-9.]) ]] || return 0
  _is_new=no
}

# usage: explain_wait FIRST_BOOT AWAY
explain_wait() {
  if [ "$MEMBERS" -eq 1 ]; then
    wait_because 'the volume is empty, and firstBoot is off, so no ring begins. For a first deployment, switch it on [EmptyVolumeWaits]'
  else
    wait_because "the volume is empty, and $2 cannot give their data: a member is replaced only if all others serve, since their rows may" \
      "have no other copy. Bring back their volumes. If those are also lost, or this is the first deployment and firstBoot is off ($1)," \
      "see $DOCUMENTATION, 'Recover when most volumes are lost' [EmptyVolumeWaits]"
  fi
}
