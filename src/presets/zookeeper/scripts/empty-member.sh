#!/bin/bash
# How a member without data joins the ensemble, or begins a new one.
#
# Invariant: an ensemble never begins without the data that a member has. The lower half of the ordinals and one more begin it, after all
# other members have answered that they are empty. A majority that can elect then consists of exactly the members that begin. If one of
# them has data after all, it is part of that majority and is elected.
#
# The first row that holds decides, in each round of queries. The file initialize lets a member without data take part in elections.
#
#    situation                                                      initialize  decision
#  1 a leader, in an ensemble of two                                is written  starts: the election gives it the data
#  2 a leader                                                       -           starts: the leader sends the data before it can vote
#  3 initialize, from an administrator or a previous start          exists      starts
#  4 firstBoot is off                                               -           waits
#  5 this member is not one of those that begin                     -           waits for a leader
#  6 a member that does not begin has not answered that it is empty -           waits
#  7 otherwise                                                      is written  starts: a new ensemble begins

# usage: join_ensemble
# Returns when the server can start.
join_ensemble() {
  local leader unknown first_boot text majority=$((${#hosts[@]} / 2 + 1))
  while :; do
    survey_members leader unknown "$majority"
    if [ -n "$leader" ]; then
      log "the volume is empty: the data comes from the leader, $leader"
      if [ "${#hosts[@]}" -eq 2 ]; then join_single_member "$leader"; fi
      return
    fi
    if [ -e "$TRANSACTION_LOG/initialize" ]; then
      log 'the volume is empty, and the file initialize lets this member take part in elections'
      return
    fi
    text='the volume is empty, and there is no leader to get the data from'
    read_first_boot first_boot
    if [ "$first_boot" != true ]; then
      text="$text. firstBoot is off, so no new ensemble begins. For a first deployment, switch it on. Otherwise bring back the members"
      text="$text that have data; where a majority has lost its volumes, see $DOCUMENTATION, 'Recover when most volumes are lost'"
    elif [ "$POD_INDEX" -lt "$majority" ] && [ -z "$unknown" ]; then
      log 'first boot: no member has data, a new ensemble begins'
      touch "$TRANSACTION_LOG/initialize"
      return
    elif [ "$POD_INDEX" -lt "$majority" ]; then
      text="$text. First boot waits until$unknown reports that it has no data"
    fi
    wait_because "$text [EmptyVolumeWaits]"
  done
}

# usage: survey_members LEADER UNKNOWN MAJORITY
# LEADER becomes the host of the first member that leads, or an empty string. UNKNOWN becomes the hosts from ordinal MAJORITY on that did
# not answer.
survey_members() {
  local -n _leader=$1 _unknown=$2
  local ordinal role
  _leader='' _unknown=''
  for ordinal in "${!hosts[@]}"; do
    [ "$ordinal" != "$POD_INDEX" ] || continue
    query_role role "${hosts[ordinal]}"
    # a busy node can delay an answer once
    [ "$role" != leads ] || query_role role "${hosts[ordinal]}"
    if [ "$role" = leads ]; then
      # shellcheck disable=SC2034 # the caller's variable
      _leader=${hosts[ordinal]}
      return
    fi
    if [ "$role" = silent ] && [ "$ordinal" -ge "$3" ]; then _unknown="$_unknown ${hosts[ordinal]}"; fi
  done
}

# usage: join_single_member HOST
# To join a member that leads alone, both members take part in an election. The one with data wins, and then this one can vote.
join_single_member() {
  touch "$TRANSACTION_LOG/initialize"
  log "if $1 was alone until now, it does not know of this member: delete its pod, and it comes back with the list of two" \
    "($DOCUMENTATION, 'Go from one member to three')"
}
