#!/usr/bin/env bats

load pod

setup() {
  make_pod 1 3
  set -u
  # shellcheck source=/dev/null
  . "$scripts/common.sh"
  # shellcheck source=/dev/null
  . "$scripts/passwords.sh"
}

@test "a password is quoted for SQL without backslash escapes" {
  printf '%s' "it's \\ \"\$x\" ü" >"$pod/secrets/any"
  read_password password any
  [ "$password" = "it's \\ \"\$x\" ü" ]
  quote_for_sql quoted "$password"
  [ "$quoted" = "'it''s \\ \"\$x\" ü'" ]
}

@test "a password that is missing ends the script" {
  run bash -ec ". '$scripts/contract.sh'; . '$scripts/common.sh'; . '$scripts/passwords.sh'; read_password password missing; echo went on"
  [ "$status" -ne 0 ]
  [[ $output = *'the password missing is missing'* && $output != *'went on'* ]]
}

@test "a password is quoted for an option file, which only its owner can read" {
  printf '%s' 'a "b" \c #d' >"$pod/secrets/replication"
  write_client_options "$pod/run/members.cnf" stateful_members replication
  [ "$(sed -n 3p "$pod/run/members.cnf")" = 'password="a \"b\" \\c #d"' ]
  [ "$(stat -c %a "$pod/run/members.cnf")" = 600 ]
  grep -q '^connect_timeout=2$' "$pod/run/members.cnf"
  ! grep -q '^host' "$pod/run/members.cnf"
}
