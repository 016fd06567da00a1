#!/bin/bash
# Patroni's REST API of this member.

# usage: request METHOD PATH [BODY]
# Prints the status of the answer, and on the next lines its body. Patroni accepts requests that act from the addresses of members only, so
# this one does not use loopback.
request() {
  local connection status='' line body=${3:-} answer=''
  exec {connection}<>"/dev/tcp/$POD_IP/$PATRONI_PORT" || return
  printf '%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' "$1" "$2" "${#body}" "$body" >&"$connection"
  read -r -t 20 -u "$connection" _ status _
  # the headers end in an empty line
  while read -r -t 5 -u "$connection" line && [ "$line" != $'\r' ]; do :; done
  IFS= read -r -t 5 -d '' -u "$connection" answer
  exec {connection}>&-
  printf '%s\n%s\n' "$status" "$answer"
}
