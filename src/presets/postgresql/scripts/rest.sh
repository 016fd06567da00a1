#!/bin/bash
# Patroni's REST API of this member.

# usage: request METHOD PATH [BODY]
# Prints the status of the answer. Patroni accepts requests that act from the addresses of members only, so this one does not use loopback.
request() {
  local connection status='' body=${3:-}
  exec {connection}<>"/dev/tcp/$POD_IP/$PATRONI_PORT" || return
  printf '%s %s HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' "$1" "$2" "${#body}" "$body" >&"$connection"
  read -r -t 20 -u "$connection" _ status _
  exec {connection}>&-
  echo "$status"
}
