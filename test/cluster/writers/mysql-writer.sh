#!/bin/bash
# The recorder's functions for MySQL; HOST is a Service or one pod, USER_NAME and MYSQL_PWD an account that may write to TABLE in the database app.
# A client process for each write would be most of the work, so one session serves many: it ends at the first error, and the next write opens another.
# MODE=read makes reads of the same numbers: what is acknowledged then is an answer, and nothing has to be kept.

# usage: open_session
open_session() {
  trap '' PIPE # a session that has ended is an error of one write and not the end of the writer
  coproc SESSION {
    exec mysql --no-defaults --host="$HOST" --user="$USER_NAME" --default-character-set=utf8mb4 --connect-timeout=1 --skip-reconnect --unbuffered -NB app 2>>/ledger/errors
  }
  # shellcheck disable=SC2153 # set by coproc
  session_pid=$SESSION_PID
  exec {to_session}>&"${SESSION[1]}" {from_session}<&"${SESSION[0]}"
}

# usage: close_session
# The server may still be at work on the last statement: that one stays unconfirmed, and its answer is never taken for that of another.
close_session() {
  kill -KILL "$session_pid"
  exec {to_session}>&- {from_session}<&-
  wait "$session_pid"
  session_pid=''
}

# usage: write_number NUMBER
# The client comes to the second statement only after the first one has succeeded.
write_number() {
  local answer='' patience=2 statements="INSERT INTO $TABLE (n) VALUES ($1); SELECT $1;"
  if [ "${MODE:-write}" = read ]; then
    patience=0.4 statements="SELECT $1 FROM (SELECT COUNT(*) FROM $TABLE WHERE n < 10) AS few;"
  fi
  [ -n "${session_pid:-}" ] || open_session
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
