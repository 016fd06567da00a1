#!/bin/bash
# Dumps the roles and every database into a directory of DUMPS that is named by the start time, and keeps the newest KEEP directories.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${SERVER:?}" "${KEEP:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"
# shellcheck source=SCRIPTDIR/job.sh
. "$scripts/job.sh"
umask 077

# usage: run_tool COMMAND...
# Fails with the last line of the command's errors.
run_tool() {
  local failed='' last
  "$@" 2>"$JOB_RUN/error" || failed=true
  cat "$JOB_RUN/error" >&2
  last=$(tail -n 1 "$JOB_RUN/error")
  [ -z "$failed" ] || fail "$1 failed: $last [DumpFailed]"
}

main() {
  local started partial database databases dump
  check_scheduled_job "$JOB_NAME" "$NAME" backup
  connect
  started=$(date -u +%Y-%m-%dT%H-%M-%SZ)
  partial=$DUMPS/.partial-$started
  rm -rf "$DUMPS"/.partial-*
  mkdir "$partial"
  # a dump must not write, not even through a function of the database
  export PGOPTIONS='-c default_transaction_read_only=on'
  run_tool pg_dumpall --globals-only --file="$partial/globals.sql"
  databases=$(query 'SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname')
  while IFS= read -r database; do
    # a name may contain a slash
    dump=${database//%/%25}
    dump=$partial/${dump//\//%2F}.dump
    PGDATABASE=$database run_tool pg_dump --format=custom --file="$dump"
    run_tool pg_restore --file=/dev/null "$dump"
    echo "dumped $database"
  done <<<"$databases"
  sync -f "$DUMPS"
  mv "$partial" "$DUMPS/$started"
  echo "wrote $DUMPS/$started"

  # only these directories: other files on the volume do not belong to this script
  remove_old_dumps "$KEEP" "$DUMPS"/????-??-??T??-??-??Z
}

main
