#!/bin/bash
# One session with this member's server for all statements of a script. A client for each statement would cost more CPU time than the
# server at rest, and would keep no lock.

# the line after the answer to a statement, short because bash reads byte by byte
END_OF_ANSWER='#'

# process of the client, and descriptors of its statements and answers
client='' statements='' answers=''

# usage: ask RESULT SECONDS SQL
# RESULT becomes the lines of the answer or, if the server returns an error, those of the error. Fails after an error, and if the answer is
# not complete in SECONDS.
ask() {
  local -n _answer=$1
  local line
  _answer=''
  [ -n "$client" ] || open_session
  printf "%s;\nSELECT '%s';\n" "$3" "$END_OF_ANSWER" >&"$statements"
  while IFS= read -r -t "$2" -u "$answers" line; do
    [ "$line" != "$END_OF_ANSWER" ] || return 0
    _answer+=${_answer:+$'\n'}$line
  done
  close_session
  return 1
}

# usage: open_session
# The client ends at the first error, when it loses the connection, and with this script. The script also holds the reading end of the pipe,
# so that a client that has ended does not end it.
open_session() {
  local pipe=$RUN/session
  rm -f "$pipe"
  mkfifo "$pipe"
  exec {statements}<>"$pipe"
  # shellcheck disable=SC2312 # the answers show whether it runs
  exec {answers}< <(
    exec mysql --no-defaults --user=mysql --socket="$SOCKET" --default-character-set=utf8mb4 -NB --unbuffered <"$pipe" 2>&1 \
      {statements}>&-
  )
  client=$!
}

# usage: close_session
close_session() {
  kill -KILL "$client" 2>/dev/null
  exec {statements}>&- {answers}<&-
  client=''
}
