#!/bin/bash
# Functions for the Jobs that take and restore backups.

# usage: check_scheduled_job JOB SET PURPOSE
# As check_job_name, for a Job of a CronJob. The controller names it by the minute since 1970, and an engineer gives any other name.
check_scheduled_job() {
  [[ ! $1 =~ -(29|3[0-9])[0-9]{6}$ ]] || check_job_name "$1" "$2" "-$3-[0-9]+"
}

# usage: await_server COMMAND...
# Waits for half a minute until COMMAND reaches the server: a network policy takes effect some seconds after the pod starts, a server can be
# restarting, and a failover can be in progress. A failed Job would trigger an alert.
await_server() {
  local tries error
  for ((tries = 0; tries < 30; tries++)); do
    error=$("$@" 2>&1 >/dev/null) && return
    sleep 1
  done
  fail "the server cannot be reached: ${error##*$'\n'} [ServerUnreachable]"
}

# usage: remove_old_dumps KEEP DUMP...
# The dumps are sorted by their age, the oldest first.
remove_old_dumps() {
  local keep=$1
  shift
  while [ $# -gt "$keep" ]; do
    rm -r "$1"
    echo "removed $1"
    shift
  done
}
