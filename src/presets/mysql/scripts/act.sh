#!/bin/bash
# Gathers facts, decides and acts: gives a member with data its role.

# usage: take_role ROLE LEADER PRIMARY OWN_ROLE VERSION
# The first three variables become the arguments of write_role. This start has created the data, which is the first of the set or that of
# the open primary, so no comparison can give another result, and the server of the next container is the first on it.
take_role() {
  local -n _taken_role=$1 _taken_leader=$2 _taken_primary=$3
  _taken_role=$4 _taken_leader=$PRIMARY_ORDINAL _taken_primary=$PRIMARY_ORDINAL
  record_version "$5"
  check_accounts
}

# usage: settle_role ROLE LEADER PRIMARY MODE PROVISIONED VERSION
# The first four variables become the arguments of write_role. PROVISIONED: yes if this start has created the data.
settle_role() {
  local -n _settled_role=$1 _settled_leader=$2 _settled_primary=$3 _settled_mode=$4
  local action reason previous_role previous_primary
  _settled_mode=''
  read_role previous_role previous_primary
  log 'starting mysqld on the data of this member, closed to clients, to compare it with the other members'
  start_server --defaults-file="$CONFIG" --skip-networking --relay-log-recovery=OFF
  record_version "$6"
  forget_donor
  check_accounts
  await_decision "$1" "$2" action reason "${5:-no}" "$previous_role" "$previous_primary"
  case $action in
    open | follow) ;;
    fetch) log "$reason" ;;
    hand-over | hand-over-briefly) wait_for_handover "$_settled_leader" "$action" "$reason" ;;
    clone) replace_data "$_settled_leader" "$reason" ;;
    *) fail "$reason" ;;
  esac
  [ "$_settled_role" = replica ] || settle_source "$1" "$4"
  reset_channels "$_settled_role" "$_settled_mode"
  stop_server
  case $_settled_role in
    primary | standby) _settled_leader=$POD_INDEX ;;
  esac
  _settled_primary=$_settled_leader
  # the donor is not the primary, and the next start must know the previous one
  if [ "$action" = fetch ]; then _settled_primary=${previous_primary:-$_settled_leader}; fi
}

# usage: reset_channels ROLE MODE
# Removes the channels that the member does not have in its role. That of a source without GTIDs has the position.
reset_channels() {
  local unused channel
  case $1:$2 in
    primary:*)
      local_sql 'STOP REPLICA; RESET REPLICA ALL'
      return
      ;;
    standby:position) unused="channel_name = ''" ;;
    *) unused="channel_name = '$SOURCE_CHANNEL'" ;;
  esac
  for channel in $(local_sql "SELECT QUOTE(channel_name) FROM performance_schema.replication_connection_configuration WHERE $unused"); do
    local_sql "STOP REPLICA FOR CHANNEL $channel; RESET REPLICA ALL FOR CHANNEL $channel"
  done
}

# usage: await_decision ROLE LEADER ACTION REASON PROVISIONED PREVIOUS_ROLE PREVIOUS_PRIMARY
# Surveys the members until no acknowledged transaction can be lost any more, or until the administrator accepts the loss. The first four
# variables become the decision of decide.sh.
await_decision() {
  local -n _decided_role=$1 _decided_leader=$2 _decided_action=$3 _decided_reason=$4
  local surveys confirmed=0 namespace
  namespace=$(absolute_name_of "$POD_INDEX")
  namespace=${namespace#*.*.}
  for ((surveys = 0; ; surveys++)); do
    survey "$5" "$confirmed" "$6" "$7"
    "$BASH" "$scripts/decide.sh" <"$FACTS" >"$DECISION"
    IFS=$'\t' read -r _decided_role _decided_leader _decided_action _decided_reason <"$DECISION"
    case $_decided_action in
      confirm) confirmed=$((confirmed + 1)) ;;
      wait) ;;
      *) break ;;
    esac
    [ $((surveys % 10)) -ne 0 ] ||
      log "$_decided_reason. To accept the loss and continue: kubectl -n ${namespace%%.*} exec $NAME-$POD_INDEX -c" \
        "${CONTAINER:-bootstrap} -- touch $ACCEPT_LOSS"
    sleep 1
  done
  rm -f "$ACCEPT_LOSS"
}

# usage: check_accounts
# A replica that cannot log in at the primary, or does not trust its certificate, would serve old data indefinitely, and a roll would
# continue with the next replica. The scripts and the channel log in with separate accounts. A primary that is being provisioned has no
# accounts for some seconds, so the check is repeated.
check_accounts() {
  local tries user
  local -A login
  [ "$POD_INDEX" != "$PRIMARY_ORDINAL" ] || return 0
  for ((tries = 0; tries < 10; tries++)); do
    for user in "$MEMBERS_USER" "$REPLICATION_USER"; do
      ask_member login "$PRIMARY_ORDINAL" "$user" 'SELECT 1'
      [ "${login[reached]}" != refused ] || break
    done
    [ "${login[reached]}" = refused ] || return 0
    sleep 1
  done
  fail "member $PRIMARY_ORDINAL refuses the replication password or the certificates of this pod's Secrets for the account $user:" \
    "${login[error]} [LoginRefused]"
}

# usage: wait_for_handover LEADER ACTION REASON
# Waits until the leader has fetched the transactions that it lacks from this member.
wait_for_handover() {
  local missing waited patience=300
  local -A own=() leader
  [ "$2" = hand-over ] || patience=10
  log "$3"
  stop_server
  start_server --defaults-file="$CONFIG" --report-host="$NAME-$POD_INDEX.$NAME"
  query_local own
  for ((waited = 0; waited < patience; waited++)); do
    query_member leader "$1"
    log_wait "still waiting until member $1 has all that is here"
    if [ "${leader[reached]}" = answered ]; then
      subtract_gtids missing "${own[executed]}" "${leader[executed]}"
      if [ -z "$missing" ]; then
        log "member $1 has all that is here"
        return
      fi
    fi
    sleep 1
  done
  log "member $1 did not fetch what is here; it is asked for when member $1 starts as the primary"
}

# usage: replace_data DONOR REASON
# Moves the data aside and clones DONOR.
replace_data() {
  log "$2"
  stop_server
  log "keeping this member's own history in $ASIDE, and cloning from member $1"
  mv "$DATA" "$ASIDE"
  provision _ again
  start_server --defaults-file="$CONFIG" --skip-networking
  forget_donor
}

# usage: forget_donor
# The first start on a clone recovers it. Only after that, and only once, the script resets the channel of the donor: a later reset would
# delete the relay log with its transactions.
forget_donor() {
  [ -e "$CLONED" ] || return 0
  local_sql 'RESET REPLICA ALL'
  rm "$CLONED"
}
