#!/bin/bash
# Adds an order a second and counts those of the day, at QUORUM. The variables are those that bind sets. cqlsh connects to one member; the
# driver of an application connects to all.
set -euo pipefail
umask 077
export HOME=/tmp PYTHONUNBUFFERED=1
printf '[PlainTextAuthProvider]\nusername = %s\npassword = %s\n' "$CASSANDRA_USER" "$CASSANDRA_PASSWORD" >/tmp/credentials
IFS=, read -r -a hosts <<<"$CASSANDRA_CONTACT_POINTS"

statements() {
  echo 'CONSISTENCY QUORUM'
  echo 'CREATE TABLE IF NOT EXISTS orders (day date, id timeuuid, PRIMARY KEY (day, id));'
  while sleep 1; do
    echo 'INSERT INTO orders (day, id) VALUES (toDate(now()), now());'
    echo 'SELECT count(*) AS orders FROM orders WHERE day = toDate(now());'
  done
}

while sleep 1; do
  for host in "${hosts[@]}"; do
    # shellcheck disable=SC2310 # it ends with the session, and the next one begins with another member
    statements | cqlsh --no-color --credentials /tmp/credentials -k "$CASSANDRA_KEYSPACE" "$host" "$CASSANDRA_PORT" ||
      echo "the session with $host has ended"
  done
done
