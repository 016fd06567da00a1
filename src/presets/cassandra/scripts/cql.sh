#!/bin/bash
# The question whether a member serves clients. It needs no account and starts no process.

# usage: serves_cql HOST
# Sends the request OPTIONS of the native protocol, to which each version answers in the form of that request. The connection is opened by
# the caller's shell and ends with it.
serves_cql() {
  local LC_ALL=C first=''
  exec 3<>"/dev/tcp/$1/$CQL_PORT" || return 1
  printf '\4\0\0\0\5\0\0\0\0' >&3
  IFS= read -r -N 1 -t 4 first <&3
  [ "$first" = $'\x84' ]
}
