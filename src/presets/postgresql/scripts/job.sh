#!/bin/bash
# Functions for Jobs, which connect as the superuser to the server that SERVER names.

PSQL=(psql -XAtq -F $'\t' -v ON_ERROR_STOP=1)

# usage: connect
# Sets the variables that psql, pg_dump and pg_restore read, and waits for half a minute until the server can be reached: a network policy
# takes effect some seconds after the pod starts, and a failover can be in progress. A failed Job would trigger an alert.
connect() {
  local tries error
  read_secret PGPASSWORD "$PASSWORDS/superuser"
  export PGHOST=$SERVER PGPORT=$PORT PGUSER=$SUPERUSER PGPASSWORD PGDATABASE=$SUPERUSER PGCONNECT_TIMEOUT=5
  for ((tries = 0; tries < 30; tries++)); do
    error=$("${PSQL[@]}" -c 'SELECT 1' 2>&1 >/dev/null) && return
    sleep 1
  done
  fail "the server cannot be reached: ${error##*$'\n'} [ServerUnreachable]"
}

# usage: query SQL
# Prints the rows, with a tab between columns.
query() {
  "${PSQL[@]}" -c "$1"
}
