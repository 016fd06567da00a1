#!/bin/bash
# usage: alive.sh startup|liveness
# Succeeds if the server answers, with or without a quorum. The liveness probe fails if this member leaves the ensemble and is its leader.
# The probes start no process and change no state. While a start waits, they print the reason, whose file start.sh then deletes.
# shellcheck source=contract.sh
. "${0%/*}/contract.sh"
exec 3<>"/dev/tcp/127.0.0.1/$CLIENT_PORT" || {
  [ ! -e "$WAIT_REASON" ] || echo "$(<"$WAIT_REASON")"
  exit 1
}
if [ "$1" = liveness ] && [ -e "$LEAVING" ]; then
  # members with the new list do not follow this one, so if it leads, the others must be able to elect another leader
  printf srvr >&3
  while read -r -t 5 line <&3; do
    answered=true
    [ "$line" != 'Mode: leader' ] || {
      echo 'this member leaves, and must not lead [LeavingMemberLeads]'
      exit 1
    }
  done
  [ "${answered:-}" = true ]
else
  printf ruok >&3
  read -r -t 5 -n 4 answer <&3
  [ "$answer" = imok ]
fi
