#!/bin/bash
# The clock of a pod in a test. Time passes only while a script sleeps, so that a busy machine changes no result.
# shellcheck disable=SC2034 # the scripts read it

# without its special meaning, it is a variable like others
unset SECONDS
SECONDS=0 slept_milliseconds=0

# usage: sleep SECONDS
sleep() {
  local fraction=000
  [[ $1 != *.* ]] || fraction=${1#*.}00
  slept_milliseconds=$((slept_milliseconds + 10#${1%.*} * 1000 + 10#${fraction:0:3}))
  SECONDS=$((slept_milliseconds / 1000))
  command sleep "$@"
}
