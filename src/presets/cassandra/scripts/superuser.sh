#!/bin/bash
# Statements of the superuser, and the creation of that account.
#
# Invariant: member 0 of a new ring is not Ready before cassandra/cassandra can no longer log in and, with racks, no rack has two copies of
# an account.

# usage: superuser_cql HOST STATEMENT
superuser_cql() {
  local password
  read_secret password "$SUPERUSER_PASSWORD" 'superuser.password'
  cql "$1" "$SUPERUSER" "$password" <<<"$2;"
}

# usage: check_password
# cqlsh reads the password from a line of a file, without blanks at its ends.
check_password() {
  local password
  read_secret password "$SUPERUSER_PASSWORD" 'superuser.password'
  [[ -n $password && $password != [[:space:]]* && $password != *[[:space:]] && $password != *[$'\r\n']* ]] ||
    fail 'the password superuser.password is empty, begins or ends with a blank, or has several lines, and cqlsh could not log in with' \
      'it: no file was changed. Write another one into the Secret [PasswordUnfit]'
}

# usage: provision
# Replaces the account cassandra, which Cassandra creates once two members run. Runs next to the server until it has succeeded.
provision() {
  # shellcheck disable=SC2034 # only those that serve matter
  local password serving empty silent answer='' last=''
  read_secret password "$SUPERUSER_PASSWORD" 'superuser.password'
  while :; do
    survey serving empty silent
    if [ "$MEMBERS" -eq 1 ] || [ "${#serving[@]}" -gt 0 ]; then
      # shellcheck disable=SC2310 # the answer tells why it fails
      answer=$(replace_superuser "$password" && spread_copies "$password") && break
    fi
    if [ "$answer" != "$last" ]; then log "the superuser is not there yet: ${answer##*$'\n'}"; fi
    last=$answer
    sleep 3
  done
  rm -f "$PROVISION"
  log "the account $SUPERUSER is there, and cassandra cannot log in any more"
}

# usage: replace_superuser PASSWORD
replace_superuser() {
  local random
  random=$(head -c 24 /dev/urandom | base64 -w 0 || true)
  # shellcheck disable=SC2310 # its exit code is the answer
  if ! cql 127.0.0.1 "$SUPERUSER" "$1" <<<'LIST USERS;' >/dev/null; then
    cql 127.0.0.1 cassandra cassandra <<<"CREATE ROLE IF NOT EXISTS '$SUPERUSER' WITH PASSWORD = '${1//\'/\'\'}' AND SUPERUSER = true AND\
 LOGIN = true;" || return 1
  fi
  cql 127.0.0.1 "$SUPERUSER" "$1" <<<"ALTER ROLE cassandra WITH PASSWORD = '$random' AND SUPERUSER = false AND LOGIN = false;"
}

# usage: spread_copies PASSWORD
# Cassandra places the copies of the keyspaces of the system regardless of racks. While a ring has as many members as racks, the places are
# the same, so that no data moves.
spread_copies() {
  local datacenter
  [ -n "${RACKS:-}" ] || return 0
  datacenter=$(sed -n 's/^dc=//p' "$RUN_CONFIG/cassandra-rackdc.properties")
  printf "ALTER KEYSPACE %s WITH replication = {'class': 'NetworkTopologyStrategy', '$datacenter': 3};\n" \
    system_auth system_distributed system_traces | cql 127.0.0.1 "$SUPERUSER" "$1"
}
