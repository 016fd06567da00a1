#!/bin/bash
# Functions for the passwords of the set's accounts, which the pod has as files. No password is ever an argument of a command.

# usage: read_password RESULT KEY
read_password() {
  read_secret "$1" "$PASSWORDS/$2"
}

# usage: quote_for_sql RESULT TEXT
# RESULT becomes a string of SQL under NO_BACKSLASH_ESCAPES, where a backslash is an ordinary character.
quote_for_sql() {
  local -n _quoted=$1
  # shellcheck disable=SC2034 # the caller's variable
  _quoted="'${2//\'/\'\'}'"
}

# usage: write_client_options FILE USER KEY [HOST [OPTIONS]]
# Writes the login options of the client. OPTIONS is the file with those of the connection, by default to a member. In an option file, a
# backslash and a double quote need a backslash before them.
write_client_options() {
  local password
  read_password password "$3"
  password=${password//\\/\\\\}
  (
    umask 077
    {
      printf '[client]\nuser="%s"\npassword="%s"\n' "$2" "${password//\"/\\\"}"
      [ -z "${4:-}" ] || printf 'host="%s"\n' "$4"
      cat "${5:-$CLIENT_OPTIONS}"
    } >"$1"
  )
}
