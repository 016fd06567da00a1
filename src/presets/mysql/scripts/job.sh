#!/bin/bash
# Functions for Jobs.

# usage: await_server OPTIONS
# Waits for half a minute until the server can be reached: a network policy takes effect some seconds after the pod starts, and a server can
# be restarting. A failed Job would trigger an alert.
await_server() {
  local tries error
  for ((tries = 0; tries < 30; tries++)); do
    error=$(mysqladmin --defaults-file="$1" ping 2>&1 >/dev/null) && return
    sleep 1
  done
  fail "the server cannot be reached: ${error##*$'\n'} [ServerUnreachable]"
}
