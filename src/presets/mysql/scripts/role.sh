#!/bin/bash
# The role of this member: read from its volume, where the last start left it, and written for the server of the next container.

# usage: read_role ROLE PRIMARY
# The two variables get what this member was at its last start, or nothing. Earlier builds called the primary "source".
read_role() {
  local -n _previous_role=$1 _previous_primary=$2
  _previous_role='' _previous_primary=''
  [ ! -s "$ROLE_OF_DATA" ] || read -r _previous_role _previous_primary <"$ROLE_OF_DATA"
  [ "$_previous_role" != source ] || _previous_role=primary
}

# usage: write_role ROLE LEADER PRIMARY
# The server's settings, what it runs before it lets anyone in, and what the next start and the probes read. LEADER is the member that is
# followed, PRIMARY the one to remember: a leader may be a replica that has something to fetch. A statement has a line; an error ends the
# server's file, and the member stays read-only.
write_role() {
  local host password quoted statements
  # in the server's own character set, the password would be read as another one
  statements="SET SESSION sql_log_bin = OFF;
SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
SET NAMES utf8mb4;
"
  if [ "$1" = primary ]; then
    statements+=$(<"$ETC/primary.sql")
  else
    host=$(host_of "$2")
    read_password password replication
    quote_for_sql quoted "$password"
    statements+="CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$host', $(<"$ETC/channel.sql");
START REPLICA USER = '$REPLICATION_USER' PASSWORD = $quoted;"
  fi
  write_atomically "$INIT_FILE" "$statements"
  # a pending primary is a replica until it is promoted
  cp "$ETC/${1/pending/replica}.cnf" "$ROLE_CONFIG"
  write_atomically "$ROLE_OF_DATA" "$1 $3"
  echo "$2" >"$RUN/leader"
  echo "$1" >"$RUN/role"
}
