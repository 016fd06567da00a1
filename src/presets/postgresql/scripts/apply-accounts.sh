#!/bin/bash
# Applies the lines of the file `desired`, whose words are separated by tabs. The script can run repeatedly. A line that is removed from the
# file is not undone.
#   user NAME PASSWORD_FILE
#   database NAME OWNER
#   extension NAME DATABASE
#   read USER DATABASE SCHEMA | write USER DATABASE SCHEMA
# If a line fails, the script applies the other lines and fails at the end.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${SERVER:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"
# shellcheck source=SCRIPTDIR/job.sh
. "$scripts/job.sh"

# the rejections so far, which make the Job fail at the end
refused=''

# usage: refuse TEXT...
refuse() {
  log "$*"
  refused="${refused:+$refused; }$*"
}

# usage: run_psql ERROR ARGUMENT...
# ERROR becomes the server's message if psql failed, and otherwise an empty string.
run_psql() {
  local -n _error=$1
  local text
  _error=''
  psql -Xq -v ON_ERROR_STOP=1 "${@:2}" >/dev/null 2>"$JOB_RUN/error" && return 0
  text=$(<"$JOB_RUN/error")
  [[ $text =~ ERROR:\ +([^$'\n']*) ]] && text=${BASH_REMATCH[1]}
  _error=${text:-psql failed}
}

# usage: run_statements ERROR DATABASE [NAME=VALUE...] <STATEMENTS
# The statements refer to the variables.
run_statements() {
  local variables=() pair
  for pair in "${@:3}"; do variables+=(-v "$pair"); done
  PGDATABASE=$2 run_psql "$1" "${variables[@]}" -f -
}

# usage: apply_user ERROR NAME PASSWORD_FILE
# psql computes the verifier of the password, so that neither the server's log nor an argument has the password.
apply_user() {
  local -n _failure=$1
  local password
  read_secret password "$USERS/$3" "of the user $2"
  [ -n "$password" ] || fail "the password of the user $2 is empty. Write one into the Secret [PasswordMissing]"
  run_statements "$1" "$SUPERUSER" name="$2" <<'SQL'
SELECT format('CREATE ROLE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" LOGIN;
SQL
  [ -z "$_failure" ] || return 0
  run_psql "$1" -v name="$2" -c '\password :"name"' <<<"$password"$'\n'"$password"
}

# usage: apply_database ERROR NAME OWNER
apply_database() {
  run_statements "$1" "$SUPERUSER" name="$2" owner="$3" <<'SQL'
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
SELECT format('ALTER DATABASE %I OWNER TO %I', datname, rolname)
  FROM pg_database, pg_roles WHERE datname = :'name' AND rolname = :'owner' AND datdba <> pg_roles.oid \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
}

# usage: apply_extension ERROR NAME DATABASE
apply_extension() {
  run_statements "$1" "$3" name="$2" <<<'CREATE EXTENSION IF NOT EXISTS :"name";'
}

# usage: apply_permission ERROR TABLES SEQUENCES USER DATABASE SCHEMA
# TABLES and SEQUENCES are lists of privileges. They also hold for objects that the owner of the database creates later.
apply_permission() {
  run_statements "$1" "$5" tables="$2" sequences="$3" name="$4" schema="$6" <<'SQL'
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), :'name') \gexec
SELECT pg_get_userbyid(datdba) AS owner FROM pg_database WHERE datname = current_database() \gset
SELECT format('CREATE SCHEMA %I AUTHORIZATION %I', :'schema', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = :'schema') \gexec
GRANT USAGE ON SCHEMA :"schema" TO :"name";
GRANT :tables ON ALL TABLES IN SCHEMA :"schema" TO :"name";
GRANT :sequences ON ALL SEQUENCES IN SCHEMA :"schema" TO :"name";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA :"schema" GRANT :tables ON TABLES TO :"name";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA :"schema" GRANT :sequences ON SEQUENCES TO :"name";
SQL
}

# usage: apply_line ERROR WHAT WORD...
apply_line() {
  case $2 in
    user) apply_user "$1" "${@:3}" ;;
    database) apply_database "$1" "${@:3}" ;;
    extension) apply_extension "$1" "${@:3}" ;;
    read) apply_permission "$1" SELECT SELECT "${@:3}" ;;
    write) apply_permission "$1" 'SELECT, INSERT, UPDATE, DELETE' 'USAGE, SELECT' "${@:3}" ;;
  esac
}

main() {
  local words=() error=''
  check_job_name "$JOB_NAME" "$NAME" '-accounts-[0-9a-f]+'
  umask 077
  connect
  while IFS=$'\t' read -r -a words; do
    apply_line error "${words[@]}"
    # the log does not need the number of the file with the password
    [ "${words[0]}" != user ] || unset 'words[2]'
    if [ -z "$error" ]; then
      log "applied: ${words[*]}"
    else
      refuse "not applied: ${words[*]}: $error [ChangeRejected]"
    fi
  done <"$DESIRED"
  [ -z "$refused" ] || fail "$refused"
}

main "$@"
