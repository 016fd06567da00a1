#!/usr/bin/env bats
# The Job that applies databases, users and permissions. The fake server writes the statements that it gets, with the database and the
# variables, to $pod/sql, and rejects those that match $pod/rejected.

setup() {
  load pod.bash
  setup_pod
  export SERVER=postgresql-primary JOB_NAME=postgresql-accounts-0a1b2c
  mkdir "$USERS"
  printf 'of app' >"$USERS/0"
  printf '%s\n' $'user\tapp\t0' $'database\torders\tapp' >"$DESIRED"
  stub psql <<'FAKE'
printf '%s\n' "$PGDATABASE: $*" >>"$pod/arguments"
{ printf '%s: %s\n' "$PGDATABASE" "$*"; [ "${*: -2}" = '-c SELECT 1' ] || cat; } >"$pod/call"
cat "$pod/call" >>"$pod/sql"
! grep -qf "$pod/rejected" "$pod/call" || { echo 'psql:<stdin>:1: ERROR:  permission denied for this' >&2; exit 3; }
FAKE
  echo 'no statement has this' >"$pod/rejected"
}

apply() { run bash "$scripts/apply-accounts.sh"; }

@test "users, databases, extensions and permissions are applied in the order of the file" {
  printf '%s\n' $'extension\tpg_trgm\torders' $'read\tapp\torders\tpublic' >>"$DESIRED"
  apply
  [ "$status" -eq 0 ]
  [ "$(grep -o 'applied: .*' <<<"$output")" = 'applied: user app
applied: database orders app
applied: extension pg_trgm orders
applied: read app orders public' ]
}

@test "a password reaches psql by its input, and is in no argument and no log" {
  apply
  grep -qx 'of app' "$pod/sql"
  ! grep -E 'of (app|superuser)' "$pod/arguments" || return 1
  [[ $output != *'of app'* && $output != *'of superuser'* ]]
}

@test "names are variables of psql, so that it quotes them" {
  printf '%s\n' $'user\ta "b\'\t0' $'database\tc; d\ta "b\'' >"$DESIRED"
  apply
  [ "$status" -eq 0 ]
  grep -qF -- $'-v name=a "b\'' "$pod/arguments"
  grep -qF -- $'-v name=c; d -v owner=a "b\'' "$pod/arguments"
  ! grep -vE '^postgres: ' "$pod/sql" | grep -qF 'a "b'
}

@test "a permission is granted in its database, to read or to write" {
  printf '%s\n' $'read\tapp\torders\tpublic' $'write\tapp\torders\tsales' >"$DESIRED"
  apply
  grep -qF 'orders: -Xq -v ON_ERROR_STOP=1 -v tables=SELECT -v sequences=SELECT -v name=app -v schema=public' "$pod/arguments"
  grep -qF -- '-v tables=SELECT, INSERT, UPDATE, DELETE -v sequences=USAGE, SELECT -v name=app -v schema=sales' "$pod/arguments"
}

@test "if the server rejects a line, the others are applied, and the Job fails with its error" {
  printf '%s\n' $'extension\tnone\torders' $'read\tapp\torders\tpublic' >>"$DESIRED"
  echo 'CREATE EXTENSION' >"$pod/rejected"
  apply
  [ "$status" -eq 1 ]
  [ "$(<"$pod/termination-log")" = 'not applied: extension none orders: permission denied for this [ChangeRejected]' ]
  [[ $output = *'applied: read app orders public'* ]]
}

@test "all rejected lines are in the termination message" {
  echo 'ALTER ROLE\|CREATE DATABASE' >"$pod/rejected"
  apply
  [ "$(<"$pod/termination-log")" = 'not applied: user app: permission denied for this [ChangeRejected]; not applied: database orders app:'\
' permission denied for this [ChangeRejected]' ]
}

@test "a user who cannot be created gets no password" {
  echo 'ALTER ROLE' >"$pod/rejected"
  apply
  ! grep -q '\\password' "$pod/arguments"
}

@test "an empty password is refused before the server gets it" {
  : >"$USERS/0"
  apply
  [ "$status" -eq 1 ]
  [[ $(<"$pod/termination-log") = 'the password of the user app is empty'*'[PasswordMissing]' ]] || return 1
  ! grep -q 'CREATE ROLE' "$pod/sql"
}

@test "the Job waits for a server that it cannot reach yet, and gives up after half a minute" {
  stub sleep <<<'echo >>"$pod/rounds"'
  stub psql <<<'echo "connection refused" >&2; exit 2'
  apply
  [ "$status" -eq 1 ]
  [ "$(<"$pod/termination-log")" = 'the server cannot be reached: connection refused [ServerUnreachable]' ]
  [ "$(wc -l <"$pod/rounds")" -eq 30 ]
}

@test "the Job of a renamed copy changes nothing" {
  JOB_NAME=test-postgresql-accounts-0a1b2c apply
  [ "$status" -eq 1 ]
  [[ $output = *'[SetRenamed]' ]]
  [ ! -e "$pod/sql" ]
}
