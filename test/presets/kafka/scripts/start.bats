#!/usr/bin/env bats
# How a container becomes the node.

setup() {
  load pod.bash
  new_pod kafka 1
  has_volume this 1
  stub kafka-server-start.sh <<'FAKE'
echo "$*" >"$pod/started"
echo "$LOG_DIRS|$KAFKA_OPTS|${EXTERNAL_ADDRESS:-none}|${KAFKA_HEAP_OPTS:-none}" >>"$pod/started"
FAKE
}

# usage: start
# The script that runs next to the server stays out of it.
start() {
  echo 'touch "$pod/tracked"' >"$scripts/track-catch-up.sh"
  run "$BASH" "$scripts/start.sh"
  [ "$status" -eq 0 ]
}

@test "the server gets the settings of its role, its volume and the flags for the server only" {
  export SERVER_FLAGS=-Dagent
  start
  [ "$(<"$pod/started")" = "$ETC/broker,controller.properties"$'\n'"$VOLUME/logs|-Dflag -Dagent|none|none" ]
}

@test "a broker without the controller role gets the settings of a broker and its address for clients outside" {
  export CONTROLLER_SET=kafka-controller
  printf 'one.example.com:9094\ntwo.example.com:9094\n' >"$EXTERNAL_ADDRESSES"
  start
  [ "$(<"$pod/started")" = "$ETC/broker.properties"$'\n'"$VOLUME/logs|-Dflag |two.example.com:9094|none" ]
}

@test "a container that restarts must listen and catch up again" {
  touch "$CAUGHT_UP"
  start
  [ ! -e "$CAUGHT_UP" ]
}
