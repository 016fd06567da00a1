#!/bin/bash
# usage: decide.sh <FACTS
# Decides the role of a member with data. Reads facts only: it queries no server, and reads no file and no clock. Prints role, leader,
# action and reason, separated by tabs.
#
# Invariants:
#   - A primary opens only with every acknowledged transaction, so it needs all transactions of every member that answers. Unless it was
#     certainly the primary before, all other members must have answered, except for a lost previous primary.
#   - A replica follows only a leader that has all of the replica's transactions.
#   - Data is moved aside only if all transactions that no other member has began on this member.
#
# Facts, one per line, with a dash for an empty column:
#   self    ordinal, primary (the configured ordinal), uuid, role and primary_before at the last start, provisioned (this start created the
#           data), confirmed (surveys whose only doubt was a silent previous primary), loss_accepted (by the administrator),
#           aside (the volume has data that was moved aside earlier), unapplied (received transactions that cannot be applied)
#   member  ordinal, reached (data, empty, absent, silent, refused or failed), read_only, receiver (the state of its replication),
#           missing_here and missing_there (transactions that only the other member, or only this one, has), has_unapplied (whether it has
#           all transactions in unapplied), error
#   donor   ordinal and has_logs of the member that has all transactions of the others; only if this member is the configured primary and
#           others have transactions that it lacks
#
# The first row that holds decides. The open member is another member with data that is not read-only. Once the loss is accepted, rows 1 to
# 3 are skipped.
#
#     situation                                                                            role      leader  action
#  1  unapplied transactions that no member has                                            -         -       wait
#     it is the configured primary, was not at its last start, has not just been provisioned, no member is open, and:
#  2    a member other than the previous primary does not answer, or any has an error     -         -       wait
#  3    the previous primary is gone, in fewer than ten surveys, or a member replicates    -         -       confirm
#     it is the configured primary, no member is open, and:
#  4    no member has transactions that are missing here                                   primary   itself  open
#  5    a member with such transactions lacks others, or no member has all of them         -         -       fail
#  6    the donor has the missing transactions in its binary logs                          pending   donor   fetch
#  7    the donor has purged them                                                          primary   donor   clone (10, 11)
#     it is the configured primary, and a member is open: pending, follows that member. It is not: replica, follows the primary.
#  8    the leader does not answer, is empty, or has all transactions of this member       as above  leader  follow
#  9    the leader is read-only                                                            replica   leader  hand-over, hand-over-briefly
# 10    some transactions that the leader or donor lacks began elsewhere, or data is aside -         -       fail
# 11    otherwise                                                                          as above  leader  clone
#
# A primary that follows a source outside of the set does not open, so it counts as read-only, and "open" makes it a standby (source.sh).
#
# hand-over-briefly: this member was not the primary before, and the previous primary is gone.
set -euo pipefail
scripts=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/facts.sh
. "$scripts/facts.sh"

# The facts: of this member, of the donor, and of the other members by their ordinals.
ordinal='' primary='' uuid='' role='' primary_before='' provisioned='' confirmed='' loss_accepted='' aside='' unapplied=''
donor='' has_logs=''
reached=() read_only=() receiver=() missing_here=() missing_there=() has_unapplied=() errors=()

# usage: decide <FACTS
decide() {
  local blocker='' action=wait open=''
  read_facts
  find_open_member open
  if [ "$loss_accepted" = no ]; then
    check_relay_log blocker
    if [ -z "$blocker$open" ] && [ "$ordinal" = "$primary" ] && [ "$role" != primary ] && [ "$provisioned" = no ]; then
      check_promotion blocker action
    fi
  fi
  if [ -n "$blocker" ]; then
    print_decision - - "$action" "$blocker"
  elif [ "$ordinal" != "$primary" ]; then
    follow replica "$primary"
  elif [ -n "$open" ]; then
    follow pending "$open"
  else
    become_primary
  fi
}

# usage: read_facts <FACTS
read_facts() {
  local columns i
  ordinal='' donor='' has_logs=''
  reached=() read_only=() receiver=() missing_here=() missing_there=() has_unapplied=() errors=()
  # shellcheck disable=SC2310 # its exit code is the answer
  while read_fact columns; do
    case ${columns[0]:-}:${#columns[@]} in
      '#'*) ;;
      self:11)
        ordinal=${columns[1]} primary=${columns[2]} uuid=${columns[3]} role=${columns[4]} primary_before=${columns[5]}
        provisioned=${columns[6]} confirmed=${columns[7]} loss_accepted=${columns[8]} aside=${columns[9]} unapplied=${columns[10]}
        ;;
      member:9)
        i=${columns[1]}
        reached[i]=${columns[2]} read_only[i]=${columns[3]} receiver[i]=${columns[4]} missing_here[i]=${columns[5]}
        missing_there[i]=${columns[6]} has_unapplied[i]=${columns[7]} errors[i]=${columns[8]}
        ;;
      donor:3) donor=${columns[1]} has_logs=${columns[2]} ;;
      *) reject_facts "${columns[*]}" ;;
    esac
  done
  [ -n "$ordinal" ] || reject_facts 'there is no line self'
}

# usage: print_decision ROLE LEADER ACTION REASON...
print_decision() {
  printf '%s\t%s\t%s\t%s\n' "${@:1:3}" "${*:4}"
}

