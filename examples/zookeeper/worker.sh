#!/bin/bash
# One of several workers of which one leads: the one whose node is the oldest. A node is there as long as its worker's session is.
set -euo pipefail
export ZK_CLIENT_HEAP=64

# usage: commands
# One session for the life of the worker; it reconnects to another member by itself.
commands() {
  echo 'create /workers'
  echo "create -e -s /workers/worker- $HOSTNAME"
  while sleep 5; do echo 'ls /workers'; done
}

# the node that the connection string names as the root has to be there first
servers=${ZOOKEEPER_CONNECT%%/*} root=/${ZOOKEEPER_CONNECT#*/}
until zkCli.sh -server "$servers" stat "$root" >/dev/null 2>&1; do
  zkCli.sh -server "$servers" create "$root" >/dev/null 2>&1 || sleep 1
done
commands | zkCli.sh -server "$ZOOKEEPER_CONNECT" -timeout 10000
