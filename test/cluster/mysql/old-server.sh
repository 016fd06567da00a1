#!/bin/bash
# The server of Bitnami's chart: its layout and the settings of its script, on the volume at /volume. Standalone, or in replication with
# MODE=primary or MODE=secondary. OPTIONS has further options of the server.
old_options="--no-defaults --datadir=/volume/data --socket=/tmp/old.sock --pid-file=/tmp/old.pid --tmpdir=/tmp --mysqlx=OFF
  --skip-name-resolve --gtid-mode=OFF --enforce-gtid-consistency=OFF --character-set-server=utf8mb3 --max-allowed-packet=16M
  --innodb-redo-log-capacity=16M --innodb-buffer-pool-size=64M ${OPTIONS:-}"
[ -z "${MODE:-}" ] || old_options="$old_options --server-id=$((RANDOM % 900 + 100)) --log-bin=mysql-bin --sync-binlog=1"
[ "${MODE:-}" != secondary ] || old_options="$old_options --relay-log=mysql-relay-bin --log-replica-updates=1 --read-only=1"

start_old() {
  # shellcheck disable=SC2086 # a list of options
  mysqld $old_options --skip-replica-start "$@" 2>/tmp/old.log &
  old=$!
  until mysqladmin --no-defaults --user=nobody --socket=/tmp/old.sock ping >/dev/null 2>&1; do
    kill -0 "$old" || { cat /tmp/old.log && return 1; }
    sleep 0.2
  done
}

# usage: as USER PASSWORD [OPTION...]
# SQL is on standard input.
as() {
  MYSQL_PWD=$2 mysql --no-defaults --socket=/tmp/old.sock --default-character-set=utf8mb4 --user="$1" -NB "${@:3}" 2>&1
}

stop_old() {
  kill "-${1:-TERM}" "$old"
  wait "$old" || [ "${1:-TERM}" = KILL ]
}

# The data that the chart creates: its accounts, and those of users with rows, a routine, a trigger and an event.
create_old() {
  mkdir -p /volume/data
  # shellcheck disable=SC2086 # a list of options
  mysqld $old_options --initialize-insecure 2>/tmp/old.log || { cat /tmp/old.log && return 1; }
  start_old --skip-networking
  as root '' mysql <<'SQL'
DELETE FROM mysql.user WHERE user NOT IN ('mysql.sys', 'mysql.infoschema', 'mysql.session');
CREATE USER root@'%' IDENTIFIED BY 'of root';
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
FLUSH PRIVILEGES;
CREATE USER replicator@'%' IDENTIFIED BY 'of replicator';
GRANT REPLICATION SLAVE ON *.* TO replicator@'%' WITH GRANT OPTION;
CREATE USER app@'%' IDENTIFIED BY 'of application';
CREATE DATABASE app;
GRANT ALL ON app.* TO app@'%';
CREATE USER reports@'%' IDENTIFIED BY 'of reports';
GRANT SELECT ON app.* TO reports@'%';
CREATE TABLE app.numbers (n BIGINT PRIMARY KEY);
CREATE TABLE app.orders (id INT PRIMARY KEY, note VARCHAR(100), changed INT NOT NULL DEFAULT 0);
INSERT INTO app.orders (id, note) VALUES (1, 'über'), (2, '注文'), (3, 'plain');
CREATE VIEW app.notes AS SELECT note FROM app.orders;
CREATE PROCEDURE app.count_orders() SELECT COUNT(*) FROM app.orders;
CREATE TRIGGER app.touched BEFORE UPDATE ON app.orders FOR EACH ROW SET NEW.changed = OLD.changed + 1;
CREATE EVENT app.nightly ON SCHEDULE EVERY 1 DAY DO DELETE FROM app.orders WHERE id < 0;
SQL
  touch /volume/data/.user_scripts_initialized
}

# Every file of the data with its size, time and sum. The kubelet changes groups and modes.
list_old() {
  find /volume -type f -printf '%p %s %T@\n' >/tmp/files
  find /volume -type f -exec md5sum {} + >>/tmp/files
  sort /tmp/files
}
