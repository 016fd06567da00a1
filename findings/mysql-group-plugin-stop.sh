#!/usr/bin/env bash
# One would expect: a plugin that is loaded and not started costs memory, so the plugin of Group Replication can be in the configuration of
#   every server of a set, also of one that only initializes data, restores a dump, or checks tables before the real start.
# What happens: a server stops about two seconds later with the plugin, although it was never in a group, and innodb_fast_shutdown=2 does
#   not help. And START GROUP_REPLICATION returns about a second after the member is ONLINE and, as the primary, accepts writes.
# Why it matters: scripts that start a temporary server with the configuration of the set wait these seconds at each start of a container,
#   and tools that wait for START before they route clients add the other one to each outage.
# Source: MySQL's manual describes neither.
. "$(dirname "$0")/mysql.bash"
. "$(dirname "$0")/common.bash"

# usage: measure_stop RESULT OPTION...
# RESULT becomes the median time of three stops, in tenths of a second.
measure_stop() {
  local -n _median=$1
  local begin times=()
  for _ in 1 2 3; do
    mysql_start plain "${@:2}"
    begin=${EPOCHREALTIME/./}
    mysql_stop plain
    times+=($(((${EPOCHREALTIME/./} - begin) / 100000)))
  done
  # shellcheck disable=SC2034 # the caller's variable
  _median=$(printf '%s\n' "${times[@]}" | sort -n | sed -n 2p)
}

without='' with='' fast=''
mysql_install
mysql_new plain "${MYSQL_PORT:-29361}"
measure_stop without
measure_stop with --plugin-load-add=group_replication.so
measure_stop fast --plugin-load-add=group_replication.so --innodb-fast-shutdown=2
echo "tenths of a second to stop (MySQL 9.7.4): $without without the plugin, $with with it, $fast with innodb_fast_shutdown=2, too"
seen 'the plugin adds one and a half to three seconds' 1 "$((with - without >= 15 && with - without <= 30))"
seen 'also with innodb_fast_shutdown=2' 1 "$((fast - without >= 15))"

mysql_start plain --plugin-load-add=group_replication.so
mysql_join plain '' ON >joined &
online=''
until [ -n "$online" ]; do
  online=$(mysql_query plain "SELECT 'x' FROM performance_schema.replication_group_members
    WHERE member_state='ONLINE' AND member_role='PRIMARY' AND NOT @@super_read_only")
done
begin=${EPOCHREALTIME/./}
mysql_query plain 'CREATE DATABASE shop'
written=$(((${EPOCHREALTIME/./} - begin) / 1000))
wait $!
returned=$(((${EPOCHREALTIME/./} - begin) / 1000))
echo "after the member is ONLINE: a write took $written ms, and START GROUP_REPLICATION returned after $returned ms"
seen 'state' ONLINE "$(<joined)"
seen 'START returns half a second later than the write, or more' 1 "$((returned - written >= 500))"
conclude
