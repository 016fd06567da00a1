#!/bin/bash
# The recorder's functions for PostgreSQL; PGHOST is a Service, one pod, or several hosts with PGTARGETSESSIONATTRS, PGUSER and PGPASSWORD an
# account that may create TABLE in the database app.
# A session ends at the first error, and the next write opens another.
# MODE=read makes reads of the same numbers: what is acknowledged then is an answer, and nothing has to be kept.

# shellcheck source=SCRIPTDIR/../recorder/session.sh
. /writer/session.sh

client() {
  PGCONNECT_TIMEOUT=2 exec psql --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 app 2>>/ledger/errors
}

# usage: write_number NUMBER
# The client comes to the second statement only after the first one has succeeded.
write_number() {
  local answer='' patience=2 statements="INSERT INTO $TABLE (n) VALUES ($1); SELECT $1;"
  if [ "${MODE:-write}" = read ]; then
    patience=1 statements="SELECT $1 FROM (SELECT count(*) FROM $TABLE WHERE n < 10) AS few;"
  fi
  if [ -z "${session_pid:-}" ]; then
    open_session client
    [ "${MODE:-write}" = read ] || statements="CREATE TABLE IF NOT EXISTS $TABLE (n bigint PRIMARY KEY); $statements"
  fi
  printf '%s\n' "$statements" >&"$to_session" && read -r -t "$patience" answer <&"$from_session"
  [ "$answer" != "$1" ] || return 0
  close_session
  sleep 0.05
  return 1
}

read_numbers() {
  if [ "${MODE:-write}" = read ]; then
    sed -n 's/^acked \([0-9]*\) .*/\1/p' /ledger/ledger
  else
    PGCONNECT_TIMEOUT=2 timeout 20 psql --no-psqlrc --no-align --tuples-only --command="SELECT n FROM $TABLE" app
  fi
}
