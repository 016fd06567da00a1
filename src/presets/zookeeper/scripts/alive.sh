#!/bin/bash
# usage: alive.sh startup|liveness
# The server answers, with a quorum or without; and it does not stand in the way of others once it has started. It only looks, and starts no
# process. What a start waits for is told, too; the file is gone when the server starts.
# shellcheck source=contract.sh
. "${0%/*}/contract.sh"
exec 3<>"/dev/tcp/127.0.0.1/$CLIENT_PORT" || {
  [ ! -e "$WAIT_REASON" ] || echo "$(<"$WAIT_REASON")"
  exit 1
}
if [ "$1" = liveness ] && [ -e "$LEAVING" ]; then
  # members that have the new list do not follow this one: if it leads, the others must be able to elect another
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
