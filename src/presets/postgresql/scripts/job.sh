#!/bin/bash
# Functions for Jobs, which connect as the superuser to the server that SERVER names.

PSQL=(psql -XAtq -F $'\t' -v ON_ERROR_STOP=1)

# usage: connect
# Sets the variables that psql, pg_dump and pg_restore read, and waits until the server can be reached.
connect() {
  read_secret PGPASSWORD "$PASSWORDS/superuser"
  export PGHOST=$SERVER PGPORT=$PORT PGUSER=$SUPERUSER PGPASSWORD PGDATABASE=$SUPERUSER PGCONNECT_TIMEOUT=5
  await_server "${PSQL[@]}" -c 'SELECT 1'
}

# usage: query SQL
# Prints the rows, with a tab between columns.
query() {
  "${PSQL[@]}" -c "$1"
}
