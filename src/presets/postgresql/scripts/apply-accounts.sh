#!/bin/bash
# Applies the lines of the file `desired`, whose words are separated by tabs. The script can run repeatedly. Lines that are removed from the
# file undo nothing.
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
# shellcheck source=SCRIPTDIR/job.sh
. "$scripts/job.sh"

# the rejections so far, which make the Job fail at the end
refused=''

# usage: refuse TEXT...
refuse() {
  log "$*"
  refused="${refused:+$refused; }$*"
}

# usage: run_statements DATABASE [NAME=VALUE...] <STATEMENTS
# The statements refer to the variables. The file `error` has the messages of the server.
run_statements() {
  local variables=() pair
  for pair in "${@:2}"; do variables+=(-v "$pair"); done
  PGDATABASE=$1 psql -Xq -v ON_ERROR_STOP=1 "${variables[@]}" -f - >/dev/null 2>"$JOB_RUN/error" || return
}

# usage: apply_user NAME PASSWORD_FILE
# psql computes the verifier of the password, so that neither the server's log nor an argument has the password.
apply_user() {
  local password
  read_secret password "$USERS/$2" "of the user $1"
  [ -n "$password" ] || fail "the password of the user $1 is empty. Write one into the Secret [PasswordMissing]"
  run_statements "$SUPERUSER" name="$1" <<'SQL' || return
SELECT format('CREATE ROLE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" LOGIN;
SQL
  printf '%s\n%s\n' "$password" "$password" |
    psql -Xq -v ON_ERROR_STOP=1 -v name="$1" -c '\password :"name"' >/dev/null 2>"$JOB_RUN/error"
}

# usage: apply_database NAME OWNER
apply_database() {
  run_statements "$SUPERUSER" name="$1" owner="$2" <<'SQL'
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'owner')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
SELECT format('ALTER DATABASE %I OWNER TO %I', :'name', :'owner')
  FROM pg_database WHERE datname = :'name' AND datdba <> :'owner'::regrole \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
}

# usage: apply_extension NAME DATABASE
apply_extension() {
  run_statements "$2" name="$1" <<<'CREATE EXTENSION IF NOT EXISTS :"name";'
}

# usage: apply_permission TABLES SEQUENCES USER DATABASE SCHEMA
# TABLES and SEQUENCES are lists of privileges. They also hold for what the owner of the database creates later.
apply_permission() {
  run_statements "$4" tables="$1" sequences="$2" name="$3" schema="$5" <<'SQL'
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

main() {
  local what words=() done reason
  check_job_name "$JOB_NAME" "$NAME" '-accounts-[0-9a-f]+'
  umask 077
  connect
  while IFS=$'\t' read -r -a words; do
    what=${words[0]}
    words=("${words[@]:1}")
    done=true
    case $what in
      user) apply_user "${words[@]}" || done='' ;;
      database) apply_database "${words[@]}" || done='' ;;
      extension) apply_extension "${words[@]}" || done='' ;;
      read) apply_permission SELECT SELECT "${words[@]}" || done='' ;;
      write) apply_permission 'SELECT, INSERT, UPDATE, DELETE' 'USAGE, SELECT' "${words[@]}" || done='' ;;
      *) fail "unknown line: $what ${words[*]}" ;;
    esac
    [ "$what" != user ] || words=("${words[0]}")
    if [ -n "$done" ]; then
      log "applied: $what ${words[*]}"
    else
      reason=$(grep -m 1 -o 'ERROR:.*' "$JOB_RUN/error" || tail -n 1 "$JOB_RUN/error")
      refuse "not applied: $what ${words[*]}: ${reason#ERROR: *} [ChangeRejected]"
    fi
  done <"$DESIRED"
  [ -z "$refused" ] || fail "$refused"
}

main "$@"