# usage: find_open_member RESULT
find_open_member() {
  local -n _open=$1
  local other
  for other in "${!reached[@]}"; do
    if [ "${reached[other]}" = data ] && [ "${read_only[other]}" != 1 ]; then _open=$other; fi
  done
}

# usage: check_relay_log BLOCKER
# Row 1. Acknowledged transactions that cannot be applied can be discarded if another member has them.
check_relay_log() {
  local -n _blocker=$1
  local has
  [ -n "$unapplied" ] || return 0
  for has in "${has_unapplied[@]}"; do
    [ "$has" != yes ] || return 0
  done
  # shellcheck disable=SC2034 # the caller's variable
  _blocker="this member has received transactions that it cannot apply (see the log above for the cause), and no member that answers has"
  _blocker+=" them: $unapplied [RelayLogNotApplied]"
}

# usage: check_promotion BLOCKER ACTION
# Rows 2 and 3. An error counts as an answer, because it shows that the server runs and can have more transactions.
check_promotion() {
  local -n _blocker=$1 _action=$2
  local other replicates=''
  for other in "${!reached[@]}"; do
    case ${reached[other]} in
      data | empty) continue ;;
      absent | silent) [ "$other" != "$primary_before" ] || continue ;;
    esac
    _blocker="member $ordinal is to be the primary, and member $other does not report its transactions: ${errors[other]}"
    _blocker+=' [MemberStateUnknown]'
    return
  done
  case ${primary_before:+${reached[primary_before]:-}} in
    absent | silent) ;;
    *) return 0 ;;
  esac
  for other in "${!receiver[@]}"; do
    [ "${receiver[other]}" != ON ] || replicates=$other
  done
  [ "$confirmed" -lt 9 ] || [ -n "$replicates" ] || return 0
  # shellcheck disable=SC2034 # the caller's variable
  _action=confirm
  _blocker="member $ordinal is to be the primary, and member $primary_before, which was it before, does not answer"
  _blocker+="${replicates:+, though member $replicates replicates from one that runs}: ${errors[primary_before]} [PrimaryBeforeSilent]"
}

# usage: become_primary
# Rows 4 to 7. If two members each have transactions that the other one lacks, either can be the member with the last acknowledged writes,
# even if the transactions that only this member has began here.
become_primary() {
  local other
  for other in "${!missing_here[@]}"; do
    [ -n "${missing_here[other]}" ] || continue
    if [ -n "${missing_there[other]}" ]; then
      print_decision - - fail "member $ordinal is to be the primary, and member $other has a different history: only there is" \
        "${missing_here[other]}, only here is ${missing_there[other]}. All data is kept: decide which one is right ($DOCUMENTATION," \
        "'Resolve two histories') [HistoriesDiverged]"
    elif [ -z "$donor" ]; then
      print_decision - - fail "member $ordinal is to be the primary, and the others have histories of which none contains all: decide" \
        "which one is right ($DOCUMENTATION, 'Resolve two histories') [HistoriesDiverged]"
    elif [ "$has_logs" = yes ]; then
      print_decision pending "$donor" fetch "member $other has transactions that are missing here: ${missing_here[other]}; following" \
        "member $donor until all of that is here"
    else
      clone primary "$donor" "member $other has transactions that are missing here: ${missing_here[other]}; member $donor no longer has" \
        "them in its binary logs"
    fi
    return
  done
  print_decision primary "$ordinal" open 'no member that answers has more than this one'
}

# usage: follow ROLE LEADER
# Rows 8 and 9. A leader that is not open yet can still fetch its missing transactions from this member, as in a planned switchover. If the
# previous primary is gone and was not this member, no other member hands them over: the leader asks for them when it starts as the primary.
follow() {
  local action=hand-over
  if [ -z "${missing_there[$2]:-}" ]; then
    print_decision "$1" "$2" follow "no transaction is known to be missing at member $2"
  elif [ "${read_only[$2]}" = 1 ]; then
    case $role:${primary_before:+${reached[primary_before]:-}} in
      primary:* | *: | *:data | *:empty) ;;
      *) action=hand-over-briefly ;;
    esac
    print_decision "$1" "$2" "$action" "member $2 is to become the primary: waiting until it has all that is here"
  else
    clone "$1" "$2" "transactions here are missing at the primary, member $2: ${missing_there[$2]}"
  fi
}

# usage: clone ROLE DONOR REASON...
# Rows 10 and 11. Moves the data aside if all transactions that the set would lose began on this member.
clone() {
  local transactions foreign='' lacking
  IFS=, read -r -a lacking <<<"${missing_there[$2]}"
  for transactions in "${lacking[@]}"; do
    [[ $transactions = "$uuid":* ]] || foreign+=,$transactions
  done
  if [ -n "$foreign" ]; then
    print_decision - - fail "member $ordinal and member $2 have different histories, and the transactions that only this member has did" \
      "not begin here: ${foreign#,}. All data is kept: decide which one is right ($DOCUMENTATION, 'Resolve two histories')" \
      '[HistoriesDiverged]'
  elif [ "$aside" = yes ]; then
    print_decision - - fail "member $ordinal has to be cloned again, but data.aside still has the data of an earlier time: look at it," \
      "then delete it [DataAsideExists]"
  else
    print_decision "$1" "$2" clone "${@:3}"
  fi
}

# a test sources this file and calls decide for each situation
if [ "${BASH_SOURCE[0]}" = "$0" ]; then decide; fi
