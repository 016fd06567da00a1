#!/bin/bash
# Lines of facts, from which a script decides: columns that are separated by tabs. An empty column is a dash, because the shell would skip
# it when it reads the line.

# usage: print_fact COLUMN...
print_fact() {
  local column line=''
  for column; do
    column=${column//[$'\t\n']/ }
    line+=$'\t'${column:--}
  done
  echo "${line:1}"
}

# usage: read_fact RESULT
# RESULT becomes the columns of the next line. Fails at the end.
read_fact() {
  local -n _columns=$1
  local i
  IFS=$'\t' read -r -a _columns || return
  for i in "${!_columns[@]}"; do
    [ "${_columns[i]}" != - ] || _columns[i]=''
  done
}

# usage: reject_facts TEXT
reject_facts() {
  echo "${BASH_SOURCE[-1]##*/} cannot read its facts: $1" >&2
  exit 1
}
