# A pod to run the preset's scripts in: its files in a folder of their own, Kafka's commands and the network played by fakes that write down what they were asked.
# shellcheck shell=bash

# usage: new_pod NAME ORDINAL
new_pod() {
  local script
  SCRIPTS=$BATS_TEST_TMPDIR/scripts
  mkdir -p "$SCRIPTS"
  # the waits are shortened, the paths lead here, and nothing else is changed
  for script in "$BATS_TEST_DIRNAME"/../../../../src/presets/kafka/scripts/*.sh; do
    sed -e "s|/etc/kafka/stateful|$BATS_TEST_TMPDIR/etc|; s|/opt/kafka/bin|$BATS_TEST_TMPDIR/bin|; s|/var/lib/kafka/data|$BATS_TEST_TMPDIR/volume|; s|/run/kafka|$BATS_TEST_TMPDIR/run|" \
      -e "s|/run/secrets/kafka-users|$BATS_TEST_TMPDIR/users|; s|/dev/termination-log|$BATS_TEST_TMPDIR/termination-log|" \
      -e 's/^QUIET_SECONDS=10/QUIET_SECONDS=1/; s/^PATIENCE_SECONDS=300/PATIENCE_SECONDS=2/; s/^TRIES=20/TRIES=1/' "$script" >"$SCRIPTS/${script##*/}"
  done
  export ETC=$BATS_TEST_TMPDIR/etc VOLUME=$BATS_TEST_TMPDIR/volume RUN=$BATS_TEST_TMPDIR/run BIN=$BATS_TEST_TMPDIR/bin TERMINATION_LOG=$BATS_TEST_TMPDIR/termination-log
  export NAME=$1 POD_INDEX=$2 NODE_ID=$2 POD_HOST=$1-$2.$1.shop.svc.cluster.local CLUSTER_ID=this CONTROLLERS=3 CONTROLLER_SET=kafka LOG_DIR=$BATS_TEST_TMPDIR/logs
  mkdir -p "$ETC/live" "$VOLUME" "$RUN" "$BIN"
  echo true >"$ETC/live/first-boot"
  touch "$ETC/broker.properties" "$ETC/broker,controller.properties"
  PATH=$BATS_TEST_TMPDIR/bin:$PATH
  # whoever is asked to connect: hosts that listen and hosts that exist stand in files
  touch "$BATS_TEST_TMPDIR/listening"
  printf '%s\n' kafka-0.kafka.shop.svc.cluster.local kafka-1.kafka.shop.svc.cluster.local kafka-2.kafka.shop.svc.cluster.local >"$BATS_TEST_TMPDIR/existing"
  cat >"$BIN/timeout" <<'FAKE'
#!/bin/bash
host=${5:-}
[ -n "$host" ] || exec /usr/bin/timeout "$@"
folder=$(dirname "$TERMINATION_LOG")
grep -qx "$host" "$folder/listening" && exit 0
if grep -qx "$host" "$folder/existing"; then echo 'connect: Connection refused'; else echo 'Name does not resolve'; fi
exit 1
FAKE
  cat >"$BIN/kafka-storage.sh" <<'FAKE'
#!/bin/bash
echo "$*" >"$(dirname "$TERMINATION_LOG")/formatted"
mkdir "$LOG_DIRS"
printf 'cluster.id=%s\nnode.id=%s\n' "$CLUSTER_ID" "$NODE_ID" >"$LOG_DIRS/meta.properties"
FAKE
  chmod +x "$BIN"/*
}

# usage: listens ORDINAL...
listens() {
  local ordinal
  for ordinal; do echo "kafka-$ordinal.kafka.shop.svc.cluster.local"; done >"$BATS_TEST_TMPDIR/listening"
}

# usage: has_volume CLUSTER NODE
has_volume() {
  mkdir -p "$VOLUME/logs"
  printf '#\n#Sat Nov 21\ncluster.id=%s\nnode.id=%s\nversion=1\n' "$1" "$2" >"$VOLUME/logs/meta.properties"
}

# usage: bootstrap
bootstrap() {
  run "$BASH" "$SCRIPTS/bootstrap.sh"
}

# usage: formatted    what kafka-storage.sh was told
formatted() {
  cat "$BATS_TEST_TMPDIR/formatted"
}
