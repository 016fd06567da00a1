#!/bin/bash
# usage: ready.sh ATTEMPTS AWAIT_SECONDS WATCH_SECONDS
# The readiness probe succeeds if the server leads or follows, so that clients can use it. It starts no program while it does.
scripts=${0%/*}
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/readiness.sh
. "$scripts/readiness.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/pause.sh
. "$scripts/pause.sh"

# usage: is_ready REASON
is_ready() {
  local -n _reason=$1
  local line answer=''
  _reason='no server listens'
  { exec 3<>"/dev/tcp/127.0.0.1/$CLIENT_PORT"; } 2>/dev/null || return
  printf srvr >&3
  while read -r -t 5 line <&3; do
    [[ $line != Mode:* ]] || return 0
    answer=${answer:-$line}
  done
  # shellcheck disable=SC2034 # the caller's variable
  _reason=${answer:-no answer}
  return 1
}

answer_probe "$@"
