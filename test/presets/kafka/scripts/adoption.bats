#!/usr/bin/env bats
# Volumes of another cluster that the members adopt. metadata.txt is what kafka-dump-log.sh of 4.3.1 prints for data of 4.0.0, from which
# the votes of the controllers 1 and 2 have been removed.

setup() {
  load pod.bash
  former 0 dynamic
}

# usage: former ORDINAL static|dynamic [ID]
# This member adopts the volume of the former node with this id, by default the ordinal.
former() {
  local voters=''
  new_pod kafka "$1"
  cluster_is_well
  rm -rf "${VOLUME:?}"
  mkdir -p "$VOLUME/data/__cluster_metadata-0" "$VOLUME/data/orders-0"
  touch "$VOLUME/.user_scripts_initialized" "$VOLUME/data/.kafka_cleanshutdown"
  printf 'cluster.id=this\nnode.id=%s\nversion=1\n' "${3:-$1}" >"$VOLUME/data/meta.properties"
  touch "$VOLUME/data/__cluster_metadata-0/00000000000000000000.log"
  [ "$2" = dynamic ] || voters='"currentVoters":[{"voterId":0},{"voterId":1},{"voterId":2}],"data_version":0'
  echo "{\"leaderId\":0,${voters:-\"data_version\":1\}}" >"$VOLUME/data/__cluster_metadata-0/quorum-state"
  metadata ''
  [ "$2" = dynamic ] || metadata '/KRaftVoters/d'
  echo 0 3 >"$ADOPTION_FILE"
  echo false >"$FIRST_BOOT_FILE"
}

# usage: metadata SED_COMMAND
# The metadata of the cluster, after a change of its records.
metadata() {
  sed -E "$1" "$BATS_TEST_DIRNAME/metadata.txt" >"$pod/metadata"
  stub kafka-dump-log.sh <<<'echo "$*" >"$pod/dumped"; cat "$pod/metadata"'
}

# usage: listing
listing() {
  (cd "$VOLUME" && find . -printf '%p %s %T@\n' | sort && find . -type f -exec md5sum {} + | sort)
}

# usage: refuses FINDINGS
# The message has these findings, and no file changes.
refuses() {
  local before
  before=$(listing)
  bootstrap
  [ "$status" -eq 1 ]
  echo "$(<"$TERMINATION_LOG")"
  [[ $(<"$TERMINATION_LOG") = "the data on this volume cannot be adopted as it is, and no file was changed. $1 [AdoptionRefused]" ]]
  [ "$(listing)" = "$before" ]
}

@test "a member adopts the volume of the former node with its id by one rename" {
  former 1 dynamic
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$VOLUME/data" ]
  [ -d "$VOLUME/logs/orders-0" ]
  [ ! -e "$pod/formatted" ]
  [ "$(<"$VOLUME/controllers")" = 'kafka 3' ]
  [[ $(<"$pod/dumped") = "--cluster-metadata-decoder --files $VOLUME/data/__cluster_metadata-0/00000000000000000000.log" ]]
  [[ $output = *'topics with a single copy, which are lost with the volume of its broker: single'* ]]
}

@test "with adopt, a member that has adopted its volume starts as before, and so does one that ended after the rename" {
  mv "$VOLUME/data" "$VOLUME/logs"
  bootstrap
  [ "$status" -eq 0 ]
  [ ! -e "$pod/dumped" ]
  [[ $output != *adopting* ]]
}

@test "without adopt, the volume is foreign" {
  echo none >"$ADOPTION_FILE"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'[VolumeForeign]'* ]]
}

@test "with adopt, an empty volume begins no cluster" {
  rm -rf "$VOLUME/data" "$VOLUME/.user_scripts_initialized"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'[NoControllerAnswers]'* ]]
  [ ! -e "$pod/formatted" ]
}

@test "of several snapshots, the newest is read" {
  touch "$VOLUME/data/__cluster_metadata-0/"{00000000000000000000-0000000000,00000000000000000099-0000000001}.checkpoint
  bootstrap
  [[ $(<"$pod/dumped") = *"--files $VOLUME/data/__cluster_metadata-0/00000000000000000099-0000000001.checkpoint,"*/0*.log ]]
}

