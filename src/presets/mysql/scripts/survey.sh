#!/bin/bash
# Gathers the facts for decide.sh, which describes their columns. They stay in the pod and explain the decision later:
#   kubectl -n shop exec mysql-1 -c mysql -- cat /run/mysql-role/facts.tsv

# usage: survey PROVISIONED CONFIRMED PREVIOUS_ROLE PREVIOUS_PRIMARY
# Writes FACTS, after this member has applied all received transactions. PROVISIONED (yes or no): this start has created the data.
# CONFIRMED: the number of previous surveys whose only doubt was a silent previous primary.
survey() {
  local unapplied loss_accepted=no aside=no
  local -A self=()
  apply_relay_log unapplied
  query_local self
  [ ! -e "$ACCEPT_LOSS" ] || loss_accepted=yes
  [ ! -e "$ASIDE" ] || aside=yes
  {
    print_fact '#self' ordinal primary uuid role primary_before provisioned confirmed loss_accepted aside unapplied
    print_fact self "$POD_INDEX" "$PRIMARY_ORDINAL" "${self[uuid]}" "$3" "$4" "$1" "$2" "$loss_accepted" "$aside" "$unapplied"
    print_fact '#member' ordinal reached read_only receiver missing_here missing_there has_unapplied error
    print_fact '#donor' ordinal has_logs
    survey_members "${self[executed]}" "$unapplied"
  } >"$FACTS.new"
  mv "$FACTS.new" "$FACTS"
}

# usage: apply_relay_log RESULT
# RESULT becomes the transactions that could not be applied. A commit that this replica has acknowledged can be in its relay log only, and
# the recovery of relay logs at the real start deletes it.
apply_relay_log() {
  local -n _unapplied=$1
  local state channel
  find_unapplied "$1"
  [ -n "$_unapplied" ] || return 0
  log "applying what was received before: $_unapplied"
  # without its name, the server does not start the channel of a group
  channel=$(local_sql "SELECT QUOTE(channel_name) FROM performance_schema.replication_connection_status
    WHERE channel_name NOT IN ('group_replication_recovery', '$SOURCE_CHANNEL') LIMIT 1")
  local_sql "START REPLICA SQL_THREAD FOR CHANNEL $channel"
  while [ -n "$_unapplied" ]; do
    state=$(local_sql "SELECT service_state FROM performance_schema.replication_applier_status WHERE channel_name = $channel")
    [ "$state" = ON ] || break
    log_wait "still applying what was received before: $_unapplied"
    sleep 0.5
    find_unapplied "$1"
  done
  local_sql "STOP REPLICA SQL_THREAD FOR CHANNEL $channel"
}

# usage: find_unapplied RESULT
# RESULT becomes the transactions that this member has received and not applied.
find_unapplied() {
  local -A own=()
  query_local own
  subtract_gtids "$1" "${own[received]}" "${own[executed]}"
}

# usage: survey_members EXECUTED UNAPPLIED
# Prints one line for each member and, if this member is the configured primary and lacks transactions, one for the donor.
survey_members() {
  local peers ordinal missing_here missing_there unapplied has_unapplied has_logs all=''
  local -A peer
  local -a has=() missing=()
  list_peers peers
  for ordinal in "${peers[@]}"; do
    query_member peer "$ordinal"
    if [ "${peer[reached]}" != answered ]; then
      print_fact member "$ordinal" "${peer[reached]}" '' '' '' '' '' "${peer[error]:-no answer in time}"
      continue
    elif [ "${peer[has_data]}" = no ]; then
      print_fact member "$ordinal" empty '' '' '' '' '' ''
      continue
    fi
    # received transactions of a replica can be acknowledged
    has[ordinal]=${peer[executed]}${peer[received]:+,${peer[received]}}
    all+=${all:+,}${has[ordinal]}
    subtract_gtids missing_here "${has[ordinal]}" "$1"
    subtract_gtids missing_there "$1" "${has[ordinal]}"
    subtract_gtids unapplied "$2" "${has[ordinal]}"
    has_unapplied=no
    [ -n "$unapplied" ] || has_unapplied=yes
    [ -z "$missing_here" ] || missing[ordinal]=$missing_here
    print_fact member "$ordinal" data "${peer[read_only]}" "${peer[receiver]}" "$missing_here" "$missing_there" "$has_unapplied" ''
  done
  [ "$POD_INDEX" = "$PRIMARY_ORDINAL" ] || return 0
  # a donor has all transactions of the others, so it is one of the members that have transactions missing here
  for ordinal in "${!missing[@]}"; do
    subtract_gtids missing_there "$all" "${has[ordinal]}"
    [ -z "$missing_there" ] || continue
    check_binary_logs has_logs "$ordinal" "${missing[ordinal]}"
    print_fact donor "$ordinal" "$has_logs"
    break
  done
}
