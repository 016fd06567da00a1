#!/bin/bash
# Sessions with a server, each for many statements. A client for each statement would cost more CPU time than the server at rest, and would
# keep no lock.

# the line after the answer to a statement, short because bash reads byte by byte
END_OF_ANSWER='#'

# the client of this member's server, and descriptors of its statements and answers
client='' statements='' answers=''

# usage: ask RESULT SECONDS SQL
# RESULT becomes the lines of the answer of this member's server or, if the server returns an error, those of the error. Fails after an
# error, and if the answer is not complete in SECONDS.
ask() {
  local -n _answer=$1
  local line
  _answer=''
  [ -n "$client" ] || open_client client statements answers --no-defaults --user=mysql --socket="$SOCKET" --default-character-set=utf8mb4
  # in one line, because bash writes line by line, and each write wakes the client
  printf "%s; SELECT '%s';\n" "${3//$'\n'/ }" "$END_OF_ANSWER" >&"$statements"
  while IFS= read -r -t "$2" -u "$answers" line; do
    [ "$line" != "$END_OF_ANSWER" ] || return 0
    _answer+=${_answer:+$'\n'}$line
  done
  close_client client statements answers
  return 1
}

# usage: open_client PROCESS STATEMENTS ANSWERS OPTION...
# Starts a client. PROCESS, STATEMENTS and ANSWERS become its process and descriptors. The client ends at the first error, when it loses the
# connection, and with this script: it only reads the pipe of statements. The script does both, so that a client that has ended does not end
# it.
open_client() {
  local -n _process=$1 _statements=$2 _answers=$3
  # shellcheck disable=SC2312 # the first process only opens a pipe, and the answers show whether the client runs
  exec {_statements}<> <(:)
  wait $!
  # shellcheck disable=SC2312
  exec {_answers}< <(exec mysql "${@:4}" -NB --unbuffered <"/dev/fd/$_statements" 2>&1 {_statements}>&-)
  _process=$!
}

# usage: close_client PROCESS STATEMENTS ANSWERS
# Waits for the client, because the server, which is the first process of its container, waits for no process that others leave.
close_client() {
  local -n _process=$1 _statements=$2 _answers=$3
  [ -n "$_process" ] || return 0
  kill -KILL "$_process" 2>/dev/null
  wait "$_process" 2>/dev/null || true
  exec {_statements}>&- {_answers}<&-
  _process=''
}
