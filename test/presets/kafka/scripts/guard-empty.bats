#!/usr/bin/env bats
# When the empty volume of a broker is taken into service.

setup() {
  load pod.bash
  new_pod kafka 0
  echo false >"$ETC/live/first-boot"
  listens 1 2
  # each tool prints the file of its name and is written down; where there is no file it fails
  stub tool <<'FAKE'
echo "${0##*/} $*" >>"$pod/asked"
[ ! -e "$pod/then" ] || [ "${0##*/}" != kafka-topics.sh ] || bash "$pod/then"
cat "$pod/${0##*/}"
FAKE
  for tool in kafka-metadata-quorum.sh kafka-cluster.sh kafka-topics.sh kafka-configs.sh; do ln -s tool "$pod/bin/$tool"; done
  quorum '1 0 Leader' '2 0 Follower' '0 412 Follower'
  brokers '0 fenced' '1 unfenced' '2 unfenced'
  partitions 'orders-0 1 1,2,0' 'orders-1 2 2,0,1'
}

# usage: quorum 'NODE SECONDS STATUS'...    each with the seconds since it had all metadata
quorum() {
  local line words
  printf 'NodeId\tDirectoryId\tLogEndOffset\tLag\tLastFetchTimestamp\tLastCaughtUpTimestamp\tStatus\t\n' >"$pod/kafka-metadata-quorum.sh"
  for line; do
    read -r -a words <<<"$line"
    printf '%s\tdirectory-%s\t570\t0\t1795858643712\t%s\t%s\t\n' "${words[0]}" "${words[0]}" \
      $((1795858643712 - words[1] * 1000)) "${words[2]}" >>"$pod/kafka-metadata-quorum.sh"
  done
}

# usage: brokers 'NODE STATE'...
brokers() {
  local line
  echo 'ID         HOST      PORT       RACK       STATE      ENDPOINT_TYPE' >"$pod/kafka-cluster.sh"
  for line; do
    echo "${line% *}  kafka-${line% *}.kafka.shop.svc.cluster.local  9091  null  ${line#* }  broker" >>"$pod/kafka-cluster.sh"
  done
}

# usage: partitions 'PARTITION LEADER REPLICAS'...
partitions() {
  local line name leader replicas
  printf 'Topic: orders\tTopicId: pLddY4uvStSEo3tRZFpa0A\tPartitionCount: 4\tReplicationFactor: 3\tConfigs: min.insync.replicas=2\n' \
    >"$pod/kafka-topics.sh"
  for line; do
    read -r name leader replicas <<<"$line"
    printf '\tTopic: %s\tPartition: %s\tLeader: %s\tReplicas: %s\tIsr: \tElr: 0\tLastKnownElr: 0\n' \
      "${name%-*}" "${name##*-}" "$leader" "$replicas" >>"$pod/kafka-topics.sh"
  done
}

@test "an empty broker is formatted where other brokers lead all its partitions" {
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *--no-initial-controllers ]]
  # the controllers that listen, and one broker for the rest
  local controllers=kafka-1.kafka.shop.svc.cluster.local:9093,kafka-2.kafka.shop.svc.cluster.local:9093
  local broker=kafka-1.kafka.shop.svc.cluster.local:9091 config="--command-config $ETC/tools.properties"
  [ "$(sed -n 1p "$pod/asked")" = "kafka-metadata-quorum.sh --bootstrap-controller $controllers $config describe --replication" ]
  [ "$(sed -n 2p "$pod/asked")" = "kafka-cluster.sh list-endpoints --bootstrap-server $broker $config --include-fenced-brokers" ]
  [ "$(sed -n 3p "$pod/asked")" = "kafka-topics.sh --bootstrap-server $broker $config --describe" ]
}

@test "it waits while a partition with a copy on this broker has no leader, and logs the partitions and the remedy" {
  partitions 'orders-0 none 1,2,0' 'orders-1 2 2,0,1' 'parcels-7 none 0,1,2' 'bills-0 none 1,2,3'
  bootstrap
  [ "$status" -eq 1 ]
  [ ! -e "$pod/formatted" ]
  local message='the volume is empty and 2 partitions with a copy on this broker have no leader (orders-0 parcels-7). '
  message+='The volume was not formatted, because this broker could be elected and the other copies would be truncated to its empty log '
  message+='[EmptyVolumeWaits]. '
  message+='To let the most complete of the other copies lead: for pod in kafka-1 kafka-2; do '
  message+="kubectl -n shop exec \$pod -c kafka -- bash $ETC/scripts/list-copies.sh; done | "
  message+="kubectl -n shop exec -i kafka-1 -c kafka -- bash $ETC/scripts/elect-leaders.sh 0. "
  message+='If no other copy exists any more, accept it while this container runs: '
  message+="kubectl -n shop exec kafka-0 -c bootstrap -- touch $VOLUME/accept-loss"
  [ "$(<"$TERMINATION_LOG")" = "$message" ]
}

