#!/bin/bash
# The pace of a readiness probe. contract.sh sets WAS_READY, a file that exists if the last probe found this member ready. A probe defines
# is_ready REASON, which succeeds if the member is ready, and otherwise sets REASON.

# usage: answer_probe ATTEMPTS WATCH_SECONDS
# Succeeds as soon as the member is ready, and otherwise prints the last reason. A command in a container costs more CPU time than a server
# at rest, so probes are seconds apart and one failure counts. A member that was ready therefore gets ATTEMPTS, half a second apart. One
# that was not is watched for WATCH_SECONDS, almost until the next probe, so that it is Ready as soon as it can be.
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
  # a full disk does not make a member not ready
  [ -e "$WAS_READY" ] || : 2>/dev/null >"$WAS_READY" || return 0
}
