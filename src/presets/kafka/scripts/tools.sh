#!/bin/bash
# How Kafka's tools run in the pods.

# usage: use_small_jvm
# From here on the tools run in a JVM that is small and short-lived.
use_small_jvm() {
  export KAFKA_HEAP_OPTS=-Xmx64m KAFKA_JVM_PERFORMANCE_OPTS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1'
  export KAFKA_LOG4J_OPTS="-Dlog4j2.configurationFile=$TOOL_LOG_CONFIG"
}
