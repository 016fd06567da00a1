#!/bin/bash
# Functions of the scripts beside it. From the pod's environment: NAME of the set, POD_INDEX, MEMBERS_USER, REPLICATION_USER.
# From files, since they change without a rollout: the number of members and whether first boot is declared.
# A function that finds something out sets a variable and succeeds: inside a condition the shell would ignore its errors.
# shellcheck disable=SC2034,SC2154 # some variables are for the scripts that source this file, and role and leader are theirs

ETC=/etc/mysql/stateful
CONFIG=$ETC/my.cnf
PASSWORDS=/run/secrets/mysql
SOCKET=/var/run/mysqld/mysqld.sock
VOLUME=/var/lib/mysql
DATA=$VOLUME/data
# what a member had before it was cloned anew
ASIDE=$VOLUME/data.aside
# what this member was at its last start, and whom it followed
ROLE_OF_DATA=$VOLUME/data.role
# members beyond those of the manifests, by kubectl scale, that are looked for: the search ends also where every name has an address
MAX_ADDED=100
# in memory: what this start decided, and credentials in the form that the client reads
RUN=/run/mysql-role

# SQL for the line break in a list of transactions: \n is two letters under NO_BACKSLASH_ESCAPES, which the user may have set
NEWLINE='CHAR(10 USING utf8mb4)'

# SQL for the transactions that a member has received, applied or not
RECEIVED="COALESCE((SELECT REPLACE(received_transaction_set, $NEWLINE, '') FROM performance_schema.replication_connection_status LIMIT 1), '')"

# usage: say TEXT...
say() {
  said=$SECONDS
  echo "mysql-preset: $*" >&2
}

# usage: still TEXT...
# In a loop that waits: says so, if nothing was said for ten seconds.
still() {
  [ $((SECONDS - ${said:-0})) -lt 10 ] || say "$*"
}

# usage: die TEXT...
# Ends the container. The text is also what kubectl describe pod shows of it.
die() {
  say "$*"
  echo "$*" >/dev/termination-log
  exit 1
}

# usage: read_password NAME
# Sets password, and quoted: the same as a string of SQL under NO_BACKSLASH_ESCAPES, where a backslash is a character like any other.
read_password() {
  password=$(<"$PASSWORDS/$1")
  quoted="'${password//\'/\'\'}'"
}

# usage: check_passwords
# $(<FILE) takes the line breaks at the end away, and so would the account; an application gets the Secret's value as it is.
check_passwords() {
  local file value
  for file in "$PASSWORDS"/*; do
    IFS= read -r -d '' value <"$file" || true
    [[ $value != *[$'\r\n'] ]] || die "the password ${file##*/} ends in a line break, which a client would read as part of it and the server would not: nothing was changed. Write the Secret's value without it: printf instead of echo, or kubectl create secret generic --from-literal"
  done
  check_replication_password
}

