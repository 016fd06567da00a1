#!/bin/bash
# Keeps the empty volume of a broker out of service while the broker could be elected. A broker that was killed leaves the ISR when it
# returns. Where all copies of a partition were killed, the controller elects the last leader whatever its volume holds, and the other
# copies truncate their logs to that of the new leader.
# A broker that is fenced cannot be elected any more once another one has led the partition: ISR and ELR drop it when it registers, and
# LastKnownElr names the last leader.
# shellcheck disable=SC2153,SC2154 # what lib.sh and format.sh find out

LOOK_SECONDS=5
# a tool that gets no answer would try for a minute
TOOL_SECONDS=40

# usage: guard_empty
# Waits until another broker leads each partition that has a copy on this one, or until an operator accepts the loss.
guard_empty() {
  local waiting remedy said='' started=$SECONDS
  use_tools
  say 'the volume is empty: asking the other brokers whether all partitions of this one have leaders'
  while true; do
    find_obstacle
    [ -n "$waiting" ] || return 0
    if [ -e "$VOLUME/accept-loss" ]; then
      say "$waiting: accepted by the file $VOLUME/accept-loss"
      return 0
    fi
    [ $((SECONDS - started)) -lt "$PATIENCE_SECONDS" ] ||
      die "the volume is empty and $waiting. Nothing was formatted, because this broker could be elected and the other copies would be truncated to its empty log. $remedy"
    if [ "$waiting" != "$said" ]; then say "the volume is empty and $waiting: the broker waits, because it could be elected and the other copies would be truncated. $remedy"; fi
    said=$waiting
    sleep "$LOOK_SECONDS"
  done
}

# usage: find_obstacle
# Sets waiting, empty when the broker may start, and remedy.
find_obstacle() {
  local witness='' state='' running=() stopped=() accept
  accept="kubectl -n $POD_NAMESPACE exec $NAME-$POD_INDEX -c bootstrap -- touch $VOLUME/accept-loss"
  waiting='' remedy="Bring the other brokers and the controllers up. If the volumes of all brokers are lost, accept it while this container runs: $accept"
  find_witness
  [ -n "$witness" ] || return 0
  list_brokers
  [ -z "$waiting" ] || return 0
  list_leaderless
}

# usage: ask TOOL ARGUMENT...
# Sets text, and answered where the tool succeeded.
ask() {
  answered=''
  text=$(timeout "$TOOL_SECONDS" "$BIN/$1" "${@:2}" 2>&1) || return 0
  answered=yes
}

# usage: find_witness
# Sets witness: a broker that runs and has had all metadata since this container started, which is after the end of the broker's
# predecessor. Otherwise sets waiting, unless this is a first boot. The lines that are read look like this:
#   NodeId  DirectoryId             LogEndOffset  Lag  LastFetchTimestamp  LastCaughtUpTimestamp  Status
#   1       1mSXAv5wgikgfYjZlWbRQA  570           0    1795858643707       1795858643707          Observer
find_witness() {
  local controllers='' text answered host id caught_up status now=0
  list_others
  for host in "${others[@]}"; do
    knock "$host" "$CONTROLLER_PORT"
    if [ "$answer" = yes ]; then controllers+="${controllers:+,}$host:$CONTROLLER_PORT"; fi
  done
  waiting='the controllers do not respond, or most of them are missing'
  [ -n "$controllers" ] || return 0
  ask kafka-metadata-quorum.sh --bootstrap-controller "$controllers" --command-config "$ETC/tools.properties" describe --replication
  [ -n "$answered" ] || return 0
  waiting='no other broker responds'
  # by the clock of the active controller, which has always caught up with itself
  while read -r _ _ _ _ _ caught_up status; do
    if [ "$status" = Leader ]; then now=$caught_up; fi
  done <<<"$text"
  while read -r id _ _ _ _ caught_up _; do
    # ids of dedicated controllers are larger
    [[ $id =~ ^[0-9]{1,3}$ && $caught_up =~ ^[0-9]+$ && $id != "$NODE_ID" ]] || continue
    [ $((now - caught_up)) -le $((SECONDS * 1000)) ] || continue
    knock "$NAME-$id.${POD_HOST#*.}" "$INTERNAL_PORT"
    [ "$answer" = yes ] || continue
    witness=$NAME-$id.${POD_HOST#*.}:$INTERNAL_PORT waiting=''
    return 0
  done <<<"$text"
  check_first_boot
}

# usage: check_first_boot
# Clears waiting on a declared first boot, when this broker has never registered. Controllers do not list brokers, but they refuse
# settings of a broker that they do not know;
# to remove a setting that does not exist changes nothing.
check_first_boot() {
  local first_boot
  first_boot=$(<"$ETC/live/first-boot")
  [ "$first_boot" = true ] || return 0
  ask kafka-configs.sh --bootstrap-controller "$controllers" --command-config "$ETC/tools.properties" --alter --entity-type brokers --entity-name "$NODE_ID" --delete-config stateful.none
  if [[ $text = *BrokerIdNotRegistered* ]]; then waiting=''; fi
}

# usage: list_brokers
# Sets running and stopped, the ids of the other brokers, and waiting while this broker's predecessor is not fenced. The lines that are
# read look like this:
#   ID  HOST                                   PORT  RACK  STATE   ENDPOINT_TYPE
#   0   kafka-0.kafka.shop.svc.cluster.local   9091  null  fenced  broker
list_brokers() {
  local text answered id state
  ask kafka-cluster.sh list-endpoints --bootstrap-server "$witness" --command-config "$ETC/tools.properties" --include-fenced-brokers
  [ -n "$answered" ] || waiting="$witness does not respond"
  while read -r id _ _ _ state _; do
    case $id:$state in
      "$NODE_ID:unfenced") waiting="the session of the broker that had this id before has not expired yet" remedy='' ;;
      "$NODE_ID:"*) ;;
      *:unfenced) running+=("$id") ;;
      *:fenced) stopped+=("$id") ;;
    esac
  done <<<"$text"
}

# usage: list_leaderless
# Sets waiting and remedy while a partition has a copy here and no leader among the brokers that run.
list_leaderless() {
  local text answered line name leader replicas leaderless=()
  ask kafka-topics.sh --bootstrap-server "$witness" --command-config "$ETC/tools.properties" --describe
  [ -n "$answered" ] || waiting="$witness does not respond"
  while read -r line; do
    read_partition "$line"
    if [[ -n $name && ,$replicas, = *,$NODE_ID,* && " ${running[*]} " != *" $leader "* ]]; then leaderless+=("$name"); fi
  done <<<"$text"
  [ "${#leaderless[@]}" != 0 ] || return 0
  waiting="${#leaderless[@]} partitions with a copy on this broker have no leader (${leaderless[*]:0:5})"
  name_election
}

# usage: name_election
# Sets remedy: how an operator lets the most complete of the other copies lead.
name_election() {
  local pods="${running[*]/#/$NAME-}" exec="kubectl -n $POD_NAMESPACE exec"
  remedy="To let the most complete of the other copies lead: for pod in $pods; do $exec \$pod -c kafka -- bash $ETC/scripts/list-copies.sh; done |"
  remedy+=" $exec -i ${pods%% *} -c kafka -- bash $ETC/scripts/elect-leaders.sh $NODE_ID"
  if [ "${#stopped[@]}" != 0 ]; then remedy+=". Before that, bring up the brokers ${stopped[*]}, or append those whose volumes are lost, too"; fi
  remedy+=". If no other copy exists any more, accept it while this container runs: $accept"
}