@test "everything that is wrong with a volume is named at once, with its remedy" {
  former 1 static 2
  sed -i 's/this/kafka_cluster_id_test1/' "$VOLUME/data/meta.properties"
  sed -i 's/{"voterId":2}/&,{"voterId":3},{"voterId":10}/' "$VOLUME/data/__cluster_metadata-0/quorum-state"
  metadata '/KRaftVoters/d; s/"featureLevel":25/"featureLevel":6/; s/"brokerId":2,/"brokerId":100,/'
  local text='(1) It belongs to the cluster kafka_cluster_id_test1, and clusterId is this.'
  text+=" Set clusterId to 'kafka_cluster_id_test1'."
  text+=' (2) It is of node 2, and this member is node 1. Give it the volume of that node, or set firstNodeId to the id of the former node'
  text+=' with the ordinal 0.'
  text+=' (3) The controllers of the old installation are the nodes 0 1 2 3 10, and those of this set are 0 1 2.'
  text+=' Set the same number and ids with controllers.'
  text+=' (4) Its metadata.version is older than 3.3, or cannot be read, and this image does not start with it.'
  text+=' Upgrade it on the old installation: kafka-features.sh upgrade --metadata 3.4.'
  text+=' (5) The brokers 100 are part of the cluster, and no member of this set has such an id. On the old installation, move their'
  text+=' partitions to the other brokers (kafka-reassign-partitions.sh) and remove them (kafka-cluster.sh unregister), or set replicas and'
  text+=' firstNodeId.'
  refuses "$text"
}

@test "votes with addresses of the old installation prevent an adoption" {
  metadata '/offset: (196|202) /d'
  local text='(1) The nodes 0 1 2 vote for a leader, and the data has their old addresses. On the old installation, remove all votes'
  text+=' except that of the leader: kafka-metadata-quorum.sh remove-controller. The controllers of this set get them again.'
  refuses "$text"
}

@test "a node without a vote forgets its elections, and continues when it is killed before the rename" {
  former 1 dynamic
  bootstrap
  [ ! -e "$LOGS/__cluster_metadata-0/quorum-state" ]

  former 1 dynamic
  rm "$VOLUME/data/__cluster_metadata-0/quorum-state"
  bootstrap
  [ "$status" -eq 0 ]
  [ -e "$LOGS/meta.properties" ]

  former 0 dynamic
  bootstrap
  [ -e "$LOGS/__cluster_metadata-0/quorum-state" ]
}

# usage: dedicated SET ORDINAL FIRST_NODE_ID static|dynamic
# The chart's dedicated nodes: the controllers 0 to 2 and the brokers 100 to 102.
dedicated() {
  former "$2" "$4" $(($3 + $2))
  export CONTROLLER_SET=kafka-controller FIRST_NODE_ID=$3 NAME=$1 POD_NAME=$1-$2 POD_HOST=$1-$2.$1.shop.svc.cluster.local
  if [ "$1" = kafka-controller ]; then touch "$ETC/controller.properties"; fi
  local unvoted=''
  [ "$4" = dynamic ] || unvoted='; /KRaftVoters/d'
  metadata "s/\"brokerId\":([0-2]),/\"brokerId\":10\1,/$unvoted"
  echo 100 3 >"$ADOPTION_FILE"
}

@test "dedicated controllers and brokers adopt the volumes of their former ids" {
  local quorum
  for quorum in static dynamic; do
    dedicated kafka-controller 1 0 "$quorum"
    bootstrap
    [ "$status" -eq 0 ]
    [ -d "$LOGS/orders-0" ]
    dedicated kafka 2 100 "$quorum"
    bootstrap
    [ "$status" -eq 0 ]
    [ -d "$LOGS/orders-0" ]
  done

  dedicated kafka 2 100 static
  bootstrap
  stub kafka-server-start.sh <<<'echo "$* as node $NODE_ID"'
  : >"$scripts/track-catch-up.sh"
  run "$BASH" "$scripts/start.sh"
  local host=kafka-controller.shop.svc.cluster.local:9093
  [[ $output = *"/broker.properties --override controller.quorum.voters=0@kafka-controller-0.$host,1@kafka-controller-1.$host,"*' as node 102' ]]
}

@test "dedicated nodes refuse ids that are not configured, and metadata of which controllers tell nothing" {
  dedicated kafka 2 100 static
  export FIRST_NODE_ID=0 FIRST_CONTROLLER_ID=9000
  echo 0 3 >"$ADOPTION_FILE"
  metadata '/KRaftVoters/d; s/"featureLevel":25/"featureLevel":14/; s/"brokerId":([0-2]),/"brokerId":10\1,/'
  local text='(1) It is of node 102, and this member is node 2. Give it the volume of that node, or set firstNodeId to the id of the former'
  text+=' node with the ordinal 0. (2) The controllers of the old installation are the nodes 0 1 2, and those of this set are 9000 9001 9002.'
  text+=' Set the same number and ids with controllers. (3) Its metadata.version is older than 3.7, with which dedicated controllers do not'
  text+=' report their votes. On the old installation, run Kafka 3.7 or later, and upgrade it: kafka-features.sh upgrade --metadata 3.7.'
  text+=' (4) The brokers 100 101 102 are part of the cluster, and no member of this set has such an id. On the old installation, move their'
  text+=' partitions to the other brokers (kafka-reassign-partitions.sh) and remove them (kafka-cluster.sh unregister), or set replicas and'
  text+=' firstNodeId.'
  refuses "$text"
}

