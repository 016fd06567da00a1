#!/usr/bin/env bash
# One would expect: innodb_fast_shutdown=2 skips the flush at shutdown, and the next start recovers from the redo log. So it makes restarts
#   faster at the price of a recovery, in each configuration file that mysqld reads.
# What happens: mysqld --initialize reads the value, too. It exits with 0 and leaves a data directory that no server accepts, with any
#   value, because the data files have no redo log of a clean shutdown. Data that was initialized with 1 survives each later shutdown with 2.
# Why it matters: images initialize an empty volume with the configuration of the server. A setting that a running server has had for years
#   then prevents the first start of the next one, and the error reports corrupt data.
# Source: the entry innodb_fast_shutdown of MySQL's manual, which names the recovery and not the initialization.
. "$(dirname "$0")/mysql.bash"
. "$(dirname "$0")/common.bash"

mysql_install
mysql_new usual "${MYSQL_PORT:-29361}"
mysql_start usual --innodb-fast-shutdown=2
mysql_query usual 'CREATE DATABASE shop; CREATE TABLE shop.orders (id INT PRIMARY KEY); INSERT INTO shop.orders VALUES (1)'
mysql_stop usual
mysql_start usual --innodb-fast-shutdown=2
seen 'rows of a server (MySQL 9.7.4) that stopped with 2' 1 "$(mysql_query usual 'SELECT COUNT(*) FROM shop.orders')"
mysql_stop usual

mysql_new fast "${MYSQL_PORT:-29361}" innodb_fast_shutdown=2
seen 'errors of --initialize with 2' 0 "$(grep -c ERROR fast.log || true)"
: >fast.log
code=0
./mysqld --defaults-file=fast.cnf --innodb-fast-shutdown=1 2>>fast.err || code=$?
seen 'exit code of the first start' 1 "$code"
error='Cannot create redo log files because data files are corrupt or the database was not shut down cleanly'
seen 'error of the first start' "$error" "$(grep -oF "$error" fast.log | sort -u)"
conclude
