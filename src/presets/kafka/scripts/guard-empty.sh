#!/bin/bash
# Gathers facts, decides and acts: a node with an empty volume does not join while it could be elected or let a node without all metadata
# be elected. A broker that was killed leaves the ISR when it returns. If all copies of a partition were killed, the controller elects the
# last leader without a check of its volume, and the other copies truncate their logs to the log of the new leader.
#
# Invariant: a broker joins with an empty volume only if it can no longer be elected for a partition of which it has a copy, if it has never
# been part of the cluster, or if an operator has accepted the loss. It can no longer be elected if it is fenced and another broker has led
# the partition since then: ISR and ELR drop it when it registers, and LastKnownElr names the last leader.
#
# The first row that holds decides. The witness is another broker that listens and has had all metadata since this container started,
# which is later than the end of the previous container.
#
#    situation                                                                          node
# 1  no controller listens, or the quorum does not respond                              waits
# 2  the quorum is static, and this node is a controller, whose vote would count before it has all metadata   waits
# 3  this node is no broker                                                             joins
# 4  no witness, first boot is declared, and this broker has never registered           joins
# 5  no witness                                                                         waits
# 6  the session of the previous broker with this id has not expired                    waits
# 7  a partition with a copy here has no leader among the running brokers               waits
# 8  the witness has not answered all queries                                           waits
# 9  otherwise                                                                          joins
#
# A node that waits joins when the file ACCEPT_LOSS exists, and fails after PATIENCE_SECONDS.

# The facts, empty if unknown: role (of this node), controllers (those that listen, with commas), quorum (responds or silent), voters
# (static), witness (host and port), registered (no), predecessor (unfenced), running and stopped (ids of other brokers), leaderless
# (partitions), and silent (yes if the witness has not answered all queries).
declare -A facts

PAUSE_SECONDS=5
# the range of the brokers' ids: as many as the preset accepts
MAX_BROKERS=1000
# without this limit, a tool would wait for an answer for a minute
TOOL_SECONDS=40

# usage: guard_empty ROLE
guard_empty() {
  local obstacle remedy logged='' started=$SECONDS
  local risk='this broker could be elected and the other copies would be truncated to its empty log'
  [ "$1" != controller ] || risk='the vote of this controller could elect a leader without all metadata'
  use_small_jvm
  log 'the volume is empty: asking the other nodes whether this one can join'
  while true; do
    gather_facts "$1"
    find_obstacle obstacle remedy
    [ -n "$obstacle" ] || return 0
    if [ -e "$ACCEPT_LOSS" ]; then
      log "$obstacle: accepted by the file $ACCEPT_LOSS"
      return 0
    fi
    [ $((SECONDS - started)) -lt "$PATIENCE_SECONDS" ] || fail "the volume is empty and $obstacle. The volume was not formatted, because" \
      "$risk [EmptyVolumeWaits]. $remedy"
    if [ "$obstacle" != "$logged" ]; then
      log "the volume is empty and $obstacle: the node waits, because $risk [EmptyVolumeWaits]. $remedy"
    fi
    logged=$obstacle
    sleep "$PAUSE_SECONDS"
  done
}

# --- facts

# usage: gather_facts ROLE
# Stops at the first fact that makes the node wait.
gather_facts() {
  local replication
  facts=([role]=$1 [controllers]='' [quorum]=silent [voters]='' [witness]='' [registered]='' [predecessor]='')
  facts+=([running]='' [stopped]='' [leaderless]='' [silent]='')
  find_controllers
  [ -n "${facts[controllers]}" ] || return 0
  query_quorum replication
  if [ "${facts[quorum]}" = silent ] || [ "$1" = controller ]; then return; fi
  find_witness "$replication"
  if [ -z "${facts[witness]}" ]; then
    check_registration
    return
  fi
  list_brokers
  [ -z "${facts[predecessor]}${facts[silent]}" ] || return 0
  list_leaderless
}

