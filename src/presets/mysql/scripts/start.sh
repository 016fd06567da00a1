#!/bin/bash
# usage: start.sh MYSQLD-OPTION...
# Becomes the server. A replica whose container restarts surveys the members again, as a pod that starts does: what it has acknowledged may
# be in its relay log alone.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
role=$(<"$RUN/role")
if [ "$role" != primary ] && [ -e "$RUN/started" ]; then
  trap 'exit 143' TERM
  "$BASH" "$scripts/bootstrap.sh" &
  wait $!
  role=$(<"$RUN/role")
fi
touch "$RUN/started"
case $role in
  pending) "$BASH" "$scripts/promote.sh" & ;;
  replica) "$BASH" "$scripts/watch-replication.sh" & ;;
esac
exec mysqld "$@"
