#!/bin/bash
# What kafka-topics.sh says about partitions.
# shellcheck disable=SC2034 # its variables are for the scripts that source this file

# usage: read_partition LINE
# Sets name (TOPIC-PARTITION), leader (a broker, or none) and replicas; name is empty where the line is about something else. The lines that
# are read look like this:
#   Topic: orders  Partition: 0  Leader: none  Replicas: 1,2,0  Isr:   Elr: 1  LastKnownElr: 1
read_partition() {
  name=''
  [[ $1 =~ Topic:\ *([^[:space:]]+)[[:space:]]+Partition:\ *([0-9]+)[[:space:]]+Leader:\ *([a-z0-9]+)[[:space:]]+Replicas:\ *([0-9,]+) ]] || return 0
  name=${BASH_REMATCH[1]}-${BASH_REMATCH[2]} leader=${BASH_REMATCH[3]} replicas=${BASH_REMATCH[4]}
}
