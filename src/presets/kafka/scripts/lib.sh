#!/bin/bash
# Functions of the scripts beside it. From the pod's environment: NAME of the set, POD_INDEX, POD_HOST, NODE_ID, CLUSTER_ID, CONTROLLER_SET and how many CONTROLLERS it has.
# A function that finds something out sets a variable and succeeds: inside a condition the shell would ignore its errors.
# shellcheck disable=SC2034,SC2153 # some variables are for the scripts that source this file

ETC=/etc/kafka/stateful
BIN=/opt/kafka/bin
VOLUME=/var/lib/kafka/data
LOGS=$VOLUME/logs
# what is formatted and not accepted yet
INCOMING=$VOLUME/logs.incoming
# in memory: what this start has seen
RUN=/run/kafka

CLIENT_PORT=9092
INTERNAL_PORT=9091
CONTROLLER_PORT=9093

# usage: say TEXT...
say() {
  echo "kafka-preset: $*" >&2
}

# usage: report TEXT...
# Says what a start waits for: when that changes, and every half minute.
report() {
  [ "$*" != "${reported:-}" ] || [ "$SECONDS" -ge "$report_again" ] || return 0
  reported=$* report_again=$((SECONDS + 30))
  say "$*"
}

# usage: die TEXT...
# Ends the container. The text is also what kubectl describe pod shows of it.
die() {
  say "$*"
  echo "$*" >/dev/termination-log
  exit 1
}

# usage: find_role
# Sets role, as process.roles says it, and port: what the node listens on when it has started.
find_role() {
  port=$CLIENT_PORT
  if [ "$NAME" != "$CONTROLLER_SET" ]; then
    role=broker
  elif [ -e "$ETC/controller.properties" ]; then
    role=controller
    port=$CONTROLLER_PORT
    [ "$POD_INDEX" -lt "$CONTROLLERS" ] || die "controller $POD_INDEX is not one of the $CONTROLLERS controllers: kubectl scale makes no more of them, and nothing was touched. Scale back to $CONTROLLERS"
  elif [ "$POD_INDEX" -lt "$CONTROLLERS" ]; then
    role=broker,controller
  else
    role=broker
  fi
}

# usage: find_address
# Sets EXTERNAL_ADDRESS, which the configuration reads, where clients outside reach the brokers.
find_address() {
  local line ordinal=0
  [ -e "$ETC/external-addresses" ] || return 0
  while read -r line; do
    if [ "$ordinal" = "$POD_INDEX" ]; then export EXTERNAL_ADDRESS=$line; fi
    ordinal=$((ordinal + 1))
  done <"$ETC/external-addresses"
  [ -n "${EXTERNAL_ADDRESS:-}" ] || die "external.addresses has no address for broker $POD_INDEX: clients outside could not be told where it is. Add one"
}

# usage: property NAME
# Sets value: from meta.properties, whose lines are NAME=VALUE.
property() {
  local key text
  value=''
  while IFS='=' read -r key text; do
    if [ "$key" = "$1" ]; then value=$text; fi
  done <"$LOGS/meta.properties"
}

# usage: knock HOST PORT
# Sets answer: yes; no, where nothing listens; or unknown, where nobody can be asked.
knock() {
  local words
  answer=yes
  # shellcheck disable=SC2016 # the inner shell's
  words=$(timeout 2 "$BASH" -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1) && return 0
  answer=unknown
  if [[ $words = *[Rr]efused* ]]; then answer=no; fi
}

# usage: use_tools
# Kafka's commands from here on run in a JVM that is small and short-lived.
use_tools() {
  export KAFKA_HEAP_OPTS=-Xmx64m KAFKA_JVM_PERFORMANCE_OPTS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1' KAFKA_LOG4J_OPTS="-Dlog4j2.configurationFile=$ETC/log4j2-tools.yaml"
}
