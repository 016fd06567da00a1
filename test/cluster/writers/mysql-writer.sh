#!/bin/bash
# The recorder's functions for MySQL; HOST is a Service or one pod, USER_NAME and MYSQL_PWD an account that may write to TABLE in the
# database app. With OTHER_HOST, the client has two addresses, of which each session uses the other one.

# shellcheck source=SCRIPTDIR/../recorder/sql.sh
. /writer/sql.sh

# shellcheck disable=SC2034 # read by sql.sh
READ_PATIENCE=0.4

client() {
  local address=$HOST
  # this is a separate process, so it leaves the turn in a file
  if [ -n "${OTHER_HOST:-}" ]; then
    if [ -e /ledger/turn ]; then
      rm /ledger/turn
      address=$OTHER_HOST
    else
      touch /ledger/turn
    fi
  fi
  exec mysql --no-defaults --host="$address" --user="$USER_NAME" --default-character-set=utf8mb4 --connect-timeout=1 \
    --skip-reconnect --unbuffered -NB app 2>>/ledger/errors
}

print_numbers() {
  timeout 20 mysql --no-defaults --host="$HOST" --user="$USER_NAME" --connect-timeout=2 -NBe "SELECT n FROM $TABLE" app
}
