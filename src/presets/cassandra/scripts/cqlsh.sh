#!/bin/bash
# Statements of an account.

# usage: cql HOST USER PASSWORD
# Reads statements from standard input. The password is in no argument.
cql() {
  local file options=() python=${PYTHONPATH:-}
  if [ -e "$CQLSHRC" ]; then
    options=(--cqlshrc "$CQLSHRC")
    python=$PYTHON${python:+:$python}
  fi
  file=$(mktemp -p "$RUN")
  printf '[PlainTextAuthProvider]\nusername = %s\npassword = %s\n' "$2" "$3" >"$file"
  cat >"$file.cql"
  # cqlsh also reads the files of the home directory, which does not exist
  HOME=$RUN PYTHONPATH=$python timeout 30 cqlsh --no-color "${options[@]}" --credentials "$file" --request-timeout=15 -f "$file.cql" \
    "$1" "$CQL_PORT" 2>&1
  local status=$?
  rm -f "$file" "$file.cql"
  return "$status"
}