@test "metadata that cannot be read prevents an adoption" {
  stub kafka-dump-log.sh <<<'exit 1'
  local text='(1) Its metadata.version is older than 3.3, or cannot be read, and this image does not start with it.'
  text+=' Upgrade it on the old installation: kafka-features.sh upgrade --metadata 3.4.'
  refuses "$text"
}

@test "data of a cluster with ZooKeeper is refused" {
  rm -r "$VOLUME/data/__cluster_metadata-0"
  local text='(1) It has no metadata, as with ZooKeeper. Migrate the old installation to KRaft first.'
  refuses "$text The metadata of the cluster is checked when these are resolved."
}

@test "a server that runs is recognized by its writes" {
  rm "$VOLUME/data/.kafka_cleanshutdown"
  stub stat <<<'echo >>"$pod/grown"; echo "$4 $(wc -l <"$pod/grown")"'
  bootstrap
  [ "$status" -eq 1 ]
  local text='(1) The old server still runs: data/__cluster_metadata-0 grows. Scale the old installation to 0, and wait until its pods are'
  [[ $(<"$TERMINATION_LOG") = *"$text gone. The metadata of the cluster is checked when these are resolved. [AdoptionRefused]" ]]
  [ -e "$VOLUME/data" ]
}

@test "a server that was killed does not prevent an adoption" {
  rm "$VOLUME/data/.kafka_cleanshutdown"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'the old server was killed, so this node recovers its logs when it starts'* ]]
}

@test "users that the data does not have are mentioned" {
  metadata '/SCRAM/d'
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'the data has no SCRAM users: users of PLAIN are in the configuration of the old installation only'* ]]
}

@test "a snapshot of the metadata is read-only, which does not prevent an adoption" {
  [ "$EUID" != 0 ] || skip 'root may write everything'
  touch "$VOLUME/data/__cluster_metadata-0/00000000000000000099-0000000001.checkpoint"
  chmod a-w "$VOLUME/data/__cluster_metadata-0/"*.checkpoint
  bootstrap
  [ "$status" -eq 0 ]
}

@test "a file that may not be read prevents an adoption" {
  [ "$EUID" != 0 ] || skip 'root may read everything'
  chmod a-w "$VOLUME/data/orders-0"
  bootstrap
  chmod u+w "$VOLUME/data/orders-0"
  [[ $(<"$TERMINATION_LOG") = *"(1) User $EUID may not read and write data/orders-0. "* ]]
}

@test "the nodes of a static quorum start with its voters under their new names, until the quorum is converted" {
  former 1 static
  bootstrap
  [ "$status" -eq 0 ]
  stub kafka-server-start.sh <<<'echo "$*"'
  : >"$scripts/track-catch-up.sh"
  run "$BASH" "$scripts/start.sh"
  local voters='0@kafka-0.kafka.shop.svc.cluster.local:9093,1@kafka-1.kafka.shop.svc.cluster.local:9093'
  [[ $output = *"broker,controller.properties --override controller.quorum.voters=$voters,2@kafka-2.kafka.shop.svc.cluster.local:9093" ]]
  [[ $output = *'[QuorumStatic]'* ]]

  echo '{"leaderId":1,"votedId":1,"data_version":1}' >"$LOGS/__cluster_metadata-0/quorum-state"
  run "$BASH" "$scripts/start.sh"
  [[ $output = "$ETC/broker,controller.properties" ]]
}

@test "a node that has not heard of its quorum yet takes no voters from the configuration" {
  has_volume this 0
  mkdir "$LOGS/__cluster_metadata-0"
  echo '{"clusterId":"","leaderId":0,"currentVoters":[],"data_version":0}' >"$LOGS/__cluster_metadata-0/quorum-state"
  stub kafka-server-start.sh <<<'echo "$*"'
  : >"$scripts/track-catch-up.sh"
  run "$BASH" "$scripts/start.sh"
  [[ $output = "$ETC/broker,controller.properties" ]]
}
