#!/bin/bash
# One client that serves many writes, for systems whose client takes its time to start: a process for each write would be most of the work.
# A writer's script reads this file from /writer/session.sh.

# usage: open_session FUNCTION
# FUNCTION replaces itself with the client by `exec`. The client reads from $to_session and writes to $from_session.
open_session() {
  trap '' PIPE # a session that has ended is an error of one write and not the end of the writer
  coproc SESSION { "$1"; }
  # shellcheck disable=SC2153 # set by coproc
  session_pid=$SESSION_PID
  exec {to_session}>&"${SESSION[1]}" {from_session}<&"${SESSION[0]}"
}

# usage: close_session
# The server may still be at work on the last write: that one stays unconfirmed, and its answer is never taken for that of another.
close_session() {
  kill -KILL "$session_pid"
  exec {to_session}>&- {from_session}<&-
  wait "$session_pid"
  session_pid=''
}
