#!/bin/bash
# The readiness probe: a source takes writes, a replica replicates and is not further behind than allowed. It only looks.
set -euo pipefail
role=$(</run/mysql-role/role)
state=$(mysql --no-defaults --user=mysql --socket=/var/run/mysqld/mysqld.sock -NB <<<"
SELECT IF(@@super_read_only, 'read-only', 'open'),
  COALESCE((SELECT service_state FROM performance_schema.replication_connection_status LIMIT 1), 'NONE'),
  COALESCE((SELECT service_state FROM performance_schema.replication_applier_status LIMIT 1), 'NONE'),
  COALESCE((SELECT MAX(TIMESTAMPDIFF(SECOND, applying_transaction_original_commit_timestamp, NOW(6)))
    FROM performance_schema.replication_applier_status_by_worker WHERE applying_transaction <> ''), 0)")
read -r access receiver applier lag <<<"$state"
case $role:$access:$receiver:$applier in
  source:open:* | pending:open:*) ;;
  replica:read-only:ON:ON | replica:read-only:CONNECTING:ON | pending:read-only:ON:ON | pending:read-only:CONNECTING:ON)
    [ -z "${MAX_LAG_SECONDS:-}" ] || [ "$lag" -le "$MAX_LAG_SECONDS" ] || {
      echo "$lag s behind, allowed are $MAX_LAG_SECONDS s"
      exit 1
    }
    ;;
  *)
    echo "$role is $access, receiver $receiver, applier $applier"
    exit 1
    ;;
esac
