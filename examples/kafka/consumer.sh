#!/bin/bash
# Reads every order once, as the group `shop`, which remembers how far it has come.
set -euo pipefail
export LOG_DIR=/tmp/logs KAFKA_HEAP_OPTS=-Xmx96m
exec /opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server "$KAFKA_BOOTSTRAP_SERVERS" --topic orders --group shop --from-beginning
