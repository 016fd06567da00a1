#!/bin/sh
# shellcheck shell=dash
# usage: fetch-table.sh SNAPSHOT KEYSPACE TABLE
# Fetches this member's files of one table, from which nodetool import adds the rows to the table. An engineer starts it.
set -eu
: "${POD_INDEX:?}" "${REPOSITORY:?}" "${1:?}" "${2:?}" "${3:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/store.sh
. "$scripts/store.sh"
# the container does not end because of this script
TERMINATION_LOG=/dev/null

main() {
  umask 077
  read_keys "$STORE_SECRETS"
  keyspace=$REPOSITORY/$1/$POD_INDEX/data/$2
  tables=$(rclone lsf --dirs-only "$keyspace/") || fail "the snapshot $1 has no keyspace $2 of this member: see the lines above [FetchFailed]"
  # the name of the directory ends with the id of the table
  table=$(echo "$tables" | grep -Ex "$3-[0-9a-f]{32}/" || true)
  [ -n "$table" ] || fail "the snapshot $1 has no table $3 in the keyspace $2 [FetchFailed]"
  rclone sync "$keyspace/$table" "$FETCHED_TABLES/$2/$3" || fail 'the files were not fetched: see the lines above [FetchFailed]'
  log "the files of the table are in $FETCHED_TABLES/$2/$3"
}

main "$@"
