#!/bin/bash
# Runs while a member is a pending primary. Opens the member once the acting primary has stepped down and all transactions are here, or lets
# it follow the source of the set.
set -uo pipefail
: "${NAME:?}" "${POD_INDEX:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/sql.sh
. "$scripts/sql.sh"
# shellcheck source=SCRIPTDIR/source.sh
. "$scripts/source.sh"
# shellcheck source=SCRIPTDIR/role.sh
. "$scripts/role.sh"

main() {
  local predecessor missing source role=primary waited=0
  local -A acting own=()
  predecessor=$(<"$RUN/leader")
  while sleep 1; do
    query_member acting "$predecessor"
    waited=$((waited + 1))
    [ $((waited % 30)) -ne 0 ] ||
      log "waiting for member $predecessor to step" \
        "down${acting[error]:+; it does not answer: ${acting[error]}. If it is gone for good, delete this pod, which then opens without it}"
    if [ "${acting[reached]}" != answered ] || [ "${acting[has_data]}" = no ] || [ "${acting[read_only]}" != 1 ]; then continue; fi
    query_local own || continue
    subtract_gtids missing "${acting[executed]}" "${own[executed]}" || continue
    [ -z "$missing" ] || continue
    log "member $predecessor has stepped down and all it had is here: member $POD_INDEX opens"
    # after a crash from here on, the member restarts as a primary, even if the predecessor is still there
    read_source_record source || continue
    [ "$source" != gtid ] || role=standby
    write_role "$role" "$POD_INDEX" "$POD_INDEX" "$source"
    # shellcheck disable=SC2310 # it is tried again
    take_effect && break
  done
  [ "$role" = primary ] || exec "$BASH" "$scripts/follow-source.sh"
  [ -z "${WAITS_WITHOUT_LIMIT:-}" ] || exec "$BASH" "$scripts/watch-commits.sh"
}

main "$@"
