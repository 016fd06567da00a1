#!/bin/bash
# Queries to this member's server and to the other members. The pod's environment sets NAME of the set and POD_INDEX. A function with RESULT
# sets the variable of that name in its caller. If this member's server does not answer, it fails and leaves the variable unchanged.

# the number of members beyond the manifests, added by kubectl scale, to look for: a limit in case every name has an address
MAX_ADDED_MEMBERS=100

# SQL for the line break in a GTID set: \n is two characters under NO_BACKSLASH_ESCAPES, which the user can set
NEWLINE='CHAR(10 USING utf8mb4)'

# SQL for the transactions that a member has received from another one, applied or not. Those of a source outside the set are still there.
RECEIVED="COALESCE(
  (SELECT REPLACE(received_transaction_set, $NEWLINE, '') FROM performance_schema.replication_connection_status
    WHERE channel_name NOT IN ('group_replication_recovery', '$SOURCE_CHANNEL') LIMIT 1), '')"

# The query to a server. A GTID set can be empty; the sign before it keeps the columns apart.
STATE="SELECT @@datadir, @@server_uuid, @@version, @@super_read_only,
  COALESCE((SELECT service_state FROM performance_schema.replication_connection_status
    WHERE channel_name <> '$SOURCE_CHANNEL' LIMIT 1), 'NONE'),
  CONCAT('=', REPLACE(@@gtid_executed, $NEWLINE, '')), CONCAT('=', REPLACE(@@gtid_purged, $NEWLINE, '')), CONCAT('=', $RECEIVED)"

# usage: host_of ORDINAL
host_of() {
  echo "$NAME-$1.$NAME"
}

# usage: absolute_name_of ORDINAL
# Returns the name with all domains and a dot at its end, because a search domain of the node can have an address for every name. The
# kubelet writes the pod's name, with the domains, into its hosts file.
absolute_name_of() {
  local own domains=$NAME
  while read -r _ own _; do
    [[ $own != "$NAME-$POD_INDEX.$NAME."* ]] || domains=${own#*.}.
  done <"$HOSTS_FILE"
  echo "$NAME-$1.$domains"
}

# usage: has_address ORDINAL
has_address() {
  local host
  host=$(absolute_name_of "$1")
  timeout 5 getent hosts "$host" >/dev/null
}

# usage: list_peers RESULT
# RESULT becomes the ordinals of the other members, including those that kubectl scale has added, because they also acknowledge commits.
list_peers() {
  local -n _peers=$1
  local members ordinal
  members=$(<"$MEMBERS_FILE")
  _peers=()
  for ((ordinal = 0; ordinal < members + MAX_ADDED_MEMBERS; ordinal++)); do
    # shellcheck disable=SC2310 # its exit code is the answer
    [ "$ordinal" -lt "$members" ] || has_address "$ordinal" || break
    [ "$ordinal" = "$POD_INDEX" ] || _peers+=("$ordinal")
  done
}

# usage: ask_member RESULT ORDINAL USER SQL
# RESULT, an associative array, gets reached, answer and error. reached is answered, absent (no such pod, or no address yet), refused (the
# server rejects the account or the certificate), silent (no network connection), or failed (the pod exists, and its server does not run or
# returns another error).
ask_member() {
  local -n _asked=$1
  local host code=0
  host=$(host_of "$2")
  _asked=([reached]=answered [answer]='' [error]='')
  # shellcheck disable=SC2310 # its exit code is the answer
  has_address "$2" || code=$?
  case $code in
    0) ;;
    # no name server answers in time
    124) _asked[reached]=silent ;;
    *) _asked[reached]=absent _asked[error]="there is no address for $host" ;;
  esac
  [ "$code" -eq 0 ] || return 0
  _asked[answer]=$(
    timeout 10 mysql --defaults-file="$RUN/members.cnf" --user="$3" --host="$host" --port="$PORT" -NBe "$4" 2>"$RUN/error"
  ) || code=$?
  [ "$code" -ne 0 ] || return 0
  _asked[error]=$(<"$RUN/error")
  code=${_asked[error]#*ERROR }
  case ${code%% *} in
    2005) _asked[reached]=absent ;;
    # wrong password, host not allowed, password expired, account locked; the certificate
    1045 | 1130 | 1820 | 1862 | 3118 | 3955 | 2026) _asked[reached]=refused ;;
    # 111: the pod exists, and no server listens
    2003) if [[ ${_asked[error]} = *'(111)'* ]]; then _asked[reached]=failed; else _asked[reached]=silent; fi ;;
    '') _asked[reached]=silent ;;
    *) _asked[reached]=failed ;;
  esac
}

