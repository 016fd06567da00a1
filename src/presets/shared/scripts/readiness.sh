#!/bin/bash
# A readiness probe that lasts. A command in a container uses more CPU time than a server at rest, so the kubelet starts few of them: each
# one watches the member, and ends when the member becomes ready or stops being so. contract.sh sets READY_AT, the file for the time of the
# last such answer, in seconds since 1970. A probe defines is_ready REASON, which succeeds if the member is ready, and otherwise sets REASON,
# and reads pause.sh.

# usage: answer_probe ATTEMPTS AWAIT_SECONDS WATCH_SECONDS
# If the kubelet knows that the member is ready, the probe watches it for WATCH_SECONDS, and fails after ATTEMPTS without success, half a
# second apart. Otherwise it succeeds as soon as the member is ready, and fails after AWAIT_SECONDS, so that the reason becomes an event. If
# it fails, it prints the reason.
#
# The kubelet knows the answer of a probe that has just ended. One that is interrupted leaves the file empty: a kubelet that has restarted
# knows nothing, and has to learn at once that the member is ready.
answer_probe() {
  local reason='' ready_at age
  { read -r ready_at <"$READY_AT"; } 2>/dev/null
  case ${ready_at:-} in '' | 0* | *[!0-9]*) ready_at=0 ;; esac
  # negative after the clock was set back
  age=$((EPOCHSECONDS - ready_at))
  # a member is ready even if its disk is full
  { : >"$READY_AT"; } 2>/dev/null
  # shellcheck disable=SC2310 # their exit codes are the answer
  if [ "$age" -ge 0 ] && [ "$age" -le 3 ]; then
    stays_ready "$1" "$3"
  else
    becomes_ready "$2"
  fi || {
    echo "$reason"
    return 1
  }
  { echo "$EPOCHSECONDS" >"$READY_AT"; } 2>/dev/null || true
}

# usage: becomes_ready SECONDS
becomes_ready() {
  # shellcheck disable=SC2310 # its exit code is the answer
  until is_ready reason; do
    [ "$SECONDS" -lt "$1" ] || return
    pause 0.5
  done
}

# usage: stays_ready ATTEMPTS SECONDS
# Ends after so many looks as the time has room for, also if the clock is set back, and earlier if the server is slow.
stays_ready() {
  local looks=$(($2 / 3)) failures=0 asked
  while :; do
    asked=$SECONDS
    # shellcheck disable=SC2310 # its exit code is the answer
    if is_ready reason; then
      if [ "$looks" -le 0 ] || [ $((SECONDS + 3)) -gt "$2" ]; then return 0; fi
      looks=$((looks - 1)) failures=0
      pause 3
    else
      failures=$((failures + 1))
      # a frozen server takes the time of all attempts for one answer
      [ "$failures" -lt "$1" ] && [ $((SECONDS - asked)) -lt 4 ] || return
      pause 0.5
    fi
  done
}
