#!/bin/bash
# The init container: leaves data that may be served, and in RUN what this member is.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
# shellcheck source=SCRIPTDIR/seed.sh
. "$scripts/seed.sh"
# shellcheck source=SCRIPTDIR/decide.sh
. "$scripts/decide.sh"

# usage: write_init_file
# What the server runs before it lets anyone in. One statement a line; an error ends it, and the member stays read-only.
write_init_file() {
  local host
  {
    echo "SET SESSION sql_log_bin = OFF;"
    echo "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';"
    if [ "$role" = source ]; then
      cat "$ETC/source.sql"
    else
      host=$(host_of "$leader")
      read_password replication
      echo "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$host', $(<"$ETC/channel.sql");"
      echo "START REPLICA USER = '$REPLICATION_USER' PASSWORD = $quoted;"
    fi
  } >"$RUN/init.sql"
}

main() {
  umask 077
  : >"$RUN/role.cnf"
  write_client_options
  [ -d "$DATA/mysql" ] || seed
  decide
  cp "$ETC/${role/pending/replica}.cnf" "$RUN/role.cnf"
  write_init_file
  echo "$role" >"$RUN/role"
  echo "$leader" >"$RUN/leader"
  say "member $POD_INDEX is $role of $leader"
}

main "$@"
