#!/bin/bash
# usage: decide-all.sh DECIDE.SH FILE
# Decides every situation, and prints what is wrong and how many there were.
# FILE.situations and FILE.actions become what they were, and what was done.
set -euo pipefail
# shellcheck source=/dev/null
. "$1"
# shellcheck source=SCRIPTDIR/situations.bash
. "$(dirname "$0")/situations.bash"
print_situations >"$2.situations"
count=0 facts=''
while IFS= read -r line; do
  if [ -n "$line" ]; then
    facts+=$line$'\n'
    continue
  fi
  decide <<<"${facts%$'\n'}" >"$2"
  IFS=$'\t' read -r -a decision <"$2"
  wrong=$(check_decision "${decision[@]:0:3}")
  [ -z "$wrong" ] || printf '%s: %s\n%s\n' "$wrong" "${decision[*]}" "$facts"
  echo "${decision[2]}" >>"$2.actions"
  count=$((count + 1)) facts=''
done <"$2.situations"
echo "$count situations"
