#!/bin/bash
# The nodes of Bitnami's chart in one pod, with its layout and ids, each on the volume at $VOLUMES-ID: three controllers, and three brokers,
# which are the controllers or have the ids from 100 on (BROKERS). QUORUM is static, as in the charts to 31, or dynamic, as in chart 32.
# RELEASE is the series of data that is older than the server.
VOLUMES=${VOLUMES:-/volume} BIN=${BIN:-/opt/kafka/bin} CLUSTER_ID=${CLUSTER_ID:-kafka_cluster_id_test1}
export KAFKA_HEAP_OPTS=-Xmx160m KAFKA_JVM_PERFORMANCE_OPTS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1' LOG_DIR=/tmp/old-logs
CONTROLLERS='0 1 2' BROKERS=${BROKERS:-0 1 2}
[ "$BROKERS" = "$CONTROLLERS" ] && NODES=$BROKERS || NODES="$CONTROLLERS $BROKERS"
SERVERS=127.0.0.1:19092,127.0.0.1:19192,127.0.0.1:19292

write_config() {
  local node=$1 port=19$(($1 % 100)) roles='' listeners=''
  case " $BROKERS " in *" $node "*) roles=,broker listeners=",CLIENT://127.0.0.1:${port}92" ;; esac
  case " $CONTROLLERS " in *" $node "*) roles+=,controller listeners+=",CONTROLLER://127.0.0.1:${port}93" ;; esac
  {
    [ "$roles" = ,controller ] || printf '%s\n' advertised.listeners="CLIENT://127.0.0.1:${port}92" inter.broker.listener.name=CLIENT
    printf '%s\n' process.roles="${roles#,}" node.id="$node" log.dir="$VOLUMES-$node/data" listeners="${listeners#,}" \
      listener.security.protocol.map=CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT controller.listener.names=CONTROLLER \
      log.cleaner.dedupe.buffer.size=4194304 authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer \
      super.users=User:ANONYMOUS \
      offsets.topic.replication.factor=3 transaction.state.log.replication.factor=3 transaction.state.log.min.isr=2
    if [ "$QUORUM" = static ]; then
      echo controller.quorum.voters=0@127.0.0.1:19093,1@127.0.0.1:19193,2@127.0.0.1:19293
    else
      echo controller.quorum.bootstrap.servers=127.0.0.1:19093,127.0.0.1:19193,127.0.0.1:19293
    fi
  } >"/tmp/old-$node.properties"
}

start_old() {
  local node brokers='' old=''
  for node in $NODES; do
    write_config "$node"
    "$BIN/kafka-server-start.sh" "/tmp/old-$node.properties" >"/tmp/old-$node.log" 2>&1 &
    old+=" $!"
  done
  OLD=$old
  until [ "$brokers" = 3 ]; do
    # shellcheck disable=SC2086 # a list of processes
    kill -0 $OLD || { tail -n 30 /tmp/old-*.log && return 1; }
    sleep 1
    brokers=$(tool kafka-broker-api-versions 2>/dev/null | grep -c '^127.*id: ' || true)
  done
}

# usage: tool NAME ARGUMENT...
tool() {
  "$BIN/$1.sh" --bootstrap-server "$SERVERS" "${@:2}"
}

# As with the chart: a node that has not stopped when its grace period ends is killed. Without a quorum, a broker would wait for minutes.
stop_old() {
  # shellcheck disable=SC2086 # a list of processes
  kill $OLD
  sleep "${GRACE_SECONDS:-10}"
  # shellcheck disable=SC2086
  kill -KILL $OLD 2>/dev/null || true
  wait || true
}

# usage: remove_votes
# Removes every vote except the leader's, so that no election is necessary.
remove_votes() {
  local node directory leader
  tool kafka-metadata-quorum describe --status >/tmp/status
  leader=$(sed -n 's/^LeaderId: *//p' /tmp/status)
  for node in $CONTROLLERS; do
    [ "$node" != "$leader" ] || continue
    directory=$(sed -n 's/^directory.id=//p' "$VOLUMES-$node/data/meta.properties")
    tool kafka-metadata-quorum remove-controller --controller-id "$node" --controller-directory-id "$directory"
  done
}

# Every file of a volume with its size, time and sum.
list_old() {
  find "$VOLUMES-0" -type f -printf '%p %s %T@\n' >/tmp/files
  find "$VOLUMES-0" -type f -exec md5sum {} + >>/tmp/files
  sort /tmp/files
}

# The data that the chart creates, with a topic of three copies, one of a single copy, offsets of a group, a user and ACLs.
create_old() {
  local node voters='' options=() initial
  [ -z "${RELEASE:-}" ] || options=(--release-version "$RELEASE")
  [ "$QUORUM" = static ] || for node in $CONTROLLERS; do
    voters+="${voters:+,}$node@127.0.0.1:19${node}93:0000000000${node}AAAAAAAAAAA"
  done
  for node in $NODES; do
    write_config "$node"
    mkdir -p "$VOLUMES-$node/data"
    initial=()
    case "$voters: $CONTROLLERS " in ?*:*" $node "*) initial=(--initial-controllers "$voters") ;; esac
    "$BIN/kafka-storage.sh" format --cluster-id "$CLUSTER_ID" --config "/tmp/old-$node.properties" "${options[@]}" "${initial[@]}" >/dev/null
    touch "$VOLUMES-$node/.user_scripts_initialized"
  done
  start_old
  tool kafka-topics --create --topic orders --partitions 3 --replication-factor 3 --config min.insync.replicas=2
  tool kafka-topics --create --topic single --replica-assignment "${BROKERS%% *}"
  seq 1 1000 >/tmp/records
  tool kafka-console-producer --topic orders --producer-property acks=all </tmp/records
  head -n 10 /tmp/records >/tmp/few
  tool kafka-console-producer --topic single </tmp/few
  tool kafka-console-consumer --topic orders --group readers --from-beginning --max-messages 400 >/dev/null 2>&1
  tool kafka-configs --alter --entity-type users --entity-name shop --add-config 'SCRAM-SHA-512=[password=of-shop]'
  tool kafka-acls --add --allow-principal User:shop --operation Read --operation Write --operation Describe --topic orders
  tool kafka-acls --add --allow-principal User:shop --operation Read --group readers
}
