#!/bin/bash
# usage: group-decide.sh <FACTS
# Decides the next step of a member that is in no group. Reads facts only: it queries no server, and reads no file and no clock. Prints
# action, member and reason, separated by tabs.
#
# Invariants:
#   - A group is begun only by a member that has every acknowledged transaction, so all members must have answered: each of them can be the
#     one that has the last commit. An administrator can accept the loss.
#   - Of several members that could begin the group, all choose the same one.
#   - A member joins only a group that has all of the member's transactions.
#
# Facts, one per line, with a dash for an empty column:
#   self    ordinal, fresh (this start has created the data, as the first data of the set), loss_accepted (by the administrator), others
#           (the number of lines of other members, so that incomplete facts are rejected)
#   member  ordinal, reached (data, empty, absent, silent, refused or failed), group, state, majority (whether it reaches one), has_me (its
#           group still has this member), missing_here and missing_there (transactions that only the other member, or only this one,
#           has), error
#
# The first row that holds decides. A member that stopped for a while can be ONLINE in a group of the past, with members that have left it.
# It notices that they are gone if they do not try to join it.
#
#     situation                                                                                     action
#  1  a member is ONLINE with a majority, whose group has all transactions of this one, and no more this member   join
#  2  a member is ONLINE with a majority, and lacks transactions                                    fail
#  3  a member runs as a primary or replica                                                         fail
#  4  a member is in a group that still has this one, that has no majority, or that it joins or leaves   wait
#  5  a member has transactions that are missing here, and lacks others                             fail
#  6  a member has transactions that are missing here, or the same and a lower ordinal              wait for it to begin
#  7  not fresh, the loss is not accepted, and a member does not answer                             wait for it to answer
#  8  otherwise                                                                                     begin
set -euo pipefail
scripts=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/facts.sh
. "$scripts/facts.sh"

# The facts: of this member, and of the other members by their ordinals.
ordinal='' fresh='' loss_accepted='' others=''
reached=() group=() state=() majority=() has_me=() missing_here=() missing_there=() errors=()

# usage: decide <FACTS
decide() {
  local other
  read_facts
  for other in "${!reached[@]}"; do
    [ "${reached[other]}:${state[other]}:${majority[other]}:${has_me[other]}:${missing_there[other]}" != data:ONLINE:yes:no: ] || {
      print_decision join "$other" "member $other is in the group ${group[other]}"
      return
    }
  done
  for other in "${!reached[@]}"; do
    [ "${reached[other]}" != data ] || ! blocks "$other" || return 0
  done
  for other in "${!reached[@]}"; do
    [ "${reached[other]}" != data ] || ! precedes "$other" || return 0
  done
  if [ "$fresh$loss_accepted" = nono ]; then
    for other in "${!reached[@]}"; do
      case ${reached[other]} in
        data | empty) ;;
        *)
          print_decision wait "$other" "no member is in a group, and member $other does not report its transactions, of which the last" \
            "acknowledged ones can be: ${errors[other]} [GroupWaits]"
          return
          ;;
      esac
    done
  fi
  print_decision begin "$ordinal" 'no member that answers has more than this one'
}

# usage: read_facts <FACTS
read_facts() {
  local columns i
  # shellcheck disable=SC2310 # its exit code is the answer
  while read_fact columns; do
    case ${columns[0]:-}:${#columns[@]} in
      '#'*) ;;
      self:5) ordinal=${columns[1]} fresh=${columns[2]} loss_accepted=${columns[3]} others=${columns[4]} ;;
      member:10)
        i=${columns[1]}
        reached[i]=${columns[2]} group[i]=${columns[3]} state[i]=${columns[4]} majority[i]=${columns[5]}
        has_me[i]=${columns[6]} missing_here[i]=${columns[7]} missing_there[i]=${columns[8]} errors[i]=${columns[9]}
        ;;
      *) reject_facts "${columns[*]}" ;;
    esac
  done
  [ -n "$ordinal" ] || reject_facts 'there is no line self'
  [ "${#reached[@]}" -eq "$others" ] || reject_facts "they have ${#reached[@]} of $others members"
}

# usage: print_decision ACTION MEMBER REASON...
print_decision() {
  printf '%s\t%s\t%s\n' "$1" "$2" "${*:3}"
}

# usage: blocks ORDINAL
# Rows 2 to 4. Prints the decision.
blocks() {
  if [ "${group[$1]}" = none ]; then
    print_decision fail "$1" "member $1 runs as a primary or replica, and this member as one of a group: the topology of a running set" \
      "cannot be changed ($DOCUMENTATION, 'Change the topology') [TopologyChanged]"
  elif [ "${state[$1]}:${majority[$1]}" = ONLINE:yes ] && [ -n "${missing_there[$1]}" ]; then
    print_decision fail "$1" "the group has a different history: only here is ${missing_there[$1]}. This member keeps its data and does" \
      "not join ($DOCUMENTATION, 'Resolve two histories') [HistoriesDiverged]"
  elif [ "${state[$1]}" != OFFLINE ]; then
    print_decision wait "$1" "member $1 is ${state[$1]} in a group that this member cannot join yet [GroupWaits]"
  else
    return 1
  fi
}

# usage: precedes ORDINAL
# Rows 5 and 6. Prints the decision.
precedes() {
  if [ -n "${missing_here[$1]}" ] && [ -n "${missing_there[$1]}" ]; then
    print_decision fail "$1" "member $1 has a different history: only there is ${missing_here[$1]}, only here is ${missing_there[$1]}." \
      "All data is kept: decide which one is right ($DOCUMENTATION, 'Resolve two histories') [HistoriesDiverged]"
  elif [ -n "${missing_here[$1]}" ] || [ "${missing_there[$1]}:$(($1 < ordinal))" = :1 ]; then
    print_decision wait "$1" "member $1 has all that is here, and begins the group [GroupWaits]"
  else
    return 1
  fi
}

# a test sources this file and calls decide for each situation
if [ "${BASH_SOURCE[0]}" = "$0" ]; then decide; fi
