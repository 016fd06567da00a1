#!/bin/bash
# Loads a dump into the primary: the one that DUMP names, or the newest, with all databases or the one that DATABASE names. `list` as DUMP
# only prints the available dumps. Roles that are missing are created. Objects of the dump replace those of the same name; each database
# changes in one transaction.
set -euo pipefail
: "${SERVER:?}"
shopt -s nullglob
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"
# shellcheck source=SCRIPTDIR/job.sh
. "$scripts/job.sh"

# usage: missing_roles GLOBALS
# Prints the statements that create the roles which do not exist. Roles that exist keep their passwords, which can be newer than the dump.
missing_roles() {
  local roles line role
  local -A exists=()
  roles=$(query 'SELECT quote_ident(rolname) FROM pg_roles')
  while IFS= read -r role; do exists[$role]=true; done <<<"$roles"
  while IFS= read -r line; do
    [[ $line =~ ^(CREATE|ALTER)\ ROLE\ (\"([^\"]|\"\")*\"|[^\ \;]+) ]] || {
      [[ $line != 'GRANT '* ]] || printf '%s\n' "$line"
      continue
    }
    [ -n "${exists[${BASH_REMATCH[2]}]:-}" ] || printf '%s\n' "$line"
  done <"$1"
}

# usage: load_database FILE DATABASE
load_database() {
  local name=${2//\\/\\\\}
  local target="dbname='${name//\'/\\\'}'" known
  known=$("${PSQL[@]}" -v name="$2" <<<"SELECT count(*) FROM pg_database WHERE datname = :'name'")
  if [ "$known" = 0 ]; then
    pg_restore --exit-on-error --create --dbname="dbname=$SUPERUSER" "$1" ||
      fail "the database $2 was created and could not be loaded; the log has the reason [RestoreFailed]"
  else
    pg_restore --single-transaction --clean --if-exists --dbname="$target" "$1" ||
      fail "the database $2 could not be loaded and is unchanged; the log has the reason [RestoreFailed]"
  fi
  echo "loaded $2"
}

main() {
  local wanted=${DUMP:-} only=${DATABASE:-} dump='' candidate file database loaded=''
  local dumps=("$DUMPS"/*/globals.sql)
  [ ${#dumps[@]} -gt 0 ] || fail "there is no dump in $DUMPS [DumpMissing]"
  dumps=("${dumps[@]%/globals.sql}")
  dumps=("${dumps[@]##*/}")
  [ "$wanted" != list ] || {
    printf '%s\n' "${dumps[@]}"
    exit
  }
  # the newest by name, of the dumps that the backup Job has written
  for candidate in "${dumps[@]}"; do
    if [ -n "$wanted" ]; then
      [ "$candidate" != "${wanted##*/}" ] || dump=$candidate
    elif [[ $candidate = ????-??-??T??-??-??Z ]]; then
      dump=$candidate
    fi
  done
  [ -n "$dump" ] || fail "there is no dump ${wanted:-that is named by its time}; there are: ${dumps[*]} [DumpMissing]"

  connect
  echo "loading $DUMPS/$dump"
  missing_roles "$DUMPS/$dump/globals.sql" >"$JOB_RUN/roles.sql"
  psql -Xq -v ON_ERROR_STOP=1 --single-transaction -f "$JOB_RUN/roles.sql"
  for file in "$DUMPS/$dump"/*.dump; do
    database=$(basename "$file" .dump)
    database=${database//%2F/\/}
    database=${database//%25/%}
    [ -z "$only" ] || [ "$database" = "$only" ] || continue
    load_database "$file" "$database"
    loaded=true
  done
  [ -n "$loaded" ] || fail "the dump $dump has no database $only [DumpMissing]"
}

main