# usage: ask ANSWER ANSWERED TOOL ARGUMENT...
# ANSWER becomes the output of the tool, including errors. ANSWERED becomes yes, or no if the tool failed.
ask() {
  local -n _answer=$1 _answered=$2
  _answered=no
  # shellcheck disable=SC2034 # the caller's variable
  _answer=$(timeout "$TOOL_SECONDS" "$BIN/$3" "${@:4}" 2>&1) || return 0
  # shellcheck disable=SC2034 # the caller's variable
  _answered=yes
}

# usage: find_controllers
find_controllers() {
  local others host listens
  list_other_controllers others
  for host in "${others[@]}"; do
    probe_port listens "$host" "$CONTROLLER_PORT"
    if [ "$listens" = yes ]; then facts[controllers]+="${facts[controllers]:+,}$host:$CONTROLLER_PORT"; fi
  done
}

# usage: query_quorum REPLICATION
# REPLICATION becomes what the quorum reports about its nodes. The lines look like this:
#   NodeId  DirectoryId             LogEndOffset  Lag  LastFetchTimestamp  LastCaughtUpTimestamp  Status
#   1       1mSXAv5wgikgfYjZlWbRQA  570           0    1795858643707       1795858643707          Observer
query_quorum() {
  local answered directory status
  ask "$1" answered kafka-metadata-quorum.sh --bootstrap-controller "${facts[controllers]}" --command-config "$TOOL_CONFIG" \
    describe --replication
  [ "$answered" = yes ] || return 0
  facts[quorum]=responds
  while read -r _ directory _ _ _ _ status; do
    # a voter of a static quorum has no directory
    if [ "$status" = Leader ] && [[ $directory != *[!A]* ]]; then facts[voters]=static; fi
  done <<<"${!1}"
}

# usage: find_witness REPLICATION
find_witness() {
  local host listens id caught_up status now=0
  # the clock of the active controller, which has always caught up with itself
  while read -r _ _ _ _ _ caught_up status; do
    if [ "$status" = Leader ]; then now=$caught_up; fi
  done <<<"$1"
  while read -r id _ _ _ _ caught_up _; do
    [[ $id =~ ^[0-9]+$ && $caught_up =~ ^[0-9]+$ && $id != "$NODE_ID" ]] || continue
    # dedicated controllers are not in the range of the brokers
    if [ "$id" -lt "$FIRST_NODE_ID" ] || [ "$id" -ge $((FIRST_NODE_ID + MAX_BROKERS)) ]; then continue; fi
    [ $((now - caught_up)) -le $((SECONDS * 1000)) ] || continue
    host=$NAME-$((id - FIRST_NODE_ID)).${POD_HOST#*.}
    probe_port listens "$host" "$INTERNAL_PORT"
    [ "$listens" = yes ] || continue
    facts[witness]=$host:$INTERNAL_PORT
    return 0
  done <<<"$1"
}

# usage: check_registration
# Used on a declared first boot. Controllers do not list brokers, but they reject settings of an unknown broker. The removal of a setting
# that does not exist changes no state.
check_registration() {
  local text answered first_boot
  read_first_boot first_boot
  [ "$first_boot" = true ] || return 0
  ask text answered kafka-configs.sh --bootstrap-controller "${facts[controllers]}" --command-config "$TOOL_CONFIG" \
    --alter --entity-type brokers --entity-name "$NODE_ID" --delete-config stateful.none
  if [[ $text = *BrokerIdNotRegistered* ]]; then facts[registered]=no; fi
}

# usage: list_brokers
# The input lines look like this:
#   ID  HOST                                   PORT  RACK  STATE   ENDPOINT_TYPE
#   0   kafka-0.kafka.shop.svc.cluster.local   9091  null  fenced  broker
list_brokers() {
  local text answered id state
  ask text answered kafka-cluster.sh list-endpoints --bootstrap-server "${facts[witness]}" --command-config "$TOOL_CONFIG" \
    --include-fenced-brokers
  [ "$answered" = yes ] || facts[silent]=yes
  while read -r id _ _ _ state _; do
    case $id:$state in
      "$NODE_ID:unfenced") facts[predecessor]=unfenced ;;
      "$NODE_ID:"*) ;;
      *:unfenced) facts[running]+="${facts[running]:+ }$id" ;;
      *:fenced) facts[stopped]+="${facts[stopped]:+ }$id" ;;
    esac
  done <<<"$text"
}

