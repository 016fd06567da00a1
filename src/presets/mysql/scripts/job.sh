#!/bin/bash
# What the Jobs that dump and load have in common.
# shellcheck disable=SC2034 # for the scripts that source this file

RUN=/run/mysql-backup
OPTIONS=$RUN/client.cnf

# usage: die TEXT...
# Ends the Job's container. The text is also what kubectl describe pod shows of it.
die() {
  echo "$*" >&2
  echo "$*" >/dev/termination-log
  exit 1
}

# usage: write_options PASSWORD-KEY USER
# How the client logs in at SOURCE: a file, since arguments are seen by others.
write_options() {
  local password
  IFS= read -r -d '' password <"/run/secrets/mysql/$1" || true
  [[ $password != *[$'\r\n'] ]] || die "the password $1 ends in a line break, which a client would read as part of it and the server would not: nothing was changed. Write the Secret's value without it: printf instead of echo, or kubectl create secret generic --from-literal"
  password=${password//\\/\\\\}
  (
    umask 077
    {
      printf '[client]\nuser="%s"\npassword="%s"\nhost="%s"\n' "$2" "${password//\"/\\\"}" "$SOURCE"
      cat /etc/mysql/stateful/client.cnf
    } >"$OPTIONS"
  )
}
