#!/bin/bash
# A server for the scripts. It runs on this member's data or in a separate directory, without clients, until the script stops it.

# the process that start_server has started
server_pid=''

# usage: run_mysqld OPTION...
# Replaces itself with a server for the scripts. With any settings, its log goes to the container's log, and its errors are kept.
run_mysqld() {
  : >"$RUN/errors"
  # shellcheck disable=SC2310 # a log that cannot be passed on ends no start
  exec mysqld "$@" --skip-log-error --slow-query-log=OFF --general-log=OFF 2> >(keep_errors || true)
}

# usage: keep_errors
# Passes a server's log on, and keeps the first three errors, because memory in RUN is limited.
keep_errors() {
  local line kept=0
  while IFS= read -r line; do
    echo "$line" >&2
    if [ "$kept" -lt 3 ] && [[ $line = *'[ERROR]'* && $line != *Aborting* ]]; then
      kept=$((kept + 1))
      echo "${line#*'[ERROR] '}" >>"$RUN/errors"
    fi
  done
}

# usage: await_exit RESULT PROCESS DOING
# Waits for a process of this shell to end. RESULT becomes its exit code.
await_exit() {
  local -n _code=$1
  while kill -0 "$2" 2>/dev/null; do
    log_wait "still $3"
    sleep 0.1
  done
  _code=0
  wait "$2" || _code=$?
}

# usage: fail_with_server EXIT_CODE DOING
# Ends the container with the server's error, or with the cause if it was killed.
fail_with_server() {
  local reason='' tries
  for ((tries = 0; tries < 10; tries++)); do
    # the last lines can arrive late
    sleep 0.1
    [ ! -s "$RUN/errors" ] || reason=$(<"$RUN/errors")
  done
  [ -n "$reason" ] || [ "$1" -ne 137 ] || reason='it was killed, by the kernel if the memory limit of the pod is too small'
  fail "mysqld ended while $2 (exit code $1): ${reason:-see the log above for the cause} [ServerEnded]"
}

# The option of a server on new data: with asynchronous I/O of Linux, a server ends half a second later (9.7.4).
QUICK_TO_END=--innodb-use-native-aio=OFF

# usage: initialize_in DIRECTORY OPTION...
initialize_in() {
  local code
  run_mysqld "${@:2}" --initialize-insecure --datadir="$1" "$QUICK_TO_END" &
  await_exit code $! "initializing $1"
  [ "$code" -eq 0 ] || fail_with_server "$code" "it initialized $1"
}

# usage: start_server OPTION...
# Starts a server without replication. A server that was killed leaves a lock with the number of a process that can be another one now.
start_server() {
  rm -f "$SOCKET.lock"
  run_mysqld "$@" --server-id="${SERVER_ID_PREFIX:-1}$POD_INDEX" --socket="$SOCKET" --pid-file="$RUN/mysqld.pid" --skip-replica-start \
    --mysqlx=OFF &
  server_pid=$!
  until mysqladmin --no-defaults --user=nobody --socket="$SOCKET" ping >/dev/null 2>&1; do
    log_wait 'still starting mysqld; recovery after a crash and upgrades can take minutes, and its log above shows the progress'
    check_server 'it started'
    sleep 0.1
  done
}

# usage: check_server DOING
# Ends the container if the server has ended, with its error.
check_server() {
  local code
  kill -0 "$server_pid" 2>/dev/null || {
    await_exit code "$server_pid" ''
    fail_with_server "$code" "$1"
  }
}

# usage: stop_server
stop_server() {
  local code
  kill -TERM "$server_pid"
  await_exit code "$server_pid" 'stopping mysqld, which writes out what is in memory'
  [ "$code" -eq 0 ] || fail_with_server "$code" 'it stopped'
}

# usage: check_settings ROLE
# Without this check, the server of the next container would be the first to read the settings of the role, and its failure would only be
# a line in its log.
check_settings() {
  local code
  run_mysqld --defaults-file="$CONFIG" --validate-config &
  await_exit code $! 'reading the settings'
  [ "$code" -eq 0 ] || fail_with_server "$code" "it read the settings of a $1"
}

# usage: kill_server
# Ends a server whose data is not used any more. It can have ended already.
kill_server() {
  kill -KILL "$server_pid" 2>/dev/null || true
  # without the message of the shell about the signal
  wait "$server_pid" 2>/dev/null || true
}
