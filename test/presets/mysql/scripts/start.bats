#!/usr/bin/env bats

load pod

setup() {
  make_pod 1 2
  stub mysqld <<<'echo "$$ $*"'
  stub mysql <<<'exit 1'
  echo 'echo opens >"$pod/log"' >"$scripts/promote.sh"
  echo 'echo follows >"$pod/log"' >"$scripts/watch-replication.sh"
  echo 'echo commits >"$pod/log"' >"$scripts/watch-commits.sh"
  echo 'echo "looks from $CONTAINER" >>"$pod/looks"' >"$scripts/bootstrap.sh"
}

@test "the server replaces the shell, so that it gets the signals, and gets the options" {
  echo replica >"$pod/run/role"
  run bash -c 'echo $$; exec bash "$0" --defaults-file=x --server-id=11' "$scripts/start.sh"
  [ "${lines[1]}" = "${lines[0]} --defaults-file=x --server-id=11" ]
}

# usage: helper_of ROLE
# What runs beside the server of this role.
helper_of() {
  rm -f "$pod/log"
  echo "$1" >"$pod/run/role"
  bash "$scripts/start.sh" >/dev/null
  if [ "$1:${WAITS_WITHOUT_LIMIT:-}" = primary: ]; then
    # no helper has to be waited for
    /bin/sleep 0.3
  else
    until [ -s "$pod/log" ]; do /bin/sleep 0.1; done
  fi
  helper=$(cat "$pod/log" 2>/dev/null || true)
}

@test "a pending primary has a helper that opens it, a replica one that keeps it following, a primary none" {
  helper_of pending
  [ "$helper" = opens ]
  helper_of replica
  [ "$helper" = follows ]
  helper_of primary
  [ -z "$helper" ]
}

@test "a primary whose commits wait without a limit has a helper that lets clones pass" {
  WAITS_WITHOUT_LIMIT=true helper_of primary
  [ "$helper" = commits ]
}

@test "a replica whose container restarts surveys the members again, and a primary does not" {
  for role in pending replica; do
    rm -f "$pod/run/started" "$pod/looks"
    helper_of "$role"
    [ ! -e "$pod/looks" ]
    helper_of "$role"
    [ "$(cat "$pod/looks")" = 'looks from mysql' ]
  done
  rm "$pod/looks"
  helper_of primary
  [ ! -e "$pod/looks" ]
}

@test "a member without a role does not start" {
  run bash "$scripts/start.sh"
  [ "$status" -ne 0 ]
  [[ $output != *'server-id'* ]]
}

# As the first process of its container, the server gets the processes that a killed script leaves.
@test "the server leaves no ended process" {
  ln -sf "$(command -v grep)" "$pod/bin/mysqld"
  echo primary >"$pod/run/role"
  for script in start group-start; do
    # the server is started with these arguments
    ignored=$(bash "$scripts/$script.sh" SigIgn /proc/self/status)
    # signal 17 is SIGCHLD
    [ $((0x${ignored##*$'\t'} >> 16 & 1)) -eq 1 ]
  done
}
