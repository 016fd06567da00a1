#!/bin/bash
# Statements of an account.

# usage: cql HOST USER PASSWORD
# Reads statements from standard input. The password is in no argument.
cql() {
  local file
  file=$(mktemp -p "$RUN")
  printf '[PlainTextAuthProvider]\nusername = %s\npassword = %s\n' "$2" "$3" >"$file"
  cat >"$file.cql"
  # cqlsh also reads the files of the home directory, which does not exist
  HOME=$RUN timeout 30 cqlsh --no-color --credentials "$file" --request-timeout=15 -f "$file.cql" "$1" "$CQL_PORT" 2>&1
  local status=$?
  rm -f "$file" "$file.cql"
  return "$status"
}
