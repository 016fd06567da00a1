#!/bin/bash
# Settings of Kafka's tools in the pods.

# usage: use_small_jvm
# After this call, the tools run in a small JVM that is tuned for short runs.
use_small_jvm() {
  export KAFKA_HEAP_OPTS=-Xmx64m KAFKA_JVM_PERFORMANCE_OPTS='-XX:+UseSerialGC -XX:TieredStopAtLevel=1'
  export KAFKA_LOG4J_OPTS="-Dlog4j2.configurationFile=$TOOL_LOG_CONFIG"
}
