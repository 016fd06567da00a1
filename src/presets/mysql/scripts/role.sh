#!/bin/bash
# The role of this member. It is read from the volume, where the last start recorded it, and written for the server of the next container.

# usage: read_role ROLE PRIMARY
# ROLE and PRIMARY become the values of the last start, or empty strings. Earlier builds called the primary "source".
read_role() {
  local -n _previous_role=$1 _previous_primary=$2
  _previous_role='' _previous_primary=''
  [ ! -s "$ROLE_OF_DATA" ] || read -r _previous_role _previous_primary <"$ROLE_OF_DATA"
  [ "$_previous_role" != source ] || _previous_role=primary
}

# usage: write_role ROLE LEADER PRIMARY [MODE]
# Writes the server's settings, the statements that the server runs before it admits clients, and the files for the next start and the
# probes. LEADER is the member to follow, PRIMARY the one to remember. A leader can be a replica that has missing transactions. A standby is
# a primary that follows a source in MODE: it has a primary's settings, so that it opens without a restart.
# Each statement is one line. If a statement fails, the server skips the rest of the file, and the member stays read-only.
write_role() {
  local host password quoted statements
  # in another character set, the server would read another password
  statements="SET SESSION sql_log_bin = OFF;
SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';
SET NAMES utf8mb4;
"
  if [ "$1" = primary ]; then
    statements+=$(<"$ETC/primary.sql")
  elif [ "$1" = standby ]; then
    statements+=$(print_source_channel "$4")
  else
    host=$(host_of "$2")
    read_password password replication
    quote_for_sql quoted "$password"
    statements+="CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$host', $(<"$ETC/channel.sql");
START REPLICA USER = '$REPLICATION_USER' PASSWORD = $quoted;"
  fi
  write_atomically "$INIT_FILE" "$statements"
  # a pending primary is a replica until its promotion
  case $1 in
    primary | standby) cp "$ETC/primary.cnf" "$ROLE_CONFIG" ;;
    *) cp "$ETC/replica.cnf" "$ROLE_CONFIG" ;;
  esac
  write_atomically "$ROLE_OF_DATA" "${1/standby/primary} $3"
  echo "$2" >"$RUN/leader"
  echo "$1" >"$RUN/role"
}

# usage: take_effect
# Gives a primary that follows another server until now the role that was written last, without a restart.
take_effect() {
  # shellcheck disable=SC2310 # the caller tries again
  local_sql 'STOP REPLICA; RESET REPLICA ALL' && mysql --no-defaults --user=mysql --socket="$SOCKET" <"$INIT_FILE"
}
