#!/bin/bash
# Five orders a second, each of which is on two brokers before it counts: the log says of each where it is.
set -euo pipefail
export LOG_DIR=/tmp/logs KAFKA_HEAP_OPTS=-Xmx96m
printf 'enable.idempotence=true\nretries=2147483647\n' >/tmp/producer.properties
exec /opt/kafka/bin/kafka-verifiable-producer.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --topic orders \
  --throughput 5 --acks -1 --repeating-keys 10 --command-config /tmp/producer.properties
