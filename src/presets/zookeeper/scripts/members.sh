#!/bin/bash
# Member lists: each line has an id and a host, in the order of the ordinals. Hosts with a dot at the end are servers of another ensemble,
# which this set joins, and come last.
#
# Invariant: the lists in use differ by at most one member, so that two majorities always have a member in common.
#
# MEMBERS_OF_DATA is the list of the last start of this member, and the servers of the other members report theirs. Each of these lists is
# compared with the current one, MEMBERS_FILE. The first row that holds decides. The file accept-members ends the wait of a start.
#
#    situation                                                       decision
#  1 own last list differs by two or more                            waits
#  2 own last list is the same                                       continues: members that are behind wait themselves
#  3 own last list differs by one, and this member leaves with it    continues
#  4 no own last list, or it differs by one, and
#    a member runs with a list that differs by two or more           waits
#  5 as 4, and a server of another ensemble reports no list          waits
#  6 otherwise                                                       continues
#
# For row 4, a member that reported its list and no longer answers counts with that list, as long as its name exists.

# usage: read_members ID HOSTS LIST
# ID becomes the id of this member, or an empty string if it is not on the list. HOSTS, an array, becomes the hosts by ordinal.
read_members() {
  local -n _id=$1 _hosts=$2
  local number host
  _id='' _hosts=()
  while read -r number host; do
    if [ "${#_hosts[@]}" = "$POD_INDEX" ] && [[ $host != *. ]]; then _id=$number; fi
    _hosts+=("$host")
  done <"$3"
}

# usage: check_members LIST
# Returns when this member can run with LIST, and records LIST as its last one. The function waits and does not exit, so that an
# administrator can accept the list in the pod.
check_members() {
  local -A difference
  find_difference difference "$1"
  until [ -z "${difference[holder]}" ] || [ -e "$ACCEPT_MEMBERS" ]; do
    explain_difference difference
    find_difference difference "$1"
  done
  rm -f "$ACCEPT_MEMBERS"
  write_file "$MEMBERS_OF_DATA" "$(<"$1")"
}

# usage: explain_difference DIFFERENCE
# Waits for a second, and logs the reason.
explain_difference() {
  local -n _found=$1
  local changes=${_found[changes]} before=${_found[before]} now=${_found[now]}
  if [ "$before" -eq 0 ]; then
    wait_because "${_found[holder]} no list of members, so it is stopped, standalone, or hides the list. Start it with conf in" \
      "4lw.commands.whitelist ($DOCUMENTATION, 'Join a running ensemble') [EnsembleSourceSilent]"
    return
  fi
  if [ "$changes" -eq $((before + now)) ]; then
    wait_because "the list of members has no member of the one that ${_found[holder]}: that is another ensemble. Give this member its own" \
      "volume back. Where the set has another name now and all volumes came along, touch $ACCEPT_MEMBERS in each pod" \
      '[AnotherEnsemble]'
    return
  fi
  # every member accepts a list between the two
  if [ "$changes" -eq 2 ]; then before=$(((before + now) / 2)); fi
  local remedy="Apply replicas: $before, then change them by one at a time, each after the rollout before has ended"
  if [[ ${hosts[*]} = *. ]]; then remedy="Give the servers of source the list of this set, before replicas or source changes again"; fi
  wait_because "the list of members differs by $changes from the one that ${_found[holder]}, and two majorities could exist side by side." \
    "$remedy ($DOCUMENTATION, 'Resolve a difference in the member list') [MemberListDiffers]"
}

# usage: find_difference RESULT LIST
# RESULT, an associative array, gets holder (the member whose list makes this one wait, or an empty string) and the keys of count_changes.
# LIST is the list for this start.
find_difference() {
  local -n _difference=$1
  local ordinal members
  _difference=([holder]='')
  if [ -s "$MEMBERS_OF_DATA" ]; then
    members=$(<"$MEMBERS_OF_DATA")
    count_changes "$1" "$members"
    if [ "${_difference[changes]}" -gt 1 ]; then _difference[holder]='this member last ran with'; fi
    if [ "${_difference[changes]}" -ne 1 ] || [ "$2" = "$MEMBERS_OF_DATA" ]; then return; fi
  fi
  for ordinal in "${!hosts[@]}"; do
    [ "$ordinal" != "$POD_INDEX" ] || continue
    query_members members "${hosts[ordinal]}"
    recall_members members "$ordinal"
    count_changes "$1" "$members"
    if [ "${_difference[before]}" -gt 0 ] && [ "${_difference[changes]}" -gt 1 ]; then
      _difference[holder]="${hosts[ordinal]} runs with"
    elif [ "${_difference[before]}" -eq 0 ] && [[ ${hosts[ordinal]} = *. ]]; then
      _difference[holder]="${hosts[ordinal]} reports"
    fi
    [ -z "${_difference[holder]}" ] || return 0
  done
}

# usage: recall_members MEMBERS ORDINAL
# A member that does not answer, for example on a busy node, still runs with the list that it reported to this start, if its name exists.
recall_members() {
  local -n _told=$1
  local host status=0
  if [ -n "$_told" ]; then
    told[$2]=$_told
  elif [ -n "${told[$2]:-}" ]; then
    make_absolute host "${hosts[$2]}"
    timeout 2 getent hosts "$host" >/dev/null || status=$?
    # 2: the name no longer exists
    [ "$status" = 2 ] || _told=${told[$2]}
  fi
}

# usage: count_changes RESULT MEMBERS
# RESULT, an associative array, gets before and now (the number of members in MEMBERS and in the current list) and changes (the number of
# members that differ between the two).
count_changes() {
  local -n _count=$1
  local member before=0 now=0 changes=0
  local -A known=()
  # servers of two namespaces list one host by names of different length
  while read -r member; do
    [ -n "$member" ] || continue
    known[${member%%.*}]=1
    before=$((before + 1))
  done <<<"$2"
  while read -r member; do
    now=$((now + 1))
    member=${member%%.*}
    if [ -n "${known[$member]:-}" ]; then unset "known[$member]"; else changes=$((changes + 1)); fi
  done <"$MEMBERS_FILE"
  _count+=([before]=$before [now]=$now [changes]=$((changes + ${#known[@]})))
}
