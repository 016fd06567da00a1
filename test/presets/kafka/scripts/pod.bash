# A pod to run the preset's scripts in: copies of them, with a contract whose absolute paths lead into $pod, and Kafka's commands and the
# network played by fakes that write down what they were asked.
# shellcheck shell=bash

load ../../../support/pod

# usage: new_pod NAME ORDINAL
new_pod() {
  export pod=$BATS_TEST_TMPDIR
  scripts=$pod/scripts
  export NAME=$1 POD_NAME=$1-$2 POD_NAMESPACE=shop POD_INDEX=$2 POD_HOST=$1-$2.$1.shop.svc.cluster.local
  export CLUSTER_ID=this FIRST_NODE_ID=0 FIRST_CONTROLLER_ID=0 CONTROLLERS=3 CONTROLLER_SET=kafka
  export KAFKA_OPTS=-Dflag LOG_DIR=$pod/logs
  export PATH=$pod/bin:$PATH
  mkdir -p "$pod"/{bin,scripts,etc/live,volume,run}
  copy_scripts kafka -e 's/^QUIET_SECONDS=10/QUIET_SECONDS=1/; s/^PATIENCE_SECONDS=300/PATIENCE_SECONDS=2/; s/^TRIES=20/TRIES=1/'
  write_contract
  stub sleep <<<'exit 0'
  # shellcheck source=/dev/null
  . "$scripts/contract.sh"
  stop_clock
  echo true >"$FIRST_BOOT_FILE"
  echo none >"$ADOPTION_FILE"
  touch "$ETC/broker.properties" "$ETC/broker,controller.properties"
  # whoever is asked to connect: hosts that listen and hosts that exist stand in files
  touch "$pod/listening"
  printf '%s\n' kafka-{0,1,2}.kafka.shop.svc.cluster.local >"$pod/existing"
  stub timeout <<'FAKE'
[ "${3:-}" = -c ] || exec "${@:2}"
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

# usage: write_contract
# The contract that a pod gets, with its paths below $pod.
write_contract() {
  local paths
  contract=$BATS_FILE_TMPDIR/contract.sh
  [ -s "$contract" ] || (cd "$BATS_TEST_DIRNAME" && node ../../../../node_modules/tsx/dist/cli.mjs print-contract.ts) >"$contract"
  (
    # shellcheck source=/dev/null
    . "$contract"
    paths="s|=$ETC|=$pod/etc|; s|=$USERS|=$pod/users|; s|=$BIN|=$pod/bin|; s|=$VOLUME|=$pod/volume|; s|=$RUN|=$pod/run|"
    sed "$paths; s|=$TERMINATION_LOG|=$pod/termination-log|" "$contract" >"$scripts/contract.sh"
  )
  # no test may touch the machine's own files
  ! grep '=/' "$scripts/contract.sh" | grep -v "=$pod/"
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
