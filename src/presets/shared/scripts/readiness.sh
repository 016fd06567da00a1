#!/bin/bash
# The pace of a readiness probe. contract.sh sets WAS_READY, a file that exists if the last probe found this member ready. A probe defines
# is_ready REASON, which succeeds if the member is ready, and otherwise sets REASON.

# usage: answer_probe ATTEMPTS WATCH_SECONDS
# Succeeds as soon as the member is ready, and otherwise prints the last reason. A command in a container uses more CPU time than a server
# at rest, so the kubelet runs the probe only every few seconds, and takes a member out of its Services after one failure. If the member was
# ready, the probe therefore makes ATTEMPTS, half a second apart. Otherwise it continues for WATCH_SECONDS, almost until the next probe, so
# that the member becomes Ready soon.
answer_probe() {
  # a frozen server takes the time of all attempts for one answer
  local attempts=$1 seconds=5 reason=''
  [ -e "$WAS_READY" ] || attempts=$(($2 * 2)) seconds=$2
  # shellcheck disable=SC2310 # its exit code is the answer
  until is_ready reason; do
    attempts=$((attempts - 1))
    if [ "$attempts" -le 0 ] || [ "$SECONDS" -ge "$seconds" ]; then
      rm -f "$WAS_READY"
      echo "$reason"
      return 1
    fi
    sleep 0.5
  done
  # a member is ready even if its disk is full
  [ -e "$WAS_READY" ] || : 2>/dev/null >"$WAS_READY" || return 0
}
