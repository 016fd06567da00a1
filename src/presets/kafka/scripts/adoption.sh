#!/bin/bash
# Adopts the data of another cluster, if adopt is set: at its first start, each member takes over the volume of the former node with its
# id. ADOPTION_FILE has the node id of the first broker and the number of brokers, or none.
#
# Invariants:
#   - Until every finding is resolved, no file on the volume changes.
#   - Until the server starts, the only changes are a rename and, without a vote, the removal of the state of elections. Undo the rename,
#     and the former server starts on the volume.

# usage: is_to_be_adopted
# Succeeds if this member adopts its volume. After the rename, the volume is one of this preset.
is_to_be_adopted() {
  [ "$(<"$ADOPTION_FILE")" != none ] && [ ! -e "$LOGS" ] && [ -e "$FORMER/meta.properties" ]
}

# usage: adopt_volume
adopt_volume() {
  local -A facts=()
  log 'checking the data on the volume for its adoption'
  gather_adoption_facts facts
  check_adoption facts
  log 'adopting the data on the volume'
  # Kafka does not start a node that has voted for itself and whose vote has been removed since then. Without a vote, it needs no state
  if [ -n "${facts[votes]}" ] && [[ " ${facts[votes]} " != *" $NODE_ID "* ]]; then rm -f "$FORMER/$QUORUM_STATE"; fi
  mv "$FORMER" "$LOGS"
  sync -f "$VOLUME"
}

# usage: check_adoption FACTS
# Ends the start with all findings, each with its remedy. Logs notes that do not prevent the adoption.
check_adoption() {
  local -n _found=$1
  local -a findings=()
  local note=' The metadata of the cluster is checked when these are resolved.'
  judge_volume findings "$1"
  if [ -n "${_found[is_read]}" ]; then
    note=''
    judge_metadata findings "$1"
    log_notes "$1"
  fi
  refuse_findings 'this volume' "$note" "${findings[@]}"
}

# usage: judge_volume FINDINGS FACTS
judge_volume() {
  local -n _problems=$1 _seen=$2
  [ "${_seen[cluster]}" = "$CLUSTER_ID" ] || _problems+=("It belongs to the cluster ${_seen[cluster]:-(none)}, and clusterId is\
 $CLUSTER_ID. Set clusterId to '${_seen[cluster]}'.")
  [ "${_seen[node]}" = "$NODE_ID" ] || _problems+=("It is of node ${_seen[node]:-(none)}, and this member is node $NODE_ID. Give it the\
 volume of that node, or set firstNodeId to the id of the former node with the ordinal 0.")
  if [ -z "${_seen[quorum]}" ]; then
    _problems+=('It has no metadata, as with ZooKeeper. Migrate the old installation to KRaft first.')
  elif [ "${_seen[quorum]}" = static ] && [ "${_seen[voters]}" != "${_seen[controllers]}" ]; then
    _problems+=("The controllers of the old installation are the nodes ${_seen[voters]:-(none)}, and those of this set are\
 ${_seen[controllers]}. Set the same number and ids with controllers.")
  fi
  [ -z "${_seen[growing]}" ] || _problems+=("The old server still runs: ${_seen[growing]} grows. Scale the old installation to 0, and wait\
 until its pods are gone.")
  [ -z "${_seen[inaccessible]}" ] || _problems+=("User $EUID may not read and write ${_seen[inaccessible]}. Use storage that supports\
 fsGroup, or change the owner of the files to $EUID with a pod that runs as root.")
}

# usage: judge_metadata FINDINGS FACTS
judge_metadata() {
  local -n _of_metadata=$1 _seen=$2
  # 3.3-IV3, the oldest that Kafka 4 reads
  [ "${_seen[level]:-0}" -ge 7 ] || _of_metadata+=("Its metadata.version is older than 3.3, or cannot be read, and this image does not\
 start with it. Upgrade it on the old installation: kafka-features.sh upgrade --metadata 3.4.")
  # 3.7-IV0, with which controllers answer without a broker
  if [ -z "${_seen[combined]}" ] && [ "${_seen[level]:-0}" -ge 7 ] && [ "${_seen[level]}" -lt 15 ]; then
    _of_metadata+=("Its metadata.version is older than 3.7, with which dedicated controllers do not report their votes. On the old\
 installation, run Kafka 3.7 or later, and upgrade it: kafka-features.sh upgrade --metadata 3.7.")
  fi
  [[ ${_seen[votes]:-} != *' '* ]] || _of_metadata+=("The nodes ${_seen[votes]} vote for a leader, and\
 the data has their old addresses. On the old installation, remove all votes except that of the leader: kafka-metadata-quorum.sh\
 remove-controller. The controllers of this set get them again.")
  [ -z "${_seen[strangers]:-}" ] || _of_metadata+=("The brokers ${_seen[strangers]} are part of the cluster, and no member of this set has\
 such an id. On the old installation, move their partitions to the other brokers (kafka-reassign-partitions.sh) and remove them\
 (kafka-cluster.sh unregister), or set replicas and firstNodeId.")
}

# usage: log_notes FACTS
log_notes() {
  local -n _seen=$1
  [ -e "$FORMER/.kafka_cleanshutdown" ] || log 'the old server was killed, so this node recovers its logs when it starts'
  [ -z "${_seen[single]:-}" ] || log "topics with a single copy, which are lost with the volume of its broker: ${_seen[single]}"
  [ "${_seen[users]:-}" != 0 ] || log 'the data has no SCRAM users: users of PLAIN are in the configuration of the old installation only'
}
