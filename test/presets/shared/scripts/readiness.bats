#!/usr/bin/env bats
# readiness.sh: how often a readiness probe looks, by what the last one found.

setup() {
  export WAS_READY=$BATS_TEST_TMPDIR/was-ready log=$BATS_TEST_TMPDIR/looks
  readiness=$BATS_TEST_DIRNAME/../../../../src/presets/shared/scripts/readiness.sh
  : >"$log"
}

# usage: probe READY-FROM
# A probe with two attempts, or with three seconds of watching, for a member that is ready from this look on.
probe() {
  # shellcheck disable=SC2016 # the inner shell's
  run bash -uc '. "$0"
    sleep() { echo "$1" >>"$log.pauses"; }
    is_ready() { echo >>"$log"; local -n _reason=$1; _reason="look $(wc -l <"$log")"; [ "$(wc -l <"$log")" -ge "$ready_from" ]; }
    ready_from=$1
    answer_probe 2 3' "$readiness" "$1"
}

count() { wc -l <"$log"; }

@test "a member that is ready is looked at once" {
  probe 1
  [ "$status" -eq 0 ]
  [ "$(count)" -eq 1 ]
  [ -e "$WAS_READY" ]
}

@test "a member that was ready gets the looks of its preset, so that a moment does not count" {
  touch "$WAS_READY"
  probe 2
  [ "$status" -eq 0 ]
  [ -e "$WAS_READY" ]
}

@test "a member that is no longer ready is not after these looks, with the last reason" {
  touch "$WAS_READY"
  probe 3
  [ "$status" -eq 1 ]
  [ "$(count)" -eq 2 ]
  [ "$output" = 'look 2' ]
  [ ! -e "$WAS_READY" ]
}

@test "a member that was not ready is watched, and ready as soon as it can be" {
  probe 6
  [ "$status" -eq 0 ]
  [ "$(count)" -eq 6 ]
  [ "$(wc -l <"$log.pauses")" -eq 5 ]
  [ -e "$WAS_READY" ]
}

@test "a member that stays as it is ends the probe before the next one" {
  probe 7
  [ "$status" -eq 1 ]
  [ "$(count)" -eq 6 ]
}

@test "a server that takes all the time for one answer is asked once" {
  touch "$WAS_READY"
  # shellcheck disable=SC2016 # the inner shell's
  run bash -uc '. "$0"; is_ready() { echo >>"$log"; SECONDS=5; return 1; }; answer_probe 4 4' "$readiness"
  [ "$status" -eq 1 ]
  [ "$(count)" -eq 1 ]
}

@test "a member is ready although its answer cannot be written down" {
  export WAS_READY=$BATS_TEST_TMPDIR/none/was-ready
  probe 1
  [ "$status" -eq 0 ]
  [ "$output" = '' ]
}
