#!/usr/bin/env bats
# readiness.sh: the number of attempts of a readiness probe, by the result of the last one.

setup() {
  export WAS_READY=$BATS_TEST_TMPDIR/was-ready log=$BATS_TEST_TMPDIR/attempts
  readiness=$BATS_TEST_DIRNAME/../../../../src/presets/shared/scripts/readiness.sh
  : >"$log"
}

# usage: probe READY-FROM
# A probe with two attempts, or with three seconds, for a member that is ready from this attempt on.
probe() {
  # shellcheck disable=SC2016 # the inner shell's
  run bash -uc '. "$0"
    sleep() { echo "$1" >>"$log.pauses"; }
    is_ready() { echo >>"$log"; local -n _reason=$1; _reason="attempt $(wc -l <"$log")"; [ "$(wc -l <"$log")" -ge "$ready_from" ]; }
    ready_from=$1
    answer_probe 2 3' "$readiness" "$1"
}

count() { wc -l <"$log"; }

@test "if the member is ready, one attempt is made" {
  probe 1
  [ "$status" -eq 0 ]
  [ "$(count)" -eq 1 ]
  [ -e "$WAS_READY" ]
}

@test "if the member was ready, the attempts of its preset are made" {
  touch "$WAS_READY"
  probe 2
  [ "$status" -eq 0 ]
  [ -e "$WAS_READY" ]
}

@test "if they all fail, the probe fails with the last reason" {
  touch "$WAS_READY"
  probe 3
  [ "$status" -eq 1 ]
  [ "$(count)" -eq 2 ]
  [ "$output" = 'attempt 2' ]
  [ ! -e "$WAS_READY" ]
}

@test "if the member was not ready, the probe continues until it is" {
  probe 6
  [ "$status" -eq 0 ]
  [ "$(count)" -eq 6 ]
  [ "$(wc -l <"$log.pauses")" -eq 5 ]
  [ -e "$WAS_READY" ]
}

@test "if the member does not become ready, the probe ends before the next one" {
  probe 7
  [ "$status" -eq 1 ]
  [ "$(count)" -eq 6 ]
}

@test "if the server needs all the time for one answer, one attempt is made" {
  touch "$WAS_READY"
  # shellcheck disable=SC2016 # the inner shell's
  run bash -uc '. "$0"; is_ready() { echo >>"$log"; SECONDS=5; return 1; }; answer_probe 4 4' "$readiness"
  [ "$status" -eq 1 ]
  [ "$(count)" -eq 1 ]
}

@test "if the result cannot be written, the member is ready" {
  export WAS_READY=$BATS_TEST_TMPDIR/none/was-ready
  probe 1
  [ "$status" -eq 0 ]
  [ "$output" = '' ]
}