# usage: check_replication_password
# Ends a start that would leave replicas which never log in. START REPLICA cuts a password after 32 bytes, has no characters beyond U+FFFF, and the
# file that the server runs when it starts has a statement a line; the accounts themselves take such a password. A source with data goes on: it
# has served without replicas that replicate, or has none.
check_replication_password() {
  local LC_ALL=C fault=''
  read_password replication
  [ ${#password} -le 32 ] || fault="has ${#password} bytes, of which replication uses 32"
  [[ $password != *[$'\xf0'-$'\xff']* ]] || fault='has a character beyond U+FFFF, such as an emoji, which replication does not know'
  [[ $password != *$'\n'* ]] || fault='has a line break, which replication does not take'
  [ -n "$fault" ] || return 0
  fault="the replication password $fault: no replica could log in. Nothing was changed. Write one of at most 32 bytes into the Secret; where the accounts exist, give it to them on the source first (docs/presets/mysql.md, 'Passwords')"
  if [ "$POD_INDEX" = "$SOURCE_ORDINAL" ] && [ -d "$DATA/mysql" ]; then
    say "$fault"
  else
    die "$fault"
  fi
}

# usage: host_of ORDINAL
host_of() {
  echo "$NAME-$1.$NAME"
}

# usage: absolute_name_of ORDINAL
# With all domains and a dot at its end: a search domain of the node may have an address for every name. The kubelet writes the pod's own name, and
# with it the domains, into its hosts file.
absolute_name_of() {
  local own domains=$NAME
  while read -r _ own _; do
    [[ $own != "$NAME-$POD_INDEX.$NAME."* ]] || domains=${own#*.}.
  done </etc/hosts
  echo "$NAME-$1.$domains"
}

# usage: has_address ORDINAL
has_address() {
  local host
  host=$(absolute_name_of "$1")
  timeout 5 getent hosts "$host" >/dev/null
}

# usage: list_peers
# Sets peers: the ordinals of the other members, also of those that kubectl scale has added: they acknowledge commits like any other.
list_peers() {
  local members ordinal
  members=$(<"$ETC/live/members")
  peers=()
  for ((ordinal = 0; ordinal < members + MAX_ADDED; ordinal++)); do
    # shellcheck disable=SC2310 # its exit code is the answer
    [ "$ordinal" -lt "$members" ] || has_address "$ordinal" || break
    [ "$ordinal" = "$POD_INDEX" ] || peers+=("$ordinal")
  done
}

# usage: write_client_options
# How this pod logs in at the others. In an option file a backslash and a double quote are written with a backslash before them.
write_client_options() {
  read_password replication
  local text=${password//\\/\\\\}
  (
    umask 077
    {
      printf '[client]\nuser="%s"\npassword="%s"\n' "$MEMBERS_USER" "${text//\"/\\\"}"
      cat "$ETC/client.cnf"
    } >"$RUN/members.cnf"
  )
}

# usage: ask ORDINAL SQL [USER]
# Asks as the account of the members, or as USER with the same password. Sets asked: answered, absent (there is no such pod, or it has no address
# yet), refused (the account or the certificate), silent (no network leads there), or failed (its pod is there, and the server does not run or
# answers with another error); and answer or error.
ask() {
  local host code
  host=$(host_of "$1")
  error=''
  code=0
  # shellcheck disable=SC2310 # its exit code is the answer
  has_address "$1" || code=$?
  # 124: no name server answers in time
  if [ "$code" -eq 124 ]; then asked=silent; fi
  if [ "$code" -ne 0 ] && [ "$code" -ne 124 ]; then asked=absent error="there is no address for $host"; fi
  [ "$code" -eq 0 ] || return 0
  if answer=$(timeout 10 mysql --defaults-file="$RUN/members.cnf" --user="${3:-$MEMBERS_USER}" --host="$host" --port=3306 -NBe "$2" 2>"$RUN/error"); then
    asked=answered
    return
  fi
  error=$(<"$RUN/error")
  code=${error#*ERROR }
  case ${code%% *} in
    2005) asked=absent ;;
    # denied, from a host that is not allowed, expired, locked; the certificate
    1045 | 1130 | 1820 | 1862 | 3118 | 3955 | 2026) asked=refused ;;
    # 111: its pod is there, and no server listens
    2003) if [[ $error = *'(111)'* ]]; then asked=failed; else asked=silent; fi ;;
    '') asked=silent ;;
    *) asked=failed ;;
  esac
}

