#!/bin/bash
# Parses the output of kafka-topics.sh about partitions.

# usage: read_partition NAME LEADER REPLICAS LINE
# NAME becomes TOPIC-PARTITION, LEADER a broker or none, and REPLICAS brokers with commas. If the line does not describe a partition, NAME
# becomes empty. The input lines look like this:
#   Topic: orders  Partition: 0  Leader: none  Replicas: 1,2,0  Isr:   Elr: 1  LastKnownElr: 1
read_partition() {
  local -n _partition=$1 _leader=$2 _replicas=$3
  local partition='Topic: *([^[:space:]]+)[[:space:]]+Partition: *([0-9]+)'
  local assignment='Leader: *([a-z0-9]+)[[:space:]]+Replicas: *([0-9,]+)'
  _partition=''
  [[ $4 =~ ${partition}[[:space:]]+$assignment ]] || return 0
  # shellcheck disable=SC2034 # the caller's variables
  _partition=${BASH_REMATCH[1]}-${BASH_REMATCH[2]} _leader=${BASH_REMATCH[3]} _replicas=${BASH_REMATCH[4]}
}
