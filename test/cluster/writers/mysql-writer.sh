#!/bin/bash
# The recorder's functions for MySQL; HOST is a Service or one pod, USER_NAME and MYSQL_PWD an account that may write to TABLE in the
# database app.
# A session ends at the first error, and the next write opens another.
# MODE=read makes reads of the same numbers: what is acknowledged then is an answer, and nothing has to be kept.

# shellcheck source=SCRIPTDIR/../recorder/session.sh
. /writer/session.sh

client() {
  exec mysql --no-defaults --host="$HOST" --user="$USER_NAME" --default-character-set=utf8mb4 --connect-timeout=1 \
    --skip-reconnect --unbuffered -NB app 2>>/ledger/errors
}

# usage: write_number NUMBER
# The client comes to the second statement only after the first one has succeeded.
write_number() {
  local answer='' patience=2 statements="INSERT INTO $TABLE (n) VALUES ($1); SELECT $1;"
  if [ "${MODE:-write}" = read ]; then
    patience=0.4 statements="SELECT $1 FROM (SELECT COUNT(*) FROM $TABLE WHERE n < 10) AS few;"
  fi
  [ -n "${session_pid:-}" ] || open_session client
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
    timeout 20 mysql --no-defaults --host="$HOST" --user="$USER_NAME" --connect-timeout=2 -NBe "SELECT n FROM $TABLE" app
  fi
}
