#!/bin/bash
# Adds an order a second through the one Service and counts the orders through the other.
set -euo pipefail
umask 077
password=${MYSQL_PASSWORD//\\/\\\\}
printf '[client]\nuser="%s"\npassword="%s"\nport=%s\nconnect_timeout=3\n[mysql]\ndatabase="%s"\n' \
  "$MYSQL_USER" "${password//\"/\\\"}" "$MYSQL_PORT" "$MYSQL_DATABASE" >/tmp/client.cnf
write=(mysql --defaults-file=/tmp/client.cnf --host="$MYSQL_PRIMARY_HOST" -NBe)
read=(mysql --defaults-file=/tmp/client.cnf --host="$MYSQL_REPLICA_HOST" -NBe)

until "${write[@]}" 'CREATE TABLE IF NOT EXISTS orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, at TIMESTAMP DEFAULT NOW())'; do sleep 1; done
while sleep 1; do
  "${write[@]}" 'INSERT INTO orders () VALUES ()' || echo 'the order was not taken'
  "${read[@]}" "SELECT CONCAT(COUNT(*), ' orders, seen at ', @@hostname) FROM orders" || echo 'the orders could not be read'
done