# usage: list_leaderless
list_leaderless() {
  local text answered line name leader replicas
  ask text answered kafka-topics.sh --bootstrap-server "${facts[witness]}" --command-config "$TOOL_CONFIG" --describe
  [ "$answered" = yes ] || facts[silent]=yes
  while read -r line; do
    read_partition name leader replicas "$line"
    [[ -n $name && ,$replicas, = *,$NODE_ID,* && " ${facts[running]} " != *" $leader "* ]] || continue
    facts[leaderless]+="${facts[leaderless]:+ }$name"
  done <<<"$text"
}

# --- decision

# usage: find_obstacle OBSTACLE REMEDY
# Reads facts only. OBSTACLE becomes the reason why the node waits, or an empty string if it joins. REMEDY becomes the operator's options.
find_obstacle() {
  local -n _obstacle=$1 _remedy=$2
  local accept="kubectl -n $POD_NAMESPACE exec $NAME-$POD_INDEX -c bootstrap -- touch $ACCEPT_LOSS"
  local -a leaderless
  _obstacle=''
  _remedy='Bring the other brokers and the controllers up. If the volumes of all brokers are lost and dedicated controllers are not,'
  _remedy+=" accept it while this container runs: $accept"
  if [ "${facts[quorum]}" = silent ]; then
    _obstacle='the controllers do not respond, or most of them are missing'
  elif [ -n "${facts[voters]}" ] && [ "$NAME" = "$CONTROLLER_SET" ] && [ "$POD_INDEX" -lt "$CONTROLLERS" ]; then
    _obstacle='the quorum is static, so this controller would vote before it has all metadata'
    _remedy="Convert the quorum ($DOCUMENTATION, 'Convert a static quorum'). If that fails, accept it while this container runs: $accept"
  elif [ "${facts[role]}" = controller ]; then
    return
  elif [ -z "${facts[witness]}" ]; then
    [ "${facts[registered]}" = no ] || _obstacle='no other broker responds'
  elif [ -n "${facts[predecessor]}" ]; then
    _obstacle='the session of the broker that had this id before has not expired yet'
    _remedy=''
  elif [ -n "${facts[leaderless]}" ]; then
    read -r -a leaderless <<<"${facts[leaderless]}"
    _obstacle="${#leaderless[@]} partitions with a copy on this broker have no leader (${leaderless[*]:0:5})"
    name_election "$2" "${facts[running]}" "${facts[stopped]}" "$accept"
  elif [ -n "${facts[silent]}" ]; then
    # shellcheck disable=SC2034 # the caller's variable
    _obstacle="${facts[witness]} does not respond"
  fi
}

# usage: name_election RESULT RUNNING STOPPED ACCEPT
# RESULT becomes the command that makes the most complete of the other copies the leader. ACCEPT is the command that accepts the loss.
name_election() {
  local -n _election=$1
  local pods='' id exec="kubectl -n $POD_NAMESPACE exec"
  for id in $2; do pods+="${pods:+ }$NAME-$((id - FIRST_NODE_ID))"; done
  _election="To let the most complete of the other copies lead: for pod in $pods; do $exec \$pod -c $NAME --"
  _election+=" bash $ETC/scripts/list-copies.sh; done | $exec -i ${pods%% *} -c $NAME -- bash $ETC/scripts/elect-leaders.sh $NODE_ID"
  if [ -n "$3" ]; then _election+=". Before that, bring up the brokers $3, or also append those whose volumes are lost"; fi
  _election+=". If no other copy exists any more, accept it while this container runs: $4"
}