# usage: query_with RESULT ORDINAL SQL READER
# RESULT, an associative array, gets the keys of ask_member and, if the member answered, those of READER, a function that gets RESULT and
# the answer.
query_with() {
  local -n _member=$1
  ask_member "$1" "$2" "$MEMBERS_USER" "$3"
  [ "${_member[reached]}" = answered ] || return 0
  # shellcheck disable=SC2310 # its exit code is the answer
  "$4" "$1" "${_member[answer]}" || _member[reached]=failed _member[error]="its answer is not understood: ${_member[answer]}"
}

# usage: query_member RESULT ORDINAL
# RESULT, an associative array, gets the keys of ask_member and, if the member answered, those of read_state.
query_member() {
  query_with "$1" "$2" "$STATE" read_state
}

# usage: query_local RESULT
# RESULT, an associative array, gets the keys of read_state for the server at the socket.
query_local() {
  local answer
  # shellcheck disable=SC2310 # the caller learns of it
  answer=$(local_sql "$STATE") || return
  read_state "$1" "$answer"
}

# usage: read_state RESULT ANSWER
# RESULT, an associative array, gets has_data (yes or no), uuid, version, read_only (1 or 0), receiver (the state of its replication: ON,
# OFF, CONNECTING or NONE), and the GTID sets executed, purged and received.
read_state() {
  local -n _state=$1
  local columns
  IFS=$'\t' read -r -a columns <<<"$2"
  [ ${#columns[@]} -eq 8 ] || return 1
  _state+=([has_data]=no [uuid]=${columns[1]} [version]=${columns[2]} [read_only]=${columns[3]} [receiver]=${columns[4]})
  _state+=([executed]=${columns[5]#=} [purged]=${columns[6]#=} [received]=${columns[7]#=})
  [[ ${columns[0]} != "$DATA"/* ]] || _state[has_data]=yes
}

# usage: local_sql SQL [USER]
# Queries the server at the socket, as the account of the system user mysql, which needs no password, or as USER. SQL is on standard input.
local_sql() {
  mysql --no-defaults --user="${2:-mysql}" --socket="$SOCKET" --default-character-set=utf8mb4 -NB <<<"$1"
}

# usage: subtract_gtids RESULT GTIDS OTHER_GTIDS [USER]
# RESULT becomes the transactions of GTIDS that are not in OTHER_GTIDS.
subtract_gtids() {
  local -n _difference=$1
  local answer
  # shellcheck disable=SC2310 # the caller learns of it
  answer=$(local_sql "SELECT CONCAT('=', REPLACE(GTID_SUBTRACT('$2', '$3'), $NEWLINE, ''))" "${4:-mysql}") || return
  [[ $answer = '='* ]] || return 1
  # shellcheck disable=SC2034 # the caller's variable
  _difference=${answer#=}
}

# usage: check_binary_logs RESULT ORDINAL GTIDS
# RESULT becomes yes if the member has data and has GTIDS in its binary logs, and otherwise no.
check_binary_logs() {
  local -n _has_logs=$1
  local -A donor
  local logged missing
  _has_logs=no
  query_member donor "$2"
  if [ "${donor[reached]}" != answered ] || [ "${donor[has_data]}" = no ]; then return 0; fi
  # shellcheck disable=SC2310 # the caller learns of it
  subtract_gtids logged "${donor[executed]}" "${donor[purged]}" || return
  # shellcheck disable=SC2310 # the caller learns of it
  subtract_gtids missing "$3" "$logged" || return
  [ -n "$missing" ] || _has_logs=yes
}
