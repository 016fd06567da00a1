#!/bin/bash
# usage: peer.sh HOST
# Prints what another member is: serves (it serves clients), empty (it waits with an empty volume), or silent. The caller limits the time.
# shellcheck source=contract.sh
. "${0%/*}/contract.sh"
# shellcheck source=SCRIPTDIR/cql.sh
. "${0%/*}/cql.sh"

# usage: says_empty HOST
# A running server waits on this port for the first message of the other side.
says_empty() {
  local answer=''
  exec 4<>"/dev/tcp/$1/$STORAGE_PORT" || return 1
  read -r -t 2 answer <&4
  [ "$answer" = empty ]
}

if (serves_cql "$1") 2>/dev/null; then
  echo serves
elif (says_empty "$1") 2>/dev/null; then
  echo empty
else
  echo silent
fi
