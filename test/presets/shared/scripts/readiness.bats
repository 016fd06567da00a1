#!/usr/bin/env bats
# readiness.sh: how long a readiness probe lasts, by what the kubelet knows and by what happens meanwhile.

setup() {
  export READY_AT=$BATS_TEST_TMPDIR/ready-at log=$BATS_TEST_TMPDIR/attempts
  readiness=$BATS_TEST_DIRNAME/../../../../src/presets/shared/scripts/readiness.sh
}

# usage: probe LOOKS
# A probe with three attempts that waits for 5 s or watches for 12 s. LOOKS has the results of is_ready, + for ready, - for not, S for a slow
# server, which takes 4 s to be ready, and F for a frozen one, which takes 5 s to fail; the last one repeats. B is + after which the clock is
# set back. Time passes only in the pauses and while the server takes it.
probe() {
  : >"$log"
  # shellcheck disable=SC2016 # the inner shell's
  run bash -uc '
    unset SECONDS
    SECONDS=0 tenths=0 results=$1
    pause() {
      [[ $1 = 0.* ]] && tenths=$((tenths + ${1#0.})) || tenths=$((tenths + $1 * 10))
      SECONDS=$((SECONDS + tenths / 10)) tenths=$((tenths % 10))
    }
    is_ready() {
      local -n _reason=$1
      local look=${results:0:1}
      echo >>"$log"
      _reason="attempt $(wc -l <"$log")"
      [ "${#results}" -eq 1 ] || results=${results:1}
      case $look in
        F) SECONDS=$((SECONDS + 5)) ;;
        S) SECONDS=$((SECONDS + 4)) ;;
        B) SECONDS=$((SECONDS - 3600)) ;;
      esac
      [[ $look != [F-] ]]
    }
    . "$0"
    answer_probe 3 5 12' "$readiness" "$1"
}

# The kubelet has just learnt that the member is ready.
known() { echo "$EPOCHSECONDS" >"$READY_AT"; }

count() { wc -l <"$log"; }

# usage: ready_in ATTEMPTS
ready_in() {
  [ "$status" -eq 0 ]
  [ "$output" = '' ]
  [ "$(count)" -eq "$1" ]
  [ -n "$(<"$READY_AT")" ]
}

# usage: not_ready_in ATTEMPTS
not_ready_in() {
  [ "$status" -eq 1 ]
  [ "$output" = "attempt $1" ]
  [ "$(count)" -eq "$1" ]
  [ ! -s "$READY_AT" ]
}

@test "a member becomes ready in the first probe that finds it so, at once" {
  probe +
  ready_in 1
}

@test "a probe waits for a member that is not ready, and reports it when the time has passed" {
  probe -----+
  ready_in 6
  rm "$READY_AT"
  probe -
  not_ready_in 11
}

@test "a probe watches a member that the kubelet knows to be ready" {
  known
  probe +
  ready_in 5
}

@test "a probe of a member that was ready fails after all attempts without success in between" {
  known
  probe ++---
  not_ready_in 5
  known
  probe ++--+
  ready_in 6
}

@test "a probe does not end with success between two attempts that fail" {
  known
  probe ++++-+
  ready_in 6
  known
  probe ++++-
  not_ready_in 7
}

@test "a frozen server gets one attempt" {
  known
  probe ++F
  not_ready_in 3
  known
  probe F
  not_ready_in 1
}

@test "a probe of a slow server ends in time" {
  known
  probe S
  ready_in 2
}

@test "a probe ends although the clock is set back" {
  known
  probe +B+
  ready_in 5
}

@test "after an interrupted probe, as by a restart of the kubelet, the member is ready at once" {
  : >"$READY_AT"
  probe +
  ready_in 1
  # a time that is past, in the future after the clock was set back, or none
  for ready_at in $((EPOCHSECONDS - 10)) $((EPOCHSECONDS + 10)) 08 text '1 2'; do
    echo "$ready_at" >"$READY_AT"
    probe +
    ready_in 1
  done
}

@test "a probe that is interrupted has left no answer" {
  known
  # shellcheck disable=SC2016 # the inner shell's
  run bash -uc '. "$0"; is_ready() { kill -KILL $$; }; answer_probe 3 5 12' "$readiness"
  [ ! -s "$READY_AT" ]
}

@test "if the answer cannot be written, the member is ready" {
  export READY_AT=$BATS_TEST_TMPDIR/none/ready-at
  probe +
  [ "$status" -eq 0 ]
  [ "$output" = '' ]
}
