#!/bin/bash
# Adds an order a second through the one Service and counts the orders through the other. The variables that psql reads are those that bind
# sets.
set -euo pipefail
export PGCONNECT_TIMEOUT=3
write=(psql --no-psqlrc --quiet --no-align --tuples-only --command)
read=(env PGHOST="$POSTGRESQL_REPLICA_HOST" "${write[@]}")

until "${write[@]}" 'CREATE TABLE IF NOT EXISTS orders
  (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz DEFAULT now())'; do
  sleep 1
done
while sleep 1; do
  "${write[@]}" 'INSERT INTO orders DEFAULT VALUES' || echo 'the order was not taken'
  "${read[@]}" "SELECT count(*) || ' orders, seen at ' || inet_server_addr() FROM orders" || echo 'the orders could not be read'
done
