#!/usr/bin/env bash
# One would expect: with group_replication_bootstrap_group=ON a member begins a group alone, so group_replication_group_seeds, the
#   list of the members to join, is not used.
# What happens: if the list has hosts and none of them has an address, START GROUP_REPLICATION fails with ERROR 3096 and the log
#   reports "None of the provided peer address is valid". The member begins the group if the list is empty, if one host has an
#   address at which no server listens, or if the member itself is in the list. The communication stack makes no difference.
# Why it matters: on Kubernetes a pod that does not run has no address. After an outage, the only member that still runs cannot
#   begin the group with a list of its peers, although the same list works while one of the peers runs.
# Source: the chapter on bootstrapping a group in MySQL's manual does not mention the seeds.
. "$(dirname "$0")/mysql.bash"
. "$(dirname "$0")/common.bash"

port=${MYSQL_PORT:-29361}
mysql_install
mysql_new db "$port" plugin_load_add=group_replication.so
mysql_start db

# usage: begin SEEDS
begin() {
  local state
  state=$(mysql_join db "$1" ON)
  [ "$state" != ONLINE ] || mysql_query db 'STOP GROUP_REPLICATION; SET GLOBAL super_read_only=OFF; SET GLOBAL read_only=OFF'
  echo "$state"
}

without=db-1.invalid:3306,db-2.invalid:3306
logged='None of the provided peer address is valid.'
seen 'MySQL 9.7.4 begins a group, seeds without an address' 'ERROR 3096' "$(begin "$without")"
seen 'its log' "$logged" "$(grep -oF "$logged" db.log)"
seen 'an empty list' ONLINE "$(begin '')"
seen 'one of the seeds with an address at which no server listens' ONLINE "$(begin "$without,127.0.0.1:1")"
seen 'the member itself in the list' ONLINE "$(begin "$without,127.0.0.1:$port")"
# the stack XCOM has a port apart from the server's
own=127.0.0.1:$((port + 1))
mysql_query db "SET GLOBAL group_replication_communication_stack=XCOM, GLOBAL group_replication_local_address='$own'"
seen 'stack XCOM, seeds without an address' 'ERROR 3096' "$(begin "$without")"
seen 'stack XCOM, the member itself in the list' ONLINE "$(begin "$without,$own")"
conclude
