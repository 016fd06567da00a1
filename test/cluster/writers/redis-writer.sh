#!/bin/bash
# The recorder's functions for Redis; HOST is a client Service or one pod. A server that syncs each write acknowledges what it keeps.
# One connection for all writes: a process for each of them would measure how busy the machine is.

# usage: connect    opens the connection as descriptor 3; a server that is silent is found out first, in bounded time
connect() {
  local pong
  pong=$(timeout 2 redis-cli -h "$HOST" PING) || return
  [ "$pong" = PONG ] && exec 3<>"/dev/tcp/$HOST/6379"
}

write_number() {
  if [ -z "${connected-}" ]; then
    connect || return 1
    connected=yes
  fi
  if printf 'RPUSH recorder %s\r\n' "$1" >&3 && read -r -t 2 answer <&3 && [ "${answer#:}" != "$answer" ]; then
    return 0
  fi
  # A late answer must not be taken for that of the next write.
  exec 3>&-
  connected=
  return 1
}

read_numbers() {
  timeout 10 redis-cli -h "$HOST" LRANGE recorder 0 -1
}