@test "the commands that it prints are for the container of the server, which has the name of the set" {
  export NAME=orders POD_NAME=orders-0
  echo orders-1.kafka.shop.svc.cluster.local >>"$pod/listening"
  partitions 'orders-0 none 1,2,0'
  bootstrap
  [[ $(<"$TERMINATION_LOG") = *'exec $pod -c orders -- '*' | kubectl -n shop exec -i orders-1 -c orders -- '* ]]
}

@test "it names five partitions and counts all" {
  partitions 'a-0 none 0,1' 'a-1 none 0,1' 'a-2 none 0,1' 'a-3 none 0,1' 'a-4 none 0,1' 'a-5 none 0,1'
  bootstrap
  [[ $(<"$TERMINATION_LOG") = *'6 partitions with a copy on this broker have no leader (a-0 a-1 a-2 a-3 a-4). '* ]]
}

@test "a fenced leader does not count, and the remedy names its broker as one to bring up or to append as lost" {
  brokers '0 fenced' '1 unfenced' '2 fenced'
  bootstrap
  [ "$status" -eq 1 ]
  local remedy='Before that, bring up the brokers 2, or also append those whose volumes are lost. If no '
  [[ $(<"$TERMINATION_LOG") = *'1 partitions with a copy on this broker have no leader (orders-1). '*'for pod in kafka-1; do '*"$remedy"* ]]
}

@test "it waits while it could still be elected, since the session of its predecessor has not expired" {
  brokers '0 unfenced' '1 unfenced' '2 unfenced'
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = *'the session of the broker that had this id before has not expired yet. The volume was not formatted'* ]]
  ! grep -q kafka-topics.sh "$pod/asked"
}

@test "a broker that lacks metadata is not queried" {
  quorum '1 3600 Follower' '2 0 Leader'
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(<"$pod/asked") = *'--bootstrap-server kafka-2.kafka.shop'* ]]
  [[ $(<"$pod/asked") != *'--bootstrap-server kafka-1.kafka.shop'* ]]
}

@test "it waits while no other broker, or no controller responds, or a tool fails" {
  quorum '2 3600 Follower' '1 3700 Follower' '9001 0 Leader'
  bootstrap
  local remedy='If the volumes of all brokers are lost and dedicated controllers are not, accept it while this container runs: '
  remedy+='kubectl -n shop exec kafka-0 -c bootstrap -- touch '
  [[ $(<"$TERMINATION_LOG") = 'the volume is empty and no other broker responds. '*"$remedy"*/accept-loss ]]

  rm "$pod/kafka-metadata-quorum.sh"
  bootstrap
  [[ $(<"$TERMINATION_LOG") = 'the volume is empty and the controllers do not respond, or most of them are missing. '* ]]

  quorum '1 0 Leader'
  rm "$pod/kafka-topics.sh"
  bootstrap
  [[ $(<"$TERMINATION_LOG") = 'the volume is empty and kafka-1.kafka.shop.svc.cluster.local:9091 does not respond. '* ]]
  rm "$pod/kafka-cluster.sh"
  bootstrap
  [[ $(<"$TERMINATION_LOG") = 'the volume is empty and kafka-1.kafka.shop.svc.cluster.local:9091 does not respond. '* ]]
  [ ! -e "$pod/formatted" ]
}

@test "it continues when the partitions have leaders" {
  partitions 'orders-0 none 1,2,0'
  sed -i 's/^PATIENCE_SECONDS=.*/PATIENCE_SECONDS=100/' "$scripts/format.sh"
  sed -i 's/^PAUSE_SECONDS=.*/PAUSE_SECONDS=0/' "$scripts/guard-empty.sh"
  echo "[ \$(grep -c kafka-topics.sh '$pod/asked') -lt 3 ] || sed -i 's/none/1/' '$pod/kafka-topics.sh'" >"$pod/then"
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(grep -c 'have no leader' <<<"$output")" = 1 ]
}

@test "the operator accepts the loss by a file, once" {
  partitions 'orders-0 none 1,2,0'
  touch "$VOLUME/accept-loss"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *"1 partitions with a copy on this broker have no leader (orders-0): accepted by the file $VOLUME/accept-loss"* ]]
  [ -e "$VOLUME/logs/meta.properties" ]
  [ ! -e "$VOLUME/accept-loss" ]
}

