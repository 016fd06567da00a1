#!/bin/bash
# How a Job asks members for work. They answer by turn.sh.

# usage: ask ANSWER HOST REQUEST
# ANSWER becomes the member's answer, or away.
ask() {
  local -n _answer=$1
  # another process has the connection, because bash waits without a limit for one that no pod answers
  # shellcheck disable=SC2016,SC2034 # its own arguments; the caller's variable
  _answer=$(timeout 10 bash -c 'exec 3<>"/dev/tcp/$0/$1" && echo "$2" >&3 && head -n 1 <&3' "$2" "$JOBS_PORT" "$3" 2>/dev/null) &&
    [ -n "$_answer" ] || _answer=away
}

# usage: await_quiet_ring REQUEST HOST...
# Returns when every member serves, and none is running what REQUEST asks for.
await_quiet_ring() {
  local host answer busy last=''
  while :; do
    busy=''
    for host in "${@:2}"; do
      ask answer "$host" "$1"
      case $answer in
        running | away) busy="$busy${busy:+, }${host%%.*} ($answer)" ;;
        *) ;;
      esac
    done
    [ -n "$busy" ] || return 0
    [ "$busy" = "$last" ] || log "waiting for $busy"
    last=$busy
    sleep 5
  done
}
