#!/usr/bin/env bash
# One would expect: a member of a group that cannot join after a restart rejects writes, as it does after STOP GROUP_REPLICATION,
#   in state ERROR, and as group_replication_exit_state_action sets.
# What happens: if the attempt to join fails, super_read_only has the value that it had before, which is OFF by default. The member is
#   OFFLINE and accepts writes, whether the attempt was START GROUP_REPLICATION or group_replication_start_on_boot. (Here the
#   seeds have no address. If they have addresses and do not answer, super_read_only is ON for a minute of attempts, and
#   then OFF.)
# Why it matters: a member that restarts while DNS or its peers do not answer accepts writes that no other member has. After one such
#   write the group rejects the member when it tries again. super_read_only=ON in the configuration prevents the write, and
#   Group Replication sets it to OFF on a member that becomes the primary.
# Source: MySQL's work log 10611 on STOP; the chapter on exit actions in MySQL's manual.
. "$(dirname "$0")/mysql.bash"
. "$(dirname "$0")/common.bash"

port=${MYSQL_PORT:-29361}
mysql_install
mysql_new a "$port" plugin_load_add=group_replication.so
mysql_new b "$((port + 1))" plugin_load_add=group_replication.so loose_group_replication_group_seeds=db-0.invalid:3306
mysql_start a
mysql_start b
online=$(mysql_pair a b "$port")
seen 'members online (MySQL 9.7.4)' 2 "$online"
seen 'super_read_only of the secondary' 1 "$(mysql_query b 'SELECT @@super_read_only')"
mysql_query b 'STOP GROUP_REPLICATION'
seen 'super_read_only after STOP GROUP_REPLICATION' 1 "$(mysql_query b 'SELECT @@super_read_only')"
mysql_stop b

mysql_start b --loose_group_replication_start_on_boot=ON
sleep 5
seen 'failures to join at the start' 1 "$(grep -c 'Error on group communication engine initialization' b.log)"
state=$(mysql_query b 'SELECT member_state FROM performance_schema.replication_group_members')
seen 'state after that' OFFLINE "$state"
seen 'super_read_only after that' 0 "$(mysql_query b 'SELECT @@super_read_only')"
seen 'START GROUP_REPLICATION' 'ERROR 3096' "$(mysql_join b db-0.invalid:3306)"
seen 'super_read_only after that' 0 "$(mysql_query b 'SELECT @@super_read_only')"
mysql_query b 'INSERT INTO shop.orders VALUES (1)'
seen 'rows of a write to the server outside of the group' 1 "$(mysql_query b 'SELECT COUNT(*) FROM shop.orders')"
seen 'START GROUP_REPLICATION with the right seeds' 'ERROR 3092' "$(mysql_join b "127.0.0.1:$port")"
rejected='The member contains transactions not present in the group.'
seen 'its log' "$rejected" "$(grep -oF "$rejected" b.log)"
mysql_stop b

mysql_start b --super_read_only=ON
seen 'START GROUP_REPLICATION of a server configured with super_read_only=ON' 'ERROR 3096' "$(mysql_join b db-0.invalid:3306)"
seen 'super_read_only after that' 1 "$(mysql_query b 'SELECT @@super_read_only')"
conclude
