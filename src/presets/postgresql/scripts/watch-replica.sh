#!/bin/bash
# Runs next to Patroni, and clones this member again if it needs write-ahead log that the primary no longer has. Patroni would ask for it
# forever. Such a member has no transaction that the primary lacks, because the primary has removed the log of that time.
set -uo pipefail
: "${POD_IP:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/rest.sh
. "$scripts/rest.sh"

PERIOD=10

# the end of the log that this member has, if it is a replica that receives none
STUCK_AT="SELECT greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) WHERE pg_is_in_recovery()
  AND NOT EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')"

# usage: query CONNECTION STATEMENT
query() {
  PGSERVICEFILE="$SERVICES" timeout 10 psql --no-psqlrc --no-align --tuples-only --command="$2" "$1" 2>/dev/null
}

# usage: is_log_gone POSITION
# Names of files begin with the timeline, and a segment has the same number in each. A replica continues at the beginning of a segment.
is_log_gone() {
  local answer
  answer=$(query service=primary "SELECT count(*) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}\$'
    AND right(name, 16) <= right(pg_walfile_name('$1'::pg_lsn + 1), 16)")
  [ "$answer" = 0 ]
}

main() {
  local position='' previous status
  while sleep "$PERIOD"; do
    previous=$position
    position=$(query "host=$SOCKET_DIRECTORY user=$SUPERUSER dbname=postgres" "$STUCK_AT")
    if [ -z "$position" ] || [ "$position" != "$previous" ]; then continue; fi
    # shellcheck disable=SC2310 # its exit code is the answer
    is_log_gone "$position" || continue
    log "the primary no longer has the write-ahead log after $position: this member is cloned again"
    status=$(request POST /reinitialize '{"force": true}')
    [ "${status%%$'\n'*}" = 200 ] || log "Patroni does not clone this member: $status"
    position=''
  done
}

main "$@"
