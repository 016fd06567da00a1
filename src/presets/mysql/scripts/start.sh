#!/bin/bash
# usage: start.sh MYSQLD-OPTION...
# Becomes the server. A replica whose container restarts looks around again, as a pod that starts does: what it has acknowledged may stand in its
# relay log alone.
set -euo pipefail
scripts=$(dirname "$0")
run=/run/mysql-role
role=$(<"$run/role")
if [ "$role" != source ] && [ -e "$run/started" ]; then
  trap 'exit 143' TERM
  "$BASH" "$scripts/bootstrap.sh" &
  wait $!
  role=$(<"$run/role")
fi
touch "$run/started"
case $role in
  pending) "$BASH" "$scripts/take-over.sh" & ;;
  replica) "$BASH" "$scripts/keep-following.sh" & ;;
esac
exec mysqld "$@"
