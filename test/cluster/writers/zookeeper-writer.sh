#!/bin/bash
# The recorder's functions for ZooKeeper; HOST is a Service or one pod with its port. Sequential nodes below LOG, whose names begin with the
# number.
# A session reconnects by itself, as in an application, and ends only when it gives no answer.

# shellcheck source=SCRIPTDIR/../recorder/session.sh
. /writer/session.sh

client() {
  # answers are on standard error, the log is on standard output
  # shellcheck disable=SC2069
  exec zkCli.sh -server "$HOST" -timeout 6000 2>&1 >/dev/null
}

# usage: open_log
# Opens a session and makes LOG. The start of a JVM takes its time on a busy node.
open_log() {
  local answer
  open_session client
  printf 'create %s\n' "$LOG" >&"$to_session"
  while read -r -t 20 answer <&"$from_session"; do
    case $answer in
      *"$LOG"*) return 0 ;;
      *) ;;
    esac
  done
}

# usage: write_number NUMBER
# Writes to a session without a connection wait for the next one, or fail with the next attempt.
write_number() {
  local answer deadline
  [ -n "${session_pid:-}" ] || open_log
  deadline=$((SECONDS + 6))
  printf 'create -s %s/%s-\n' "$LOG" "$1" >&"$to_session" || true
  while [ "$SECONDS" -le "$deadline" ] && read -r -t 6 answer <&"$from_session"; do
    case $answer in
      "Created $LOG/$1-"*) return 0 ;;
      *"$LOG/$1-"*)
        echo "$answer" >&2
        sleep 0.05
        return 1
        ;;
      *) ;;
    esac
  done
  close_session
  return 1
}

# usage: read_numbers
# What the member at HOST has, after it has caught up with the leader.
read_numbers() {
  local said
  # a JVM can take half a minute to start on a busy node
  said=$(timeout 90 zkCli.sh -server "$HOST" -timeout 6000 2>/dev/null <<<"sync $LOG"$'\n'"ls $LOG"$'\nquit') || {
    echo "zkCli.sh did not answer within 90 s" >&2
    return 1
  }
  # the answer comes after the prompt of the second command, all nodes in one line
  said=${said##*CONNECTED) 1] [}
  said=${said%%]*}
  sed 's/-[0-9]*//g; s/, */\n/g' <<<"$said"
}