# usage: find_fetchable ORDINAL GTIDS
# Sets fetchable: whether that member has data, and GTIDS in its binary logs.
find_fetchable() {
  ask "$1" "SELECT @@datadir, GTID_SUBSET('$2', GTID_SUBTRACT(@@gtid_executed, @@gtid_purged))"
  fetchable=''
  if [[ $asked = answered && $answer = $DATA/*$'\t'1 ]]; then fetchable=true; fi
}

# usage: here SQL [USER]
# Asks the server at the socket: as the account that the system's user mysql has without a password, or as USER. SQL goes by standard input.
here() {
  mysql --no-defaults --user="${2:-mysql}" --socket="$SOCKET" --default-character-set=utf8mb4 -NB <<<"$1"
}

# usage: compare GTIDS OTHER_GTIDS [USER]
# Sets lacks: the transactions of GTIDS that OTHER_GTIDS does not have.
compare() {
  lacks=$(here "SELECT REPLACE(GTID_SUBTRACT('$1', '$2'), $NEWLINE, '')" "${3:-mysql}")
}

# usage: run_mysqld OPTION...
# Becomes a server for the scripts: whatever the settings say, its log is the container's, and the errors in it are kept.
run_mysqld() {
  : >"$RUN/errors"
  exec mysqld "$@" --skip-log-error --slow-query-log=OFF --general-log=OFF 2> >(keep_errors || true)
}

# usage: keep_errors
# Passes a server's log on, and keeps the first three errors: memory is short in RUN.
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

# usage: keep_last
# Passes what a script says on, and keeps its last line.
keep_last() {
  local line
  while IFS= read -r line; do
    echo "$line" >&2
    echo "${line:0:1000}" >"$RUN/error"
  done
}

# usage: await PROCESS DOING
# Waits for a process of this shell to end. Sets code.
await() {
  while kill -0 "$1" 2>/dev/null; do
    still "still $2"
    sleep 0.1
  done
  code=0
  wait "$1" || code=$?
}

# usage: die_of_server DOING
# What the server said is the reason, or that somebody killed it.
die_of_server() {
  local reason='' tries
  for ((tries = 0; tries < 10; tries++)); do
    # the last lines are on their way
    sleep 0.1
    [ ! -s "$RUN/errors" ] || reason=$(<"$RUN/errors")
  done
  [ -n "$reason" ] || [ "$code" -ne 137 ] || reason='it was killed, by the kernel if the memory limit of the pod is too small'
  die "mysqld ended while $1 (exit code $code): ${reason:-why is in the log above}"
}

# usage: initialize_in DIRECTORY OPTION...
initialize_in() {
  run_mysqld "${@:2}" --initialize-insecure --datadir="$1" &
  await $! "initializing $1"
  [ "$code" -eq 0 ] || die_of_server "it initialized $1"
}

# usage: start_here OPTION...
# A server for the scripts, which does not replicate. One that was killed has left its lock with a number that is another process' by now.
start_here() {
  rm -f "$SOCKET.lock"
  run_mysqld "$@" --socket="$SOCKET" --pid-file="$RUN/mysqld.pid" --skip-replica-start --mysqlx=OFF &
  server=$!
  until mysqladmin --no-defaults --user=nobody --socket="$SOCKET" ping >/dev/null 2>&1; do
    still 'still starting mysqld; recovery after a crash and upgrades take their time, and its log above says how far it is'
    kill -0 "$server" 2>/dev/null || {
      await "$server" ''
      die_of_server 'it started'
    }
    sleep 0.1
  done
}

# usage: stop_here
stop_here() {
  kill -TERM "$server"
  await "$server" 'stopping mysqld, which writes out what is in memory'
  [ "$code" -eq 0 ] || die_of_server 'it stopped'
}

# usage: write_role
# What the server is from its next start on, from role and leader: its settings, and what it runs before it lets anyone in.
# One statement a line; an error ends it, and the member stays read-only. Where the leader is none that takes writes, former says who was the source.
write_role() {
  local host
  {
    echo "SET SESSION sql_log_bin = OFF;"
    echo "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES';"
    # or the password would be read in the server's own character set
    echo 'SET NAMES utf8mb4;'
    if [ "$role" = source ]; then
      cat "$ETC/source.sql"
    else
      host=$(host_of "$leader")
      read_password replication
      echo "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$host', $(<"$ETC/channel.sql");"
      echo "START REPLICA USER = '$REPLICATION_USER' PASSWORD = $quoted;"
    fi
  } >"$RUN/init.sql.new"
  mv "$RUN/init.sql.new" "$RUN/init.sql"
  cp "$ETC/${role/pending/replica}.cnf" "$RUN/role.cnf"
  echo "$role ${former:-$leader}" >"$ROLE_OF_DATA"
  echo "$leader" >"$RUN/leader"
  echo "$role" >"$RUN/role"
}
