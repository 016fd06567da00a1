#!/usr/bin/env bats

load pod

setup() {
  make_pod 1 3
  set -u
  for library in common passwords sql role; do
    # shellcheck source=/dev/null
    . "$scripts/$library.sh"
  done
}

@test "the file of statements that run before clients are admitted is complete or missing" {
  write_role replica 0 0
  [ "$(head -1 "$pod/run/init.sql")" = 'SET SESSION sql_log_bin = OFF;' ]
  [ ! -e "$pod/run/init.sql.new" ]
  [ "$(wc -l <"$pod/run/init.sql")" -eq 5 ]
  grep -q '^SET NAMES utf8mb4;$' "$pod/run/init.sql"
  rm "$pod/secrets/replication"
  cp "$pod/run/init.sql" "$pod/before"
  run bash -ec "for library in contract common passwords sql role; do . '$scripts/'\$library.sh; done; write_role replica 2 2"
  [ "$status" -ne 0 ]
  cmp "$pod/before" "$pod/run/init.sql"
}

@test "a primary runs the statements that open it, and remembers itself" {
  write_role primary 1 1
  [ "$(tail -n 1 "$pod/run/init.sql")" = open ]
  [ "$(cat "$pod/run/role.cnf") $(cat "$pod/run/role") $(cat "$pod/run/leader")" = '[primary] primary 1' ]
  read_role role primary
  [ "$role $primary" = 'primary 1' ]
}

@test "a pending primary has the settings of a replica, and may remember another member than it follows" {
  write_role pending 2 0
  [ "$(cat "$pod/run/role.cnf") $(cat "$pod/run/leader")" = '[replica] 2' ]
  read_role role primary
  [ "$role $primary" = 'pending 0' ]
}

@test "the role of an earlier build, which called the primary source, is read" {
  was source 1
  read_role role primary
  [ "$role $primary" = 'primary 1' ]
  rm "$pod/volume/data.role"
  read_role role primary
  [ -z "$role$primary" ]
}
