#!/bin/bash
# usage: ready.sh ATTEMPTS AWAIT_SECONDS WATCH_SECONDS
# The readiness probe: a primary accepts writes; a replica, or a primary that follows a source, replicates and lags no more than allowed.
set -uo pipefail
scripts=${0%/*}
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/readiness.sh
. "$scripts/readiness.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/pause.sh
. "$scripts/pause.sh"
# shellcheck source=SCRIPTDIR/session.sh
. "$scripts/session.sh"

# Errors of a receiver whose source is unreachable, starts, stops, is being seeded (offline mode) or has no free connection, so that a later
# attempt can succeed. Any other error of a receiver that connects means that the server rejects it.
PASSING=' 0 1040 1053 1158 1159 1160 1161 1203 1226 2002 2003 2005 2006 2012 2013 2055 3032 4031 '

# SQL for the state of the member: whether it is open, receives and applies, how far it is behind, and why it does not receive or apply
STATE="SELECT IF(@@super_read_only, 'read-only', 'open'),
  COALESCE((SELECT service_state FROM performance_schema.replication_connection_status LIMIT 1), 'NONE'),
  COALESCE((SELECT service_state FROM performance_schema.replication_applier_status LIMIT 1), 'NONE'),
  COALESCE((SELECT MAX(TIMESTAMPDIFF(SECOND, applying_transaction_original_commit_timestamp, NOW(6)))
    FROM performance_schema.replication_applier_status_by_worker WHERE applying_transaction <> ''), 0),
  COALESCE((SELECT last_error_number FROM performance_schema.replication_connection_status LIMIT 1), 0),
  CONCAT_WS(' ', (SELECT last_error_message FROM performance_schema.replication_connection_status LIMIT 1),
    (SELECT MAX(last_error_message) FROM performance_schema.replication_applier_status_by_worker))"

# usage: is_ready REASON
is_ready() {
  local -n _reason=$1
  local role state access receiver applier lag error cause
  read -r role <"$RUN/role" || return
  # shellcheck disable=SC2310 # its exit code is the answer
  ask state 5 "$STATE" || {
    _reason=${state:-no answer}
    return 1
  }
  # a warning of the client comes first
  read -r access receiver applier lag error cause <<<"${state##*$'\n'}"
  if [ "$receiver" = CONNECTING ] && [[ $PASSING != *" $error "* ]]; then receiver=REFUSED; fi
  case $role:$access:$receiver:$applier in
    primary:open:* | pending:open:*) ;;
    replica:read-only:ON:ON | replica:read-only:CONNECTING:ON | pending:read-only:ON:ON | pending:read-only:CONNECTING:ON | \
      standby:read-only:ON:ON | standby:read-only:CONNECTING:ON)
      [ -n "${MAX_LAG_SECONDS:-}" ] || return 0
      _reason="$lag s behind, allowed are $MAX_LAG_SECONDS s [ReplicaLagging]"
      [ "$lag" -le "$MAX_LAG_SECONDS" ]
      ;;
    *)
      # shellcheck disable=SC2034 # the caller's variable
      _reason="$role is $access, receiver $receiver, applier $applier${cause:+: $cause} [ReplicationStopped]"
      return 1
      ;;
  esac
}

main() {
  local code=0
  # shellcheck disable=SC2310 # its exit code is the answer
  answer_probe "$@" || code=$?
  close_client client statements answers
  return "$code"
}

main "$@"