@test "on a declared first boot a broker that never registered starts without other brokers, and a registered one waits" {
  export CONTROLLER_SET=kafka-controller FIRST_CONTROLLER_ID=9000 POD_INDEX=1 POD_NAME=kafka-1 POD_HOST=kafka-1.kafka.shop.svc.cluster.local
  echo kafka-controller-0.kafka-controller.shop.svc.cluster.local >"$pod/listening"
  quorum '9000 0 Leader'
  echo 'BrokerIdNotRegisteredException: No node with id 1 found.' >"$pod/kafka-configs.sh"
  bootstrap
  [ "$status" -eq 1 ]

  echo true >"$ETC/live/first-boot"
  echo 'Completed updating config for broker 1.' >"$pod/kafka-configs.sh"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $output = *'no other broker responds'* ]]

  echo 'BrokerIdNotRegisteredException: No node with id 1 found.' >"$pod/kafka-configs.sh"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $(formatted) = *"--config $ETC/broker.properties" ]]
}

# usage: dedicated_controller
# Controller 1 of a dedicated set, of which controller 0 listens.
dedicated_controller() {
  export CONTROLLER_SET=kafka-controller NAME=kafka-controller POD_NAME=kafka-controller-1 POD_INDEX=1
  export POD_HOST=kafka-controller-1.kafka-controller.shop.svc.cluster.local
  export CONTROLLER_SET=kafka-controller FIRST_NODE_ID=9000 FIRST_CONTROLLER_ID=9000
  sed -i 's/kafka-\([0-9]\).kafka/kafka-controller-\1.kafka-controller/' "$pod/existing"
  echo kafka-controller-0.kafka-controller.shop.svc.cluster.local >"$pod/listening"
  touch "$ETC/controller.properties"
}

@test "an empty dedicated controller joins a quorum that responds, and asks no broker" {
  dedicated_controller
  quorum '9000 0 Leader'
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(wc -l <"$pod/asked")" = 1 ]

  rm -r "$VOLUME/logs" "$pod/kafka-metadata-quorum.sh"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = 'the volume is empty and the controllers do not respond, or most of them are missing. The volume was not '* ]]
}

@test "an empty dedicated controller of an adopted cluster waits for the conversion of its static quorum" {
  dedicated_controller
  quorum '0 0 Leader'
  sed -i 's/directory-[0-9]/AAAAAAAAAAAAAAAAAAAAAA/' "$pod/kafka-metadata-quorum.sh"
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = *'because the vote of this controller could elect a leader without all metadata [EmptyVolumeWaits]. Convert '* ]]
  [ ! -e "$pod/formatted" ]
}

@test "brokers whose ids begin at 100 are found and named by their ordinals, and controllers are no brokers" {
  export CONTROLLER_SET=kafka-controller FIRST_NODE_ID=100
  echo kafka-controller-0.kafka-controller.shop.svc.cluster.local >>"$pod/listening"
  quorum '0 0 Leader' '1 0 Follower' '101 3600 Observer' '102 0 Observer'
  brokers '100 fenced' '101 unfenced' '102 unfenced'
  partitions 'orders-0 none 101,102,100'
  bootstrap
  [ "$status" -eq 1 ]
  [[ $(<"$pod/asked") = *'--bootstrap-server kafka-2.kafka.shop'* ]]
  [[ $(<"$TERMINATION_LOG") = *'for pod in kafka-1 kafka-2; do '*'elect-leaders.sh 100. '* ]]
}

@test "a controller of a static quorum waits for the conversion, and a broker that is no controller does not" {
  sed -i 's/directory-[0-9]/AAAAAAAAAAAAAAAAAAAAAA/' "$pod/kafka-metadata-quorum.sh"
  bootstrap
  [ "$status" -eq 1 ]
  local message='the volume is empty and the quorum is static, so this controller would vote before it has all metadata.'
  message+=' The volume was not formatted, '
  [[ $(<"$TERMINATION_LOG") = "$message"*"Convert the quorum ($DOCUMENTATION, 'Convert a static quorum')."* ]]
  [ ! -e "$pod/formatted" ]

  export CONTROLLERS=1 NAME=kafka POD_NAME=kafka-1 POD_INDEX=1 POD_HOST=kafka-1.kafka.shop.svc.cluster.local
  listens 0 2
  bootstrap
  [[ $output != *static* ]]
}

@test "an operator can let an empty controller of a static quorum join" {
  sed -i 's/directory-[0-9]/AAAAAAAAAAAAAAAAAAAAAA/' "$pod/kafka-metadata-quorum.sh"
  touch "$ACCEPT_LOSS"
  bootstrap
  [ "$status" -eq 0 ]
  [[ $output = *'the quorum is static, so this controller would vote before it has all metadata: accepted by the file'* ]]
}
