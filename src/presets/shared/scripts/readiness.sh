#!/bin/bash
# The pace of a readiness probe. contract.sh sets WAS_READY, a file that exists if the last probe found this member ready. A probe defines
# is_ready REASON, which succeeds if the member is ready, and otherwise sets REASON.

# usage: answer_probe LOOKS WATCH_LOOKS
# Succeeds as soon as the member is ready, and otherwise prints the last reason. A command in a container costs more CPU time than a server
# at rest, so probes are seconds apart and one failure counts. A member that was ready therefore gets LOOKS, half a second apart. One that
# was not gets WATCH_LOOKS, almost until the next probe, so that it is Ready as soon as it can be.
answer_probe() {
  local looks=$1 reason=''
  [ -e "$WAS_READY" ] || looks=$2
  # shellcheck disable=SC2310 # its exit code is the answer
  until is_ready reason; do
    looks=$((looks - 1))
    [ "$looks" -gt 0 ] || {
      rm -f "$WAS_READY"
      echo "$reason"
      return 1
    }
    sleep 0.5
  done
  [ -e "$WAS_READY" ] || : >"$WAS_READY"
}
