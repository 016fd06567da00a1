# A pod to run the preset's scripts in: its files in a folder of their own, Kafka's commands and the network played by fakes that write down what they were asked.
# shellcheck shell=bash

load ../../../support/pod

# usage: new_pod NAME ORDINAL
new_pod() {
  export pod=$BATS_TEST_TMPDIR
  scripts=$pod/scripts
  export ETC=$pod/etc VOLUME=$pod/volume RUN=$pod/run TERMINATION_LOG=$pod/termination-log
  export NAME=$1 POD_NAMESPACE=shop POD_INDEX=$2 NODE_ID=$2 POD_HOST=$1-$2.$1.shop.svc.cluster.local CLUSTER_ID=this CONTROLLERS=3 CONTROLLER_SET=kafka LOG_DIR=$pod/logs
  export PATH=$pod/bin:$PATH
  mkdir -p "$pod/bin" "$scripts" "$ETC/live" "$VOLUME" "$RUN"
  copy_scripts kafka \
    -e "s|/etc/kafka/stateful|$ETC|; s|/opt/kafka/bin|$pod/bin|; s|/var/lib/kafka/data|$VOLUME|; s|/run/kafka|$RUN|" \
    -e "s|/run/secrets/kafka-users|$pod/users|; s|/dev/termination-log|$TERMINATION_LOG|" \
    -e 's/^QUIET_SECONDS=10/QUIET_SECONDS=1/; s/^PATIENCE_SECONDS=300/PATIENCE_SECONDS=2/; s/^TRIES=20/TRIES=1/'
  echo true >"$ETC/live/first-boot"
  touch "$ETC/broker.properties" "$ETC/broker,controller.properties"
  # whoever is asked to connect: hosts that listen and hosts that exist stand in files
  touch "$pod/listening"
  printf '%s\n' kafka-0.kafka.shop.svc.cluster.local kafka-1.kafka.shop.svc.cluster.local kafka-2.kafka.shop.svc.cluster.local >"$pod/existing"
  stub timeout <<'FAKE'
[ "${3:-}" = -c ] || exec /usr/bin/timeout "$@"
host=$5
# a name that is not absolute is looked up in the search domains, too
if [ "$host" != localhost ] && [ "${host%.}" = "$host" ] && [ -e "$pod/wildcard" ]; then
  echo 'connect: Connection refused'
  exit 1
fi
host=${host%.}
grep -qx "$host" "$pod/listening" && exit 0
if grep -qx "$host" "$pod/existing"; then echo 'connect: Connection refused'; else echo 'Name does not resolve'; fi
exit 1
FAKE
  stub kafka-storage.sh <<'FAKE'
echo "$*" >"$pod/formatted"
mkdir "$LOG_DIRS"
printf 'cluster.id=%s\nnode.id=%s\n' "$CLUSTER_ID" "$NODE_ID" >"$LOG_DIRS/meta.properties"
FAKE
}

# usage: listens ORDINAL...
listens() {
  local ordinal
  for ordinal; do echo "kafka-$ordinal.kafka.shop.svc.cluster.local"; done >"$pod/listening"
}

# usage: cluster_is_well
# Other brokers respond, and no partition is without a leader.
cluster_is_well() {
  stub kafka-metadata-quorum.sh <<<'for node in 0 1 2; do echo "$node directory-$node 570 0 1000 1000 Leader"; done'
  stub kafka-cluster.sh <<<'exit 0'
  stub kafka-topics.sh <<<'exit 0'
}

# usage: has_volume CLUSTER NODE
has_volume() {
  mkdir -p "$VOLUME/logs"
  printf '#\n#Sat Nov 21\ncluster.id=%s\nnode.id=%s\ndirectory.id=directory-%s\nversion=1\n' "$1" "$2" "$2" >"$VOLUME/logs/meta.properties"
}

# usage: bootstrap
bootstrap() {
  run "$BASH" "$scripts/bootstrap.sh"
}

# usage: formatted    what kafka-storage.sh was told
formatted() {
  cat "$pod/formatted"
}
