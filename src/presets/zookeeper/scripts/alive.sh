#!/bin/bash
# The startup and liveness probe: the server answers, with a quorum or without. It only looks, and starts no process.
if ! exec 3<>/dev/tcp/127.0.0.1/2181; then
  # what the start waits for
  [ ! -e /tmp/zookeeper-waits ] || echo "$(</tmp/zookeeper-waits)"
  exit 1
fi 2>/dev/null
printf ruok >&3
read -r -t 5 -n 4 answer <&3
[ "$answer" = imok ]
