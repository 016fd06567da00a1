#!/usr/bin/env bats

load pod

teardown() { stop_servers; }

setup() {
  make_pod 1 3
  set -u
  # shellcheck source=/dev/null
  . "$scripts/lib.sh"
}

@test "a password is quoted for SQL without backslash escapes" {
  printf '%s' "it's \\ \"\$x\" ü" >"$pod/secrets/any"
  read_password any
  [ "$password" = "it's \\ \"\$x\" ü" ]
  [ "$quoted" = "'it''s \\ \"\$x\" ü'" ]
}

@test "a password that is missing ends the script" {
  run bash -ec ". '$scripts/lib.sh'; read_password missing; echo went on"
  [ "$status" -ne 0 ]
  [[ $output != *'went on'* ]]
}

@test "a password is quoted for an option file, which nobody else may read" {
  printf '%s' 'a "b" \c #d' >"$pod/secrets/replication"
  write_client_options
  [ "$(sed -n 3p "$pod/run/members.cnf")" = 'password="a \"b\" \\c #d"' ]
  [ "$(stat -c %a "$pod/run/members.cnf")" = 600 ]
  grep -q '^connect_timeout=2$' "$pod/run/members.cnf"
}

@test "the peers are the other members, as many as there are now" {
  list_peers
  [ "${peers[*]}" = '0 2' ]
  echo 5 >"$pod/etc/live/members"
  list_peers
  [ "${peers[*]}" = '0 2 3 4' ]
}

@test "the search for members that kubectl scale has added ends, and asks absolute names: a wildcard record in a search domain is no member" {
  touch "$pod/wildcard"
  peer 3
  list_peers
  [ "${peers[*]}" = '0 2 3' ]
  ask 2 'SELECT 1'
  [ "$asked" = absent ]
  # also where the pod's hosts file does not tell the domains
  : >"$pod/hosts"
  list_peers
  [ "${#peers[@]}" -eq 102 ]
}

@test "a wait says what it waits for when nothing was said for ten seconds" {
  run bash -c ". '$scripts/lib.sh'; still one; SECONDS=10; still two; still three; SECONDS=30; still four"
  [ "$output" = $'mysql-preset: two\nmysql-preset: four' ]
}

@test "a member answers, is silent, or has no address" {
  peer 0 a:1
  ask 0 'SELECT @@datadir, @@version'
  [ "$asked" = answered ]
  [ "$answer" = "$pod/volume/data/"$'\t9.7.4' ]
  silent_peer 0
  ask 0 'SELECT @@datadir, @@version'
  [ "$asked" = silent ]
  [[ $error = 'ERROR 2003'* ]]
  ask 2 'SELECT @@datadir, @@version'
  [ "$asked" = absent ]
}

@test "a member that does not answer in time is silent" {
  stub timeout <<<'exit 124'
  ask 0 'SELECT 1'
  [ "$asked" = silent ]
  [ -z "$error" ]
}

@test "an end is said in the log and in what kubectl describe shows" {
  run die 'so it is'
  [ "$status" -eq 1 ]
  [ "$output" = 'mysql-preset: so it is' ]
  [ "$(cat "$pod/termination-log")" = 'so it is' ]
}

@test "what a source and a replica run before they let anyone in is whole or absent" {
  role=replica leader=0
  write_role
  [ "$(head -1 "$pod/run/init.sql")" = 'SET SESSION sql_log_bin = OFF;' ]
  [ ! -e "$pod/run/init.sql.new" ]
  [ "$(wc -l <"$pod/run/init.sql")" -eq 5 ]
  grep -q '^SET NAMES utf8mb4;$' "$pod/run/init.sql"
  rm "$pod/secrets/replication"
  cp "$pod/run/init.sql" "$pod/before"
  run bash -ec ". '$scripts/lib.sh'; role=replica leader=2; write_role"
  [ "$status" -ne 0 ]
  cmp "$pod/before" "$pod/run/init.sql"
}
