#!/bin/bash
# The questions whether a member serves clients, and whether it can write. They need no account and start no process.

# The first message of a client of TLS 1.3 that offers no key. The server asks for one (HelloRetryRequest), computes none, and logs nothing
# when the connection ends. The text has the place of 32 random bytes.
HELLO='\x16\x03\x01\0\x58\x01\0\0\x54\x03\x03does this member serve a client?\0\0\x04\x13\x01\x13\x02\x01\0\0\x27'
# the groups and signatures that the server may choose from, the version, and no key
HELLO+='\0\x0a\0\x06\0\x04\0\x1d\0\x17\0\x0d\0\x0c\0\x0a\x08\x04\x04\x03\x08\x05\x04\x01\x05\x03\0\x2b\0\x03\x02\x03\x04\0\x33\0\x02\0\0'

# usage: serves_cql HOST
# Sends the request OPTIONS of the native protocol, to which each version answers in the form of that request. If the server requires TLS,
# its answer to HELLO proves the same, because the port is open only while the member serves. The connection is opened by the caller's shell
# and ends with it.
serves_cql() {
  local LC_ALL=C first='' request='\x04\0\0\0\x05\0\0\0\0' answer=$'\x84'
  if [ "${TLS_REQUIRED:-}" = true ]; then request=$HELLO answer=$'\x16'; fi
  exec 3<>"/dev/tcp/$1/$CQL_PORT" || return 1
  printf '%b' "$request" >&3
  IFS= read -r -N 1 -t 4 first <&3
  [ "$first" = "$answer" ]
}

# usage: has_stopped_writing
# The commit log is mapped into memory. If the volume has no room for one of its pages, a thread of the server fails while the others wait
# for it. Later writes never end, even if there is room again, and reads and the port work on.
has_stopped_writing() {
  [ -s "$FAULTS" ] && [[ $(<"$FAULTS") = *'unsafe memory access'* ]]
}
