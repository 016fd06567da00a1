#!/usr/bin/env bats

load pod

setup() {
  make_pod 1 2
  stub mysqld <<<'echo "$$ $*"'
  stub mysql <<<'exit 1'
  echo 'echo waits >>"$pod/log"' >"$scripts/take-over.sh"
}

@test "the server replaces the shell, so that it gets the signals, and gets the options" {
  echo replica >"$pod/run/role"
  run bash -c 'echo $$; exec bash "$0" --defaults-file=x --server-id=11' "$scripts/start.sh"
  [ "${lines[1]}" = "${lines[0]} --defaults-file=x --server-id=11" ]
}

@test "a pending source has something beside it that opens it, and no other member has" {
  for role in source replica; do
    echo "$role" >"$pod/run/role"
    bash "$scripts/start.sh"
    /bin/sleep 0.1
    [ ! -e "$pod/log" ]
  done
  echo pending >"$pod/run/role"
  bash "$scripts/start.sh"
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ -e "$pod/log" ] || /bin/sleep 0.1
  done
  [ "$(cat "$pod/log")" = waits ]
}

@test "a member that does not know what it is does not start" {
  run bash "$scripts/start.sh"
  [ "$status" -ne 0 ]
  [[ $output != *'server-id'* ]]
}
