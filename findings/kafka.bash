# Shared by the scripts that need a running broker: one node, both roles, on two ports of this machine.
# Read before common.bash, which sets work and changes the directory.
# shellcheck shell=bash
broker_port=${BROKER_PORT:-29392}
controller_port=$((broker_port + 1))
broker_pid=

# usage: kafka_format
# Writes server.properties and an empty volume for a new cluster.
kafka_format() {
  cat >server.properties <<CONF
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@localhost:$controller_port
listeners=PLAINTEXT://localhost:$broker_port,CONTROLLER://localhost:$controller_port
controller.listener.names=CONTROLLER
log.dirs=$PWD/data
CONF
  local cluster
  cluster=$(java -cp 'jars/*' kafka.tools.StorageTool random-uuid 2>>kafka.log)
  java -cp 'jars/*' kafka.tools.StorageTool format --cluster-id "$cluster" --config server.properties >>kafka.log 2>&1
}

start_kafka() {
  local seconds
  java -Xmx512m -cp 'jars/*' kafka.Kafka server.properties >>kafka.log 2>&1 &
  broker_pid=$!
  # shellcheck disable=SC2154 # common.bash sets work
  trap 'stop_kafka; chmod -R u+w "$work" && rm -rf "$work"' EXIT
  for ((seconds = 0; seconds < 120; seconds++)); do
    (: >"/dev/tcp/localhost/$broker_port") 2>/dev/null && return
    sleep 1
  done
  tail -n 20 kafka.log >&2
  return 1
}

stop_kafka() {
  kill "$broker_pid" 2>/dev/null || true
  wait "$broker_pid" || true
}

# usage: kafka_client CLASS
# Compiles and runs CLASS.java of the working directory against the broker.
kafka_client() {
  javac -cp 'jars/*' "$1.java" && java -cp 'jars/*:.' "$1" "localhost:$broker_port" 2>>client.log
}
