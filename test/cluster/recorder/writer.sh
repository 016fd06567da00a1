#!/bin/sh
# Writes numbers through a Service at a steady rate and keeps a ledger of what was sent and what was acknowledged.
# The functions of one system are in /writer/system.sh: `write_number NUMBER` succeeds only when the system acknowledged.
# A system whose client keeps its own pace has `keep_writing` instead, which fills the ledger itself until /ledger/stop is there.
# Needs a shell, `sleep` and `cat`: it runs in the image of the system, whose client it uses.
set -eu

ledger=/ledger/ledger

# usage: now    sets $now to hundredths of a second since the node started: steady, and read without a process of its own
now() {
  read -r up _ </proc/uptime
  now=${up%.*}${up#*.}
}

# usage: last_number    the number that was sent last, also before a restart of this container
last_number() {
  if [ -e "$ledger" ]; then
    sed -n 's/^sent \([0-9]*\) .*/\1/p' "$ledger" | tail -n 1
  fi
}

# usage: wait_until TIME
wait_until() {
  now
  left=$(($1 - now))
  if [ "$left" -gt 0 ]; then
    fraction=$((left % 100))
    if [ "$fraction" -lt 10 ]; then fraction="0$fraction"; fi
    sleep "$((left / 100)).$fraction"
  fi
}

# usage: attempt NUMBER
attempt() {
  now
  echo "sent $1 $now" >>"$ledger"
  outcome=acked
  # A function may fail half-way without harm here: all that counts is its last word.
  # shellcheck disable=SC2310
  write_number "$1" >/dev/null 2>>/ledger/errors || outcome=failed
  now
  echo "$outcome $1 $now" >>"$ledger"
}

# usage: write_steadily
write_steadily() {
  last="$(last_number)"
  number=$((${last:-0} + 1))
  interval=$((100 / RATE))
  now
  due=$now
  until [ -e /ledger/stop ]; do
    wait_until "$due"
    attempt "$number"
    number=$((number + 1))
    due=$((due + interval))
    # What was missed is not made up for: a burst after each outage would not be the declared rate either.
    if [ "$((now - due))" -gt 20 ]; then due=$now; fi
  done
}

main() {
  trap 'exit 0' TERM
  # shellcheck source=/dev/null # one file for each system
  . /writer/system.sh
  if command -v keep_writing >/dev/null; then keep_writing; else write_steadily; fi
  now
  echo "stopped 0 $now" >>"$ledger"
  until [ -e /ledger/ended ]; do sleep 1; done
}

main
