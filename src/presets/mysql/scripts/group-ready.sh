#!/bin/bash
# usage: group-ready.sh ATTEMPTS AWAIT_SECONDS WATCH_SECONDS
# The readiness probe of a member of a group: the sidecar, which watches the member, keeps READY_FILE while the member serves.
scripts=${0%/*}
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/readiness.sh
. "$scripts/readiness.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/pause.sh
. "$scripts/pause.sh"

# usage: is_ready REASON
is_ready() {
  local -n _reason=$1
  # shellcheck disable=SC2034 # the caller's variable
  _reason='it does not serve: the log of the container group has the reason'
  [ -e "$READY_FILE" ]
}

answer_probe "$@"
