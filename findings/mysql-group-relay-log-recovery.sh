#!/usr/bin/env bash
# One would expect: relay_log_recovery=ON makes a member of a group more robust after a crash, as it does for a replica; and without
#   the plugin, START REPLICA is not allowed for the channel group_replication_applier, as MySQL's manual documents.
# What happens: a commit returns when a majority has received the transaction. With ON, a member that restarts discards the
#   transactions that it has received and not applied. It warns that "the GTID protocol will be used to replicate unapplied
#   transactions", but a group that begins again has no source to fetch them from. With OFF, the default, the new group has
#   them. A server without the plugin also applies them after START REPLICA SQL_THREAD FOR CHANNEL 'group_replication_applier'.
# Why it matters: after a power failure, the group begins again with the member that has the most transactions. If the volume of the
#   former primary is lost, ON loses acknowledged transactions of which the other volume has a copy.
# Source: the chapters of MySQL's manual on the unexpected halt of a replica, and on commands for a single channel.
. "$(dirname "$0")/mysql.bash"
. "$(dirname "$0")/common.bash"

port=${MYSQL_PORT:-29361}
second=$((port + 1))
plugin=--plugin-load-add=group_replication.so
mysql_install
mysql_new a "$port"
mysql_new b "$second"
mysql_start a "$plugin"
mysql_start b "$plugin"
online=$(mysql_pair a b "$port")
seen 'members online' 2 "$online"
# the lock keeps the second member from applying, as a long transaction would
mysql_query b 'FLUSH TABLES WITH READ LOCK; DO SLEEP(60)' >lock.log 2>&1 &
sleep 2
mysql_query a 'INSERT INTO shop.orders VALUES (1); INSERT INTO shop.orders VALUES (2); INSERT INTO shop.orders VALUES (3)'
seen 'rows that the primary (MySQL 9.7.4) has committed' 3 "$(mysql_query a 'SELECT COUNT(*) FROM shop.orders')"
seen 'rows that the secondary has applied' 0 "$(mysql_query b 'SELECT COUNT(*) FROM shop.orders')"
mysql_kill a
mysql_kill b
cp -a b crashed

# usage: restarted OPTION...
# Starts the secondary as the crash left it.
restarted() {
  rm -rf b
  cp -a crashed b
  : >b.log
  mysql_start b "$@"
}

# usage: rows EXPECTED
# The rows of the secondary, for which it has ten seconds.
rows() {
  local count
  for _ in {1..50}; do
    count=$(mysql_query b 'SELECT COUNT(*) FROM shop.orders')
    [ "$count" = "$1" ] && break
    sleep 0.2
  done
  echo "$count"
}

received="SELECT received_transaction_set <> '' FROM performance_schema.replication_connection_status
  WHERE channel_name='group_replication_applier'"
restarted --relay_log_recovery=OFF
seen 'relay_log_recovery=OFF, no plugin: received transactions after the restart' 1 "$(mysql_query b "$received")"
mysql_query b "START REPLICA SQL_THREAD FOR CHANNEL 'group_replication_applier'"
seen 'relay_log_recovery=OFF, no plugin: rows after START REPLICA SQL_THREAD' 3 "$(rows 3)"
mysql_stop b
restarted --relay_log_recovery=OFF "$plugin"
seen 'relay_log_recovery=OFF: state in a new group' ONLINE "$(mysql_join b "127.0.0.1:$second" ON)"
seen 'relay_log_recovery=OFF: rows' 3 "$(rows 3)"
mysql_kill b
restarted --relay_log_recovery=ON "$plugin"
seen 'relay_log_recovery=ON: received transactions after the restart' 0 "$(mysql_query b "$received")"
seen 'relay_log_recovery=ON: state in a new group' ONLINE "$(mysql_join b "127.0.0.1:$second" ON)"
sleep 5
seen 'relay_log_recovery=ON: rows' 0 "$(rows 0)"
warning='The channel will switch to a new relay log and the GTID protocol will be used to replicate unapplied transactions.'
seen 'relay_log_recovery=ON: warning' "$warning" "$(grep -oF "$warning" b.log | sort -u)"
conclude
