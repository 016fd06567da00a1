#!/bin/bash
# usage: start.sh MYSQLD-OPTION...
# Replaces itself with the server. If the container of a replica restarts, the script surveys the members again, as after a start of the
# pod, because acknowledged transactions can be in the replica's relay log only.
set -euo pipefail
: "${NAME:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
rm -f "$READY_AT"
role=$(<"$RUN/role")
if [ "$role" != primary ] && [ -e "$RUN/started" ]; then
  trap 'exit 143' TERM
  CONTAINER=$NAME "$BASH" "$scripts/bootstrap.sh" &
  wait $!
  role=$(<"$RUN/role")
fi
touch "$RUN/started"
# also after the cut-over, when the member is an ordinary primary
if [ "$role" = primary ] && [ "$(<"$SOURCE_FILE")" = cut-over ]; then role=standby; fi
case $role in
  primary) [ -z "${WAITS_WITHOUT_LIMIT:-}" ] || "$BASH" "$scripts/watch-commits.sh" & ;;
  standby) "$BASH" "$scripts/follow-source.sh" & ;;
  pending) "$BASH" "$scripts/promote.sh" & ;;
  replica) "$BASH" "$scripts/watch-replication.sh" & ;;
esac
# The server waits for no process that a script leaves when it is killed, such as the client of a probe. With this, none has to be waited for.
trap '' CHLD
exec mysqld "$@"
