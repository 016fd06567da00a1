#!/bin/bash
# The recorder's functions for a system that is written to by SQL. A writer's script reads this file from /writer/sql.sh, and has `client`,
# a session with the database app, and `print_numbers`, which prints the numbers in TABLE. READ_PATIENCE is the limit of a read in seconds.
# FIRST_STATEMENT comes before the first write of a session.
# A session ends at the first error, and the next write opens another.
# MODE=read makes reads of the same numbers: what is acknowledged then is an answer, and nothing has to be kept.

# shellcheck source=SCRIPTDIR/session.sh
. /writer/session.sh

# usage: write_number NUMBER
# The client comes to the second statement only after the first one has succeeded.
write_number() {
  local answer='' patience=2 statements="INSERT INTO $TABLE (n) VALUES ($1); SELECT $1;" first=${FIRST_STATEMENT:-}
  if [ "${MODE:-write}" = read ]; then
    patience=$READ_PATIENCE first='' statements="SELECT $1 FROM (SELECT COUNT(*) FROM $TABLE WHERE n < 10) AS few;"
  fi
  if [ -z "${session_pid:-}" ]; then
    open_session client
    statements="$first $statements"
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
    print_numbers
  fi
}
