#!/bin/bash
# Runs while a member is the primary and its commits wait for a replica without a limit. A clone waits for the commits that have begun. If
# no replica is connected and one is being cloned, both would wait for ever. The script then disconnects the applications, so that none of
# them gets the answer to a write that only this member has, ends the waits, and holds new writes back until a replica is connected.
set -uo pipefail
: "${NAME:?}" "${POD_INDEX:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/sql.sh
. "$scripts/sql.sh"
# shellcheck source=SCRIPTDIR/session.sh
. "$scripts/session.sh"

# SQL for the number of connected replicas that acknowledge commits
REPLICAS="(SELECT variable_value FROM performance_schema.global_status WHERE variable_name = 'Rpl_semi_sync_source_clients')"

# SQL for whether a commit and a clone wait for each other
IS_BLOCKED="SELECT $REPLICAS = 0
  AND (SELECT variable_value FROM performance_schema.global_status WHERE variable_name = 'Rpl_semi_sync_source_wait_sessions') > 0
  AND EXISTS (SELECT 1 FROM performance_schema.processlist WHERE command = 'clone')"

# SQL for the sessions whose commits wait
WAITING="SELECT processlist_id FROM performance_schema.threads WHERE processlist_command = 'Query'
  AND processlist_state IN ('Waiting for semi-sync ACK from replica', 'waiting for handler commit')"

ADMIT_WRITES='SET GLOBAL rpl_semi_sync_source_enabled = ON;
SET GLOBAL offline_mode = OFF'

# Semi-synchronous replication ends the waits when it is disabled. Under the lock, writes wait before their commits begin.
HOLD_WRITES="SET GLOBAL rpl_semi_sync_source_enabled = OFF;
FLUSH TABLES WITH READ LOCK;
$ADMIT_WRITES"

# usage: disconnect_applications
# The offline mode ends the connections of applications, and admits none. Those of administrators it leaves, so they are ended one by one.
disconnect_applications() {
  local waiting session
  local_sql 'SET GLOBAL offline_mode = ON' || return
  waiting=$(local_sql "$WAITING") || return
  for session in $waiting; do
    # it may have ended
    local_sql "KILL $session" 2>/dev/null || true
  done
}

# usage: let_clone_pass
# The lock ends with the session, and so with this script. It also ends if an administrator lets the primary acknowledge writes alone.
let_clone_pass() {
  local answer='' may_write
  # shellcheck disable=SC2310 # its exit code is the answer
  if ! disconnect_applications || ! ask answer 60 "$HOLD_WRITES"; then
    log "writes cannot be held back for the clone of a replica: ${answer:-no answer in time}"
    local_sql "$ADMIT_WRITES"
    return
  fi
  log 'no replica is connected, so commits waited for the clone of one, and the clone for them: the applications were disconnected, and' \
    'writes wait until a replica is connected [CommitsBlockClone]'
  while sleep 1; do
    # shellcheck disable=SC2310 # the lock ended with the session
    ask may_write 10 "SELECT $REPLICAS > 0 OR @@rpl_semi_sync_source_enabled = 0" || return 0
    [ "$may_write" != 1 ] || break
  done
  close_client client statements answers
  log 'writes continue'
}

main() {
  local blocked looks=0
  # Replicas are cloned mostly after a first start. Later, looks are rare, because each starts a client, which is a good part of the CPU
  # time of a member at rest.
  while sleep $((looks == 0 && SECONDS > 60 ? 10 : 2)); do
    blocked=$(local_sql "$IS_BLOCKED" 2>/dev/null) || continue
    looks=$((blocked == 1 ? looks + 1 : 0))
    # a replica that restarts connects within a second
    [ "$looks" -eq 2 ] || continue
    let_clone_pass
    looks=0
  done
}

main "$@"
