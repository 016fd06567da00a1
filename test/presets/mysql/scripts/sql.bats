#!/usr/bin/env bats

load pod

setup() {
  make_pod 1 3
  set -u
  # shellcheck source=/dev/null
  . "$scripts/sql.sh"
  declare -gA member
}

@test "the peers are the other members, as many as there are now" {
  list_peers peers
  [ "${peers[*]}" = '0 2' ]
  echo 5 >"$pod/etc/live/members"
  list_peers peers
  [ "${peers[*]}" = '0 2 3 4' ]
}

@test "the search for members that kubectl scale added ends, and asks absolute names: a wildcard record in a search domain is no member" {
  touch "$pod/wildcard"
  peer 3
  list_peers peers
  [ "${peers[*]}" = '0 2 3' ]
  query_member member 2
  [ "${member[reached]}" = absent ]
  # also where the pod's hosts file does not tell the domains
  : >"$pod/hosts"
  list_peers peers
  [ "${#peers[@]}" -eq 102 ]
}

@test "a member answers, is silent, or has no address" {
  peer 0 a:1,a:2 open
  echo a:1 >"$pod/peers/0/purged"
  echo a:3 >"$pod/peers/0/received"
  query_member member 0
  [ "${member[reached]} ${member[error]}" = 'answered ' ]
  [ "${member[has_data]} ${member[version]} ${member[read_only]} ${member[receiver]}" = 'yes 9.7.4 0 NONE' ]
  [ "${member[executed]} ${member[purged]} ${member[received]}" = 'a:1,a:2 a:1 a:3' ]
  silent_peer 0
  query_member member 0
  [ "${member[reached]}" = silent ]
  [[ ${member[error]} = 'ERROR 2003'* ]]
  query_member member 2
  [ "${member[reached]}" = absent ]
}

@test "an answer of a member replaces all values of its previous answer" {
  peer 0 a:1
  query_member member 0
  silent_peer 0
  query_member member 0
  [ -z "${member[executed]:-}" ]
}

@test "an empty member answers that it has no data, and no GTIDs" {
  peer 0
  query_member member 0
  [ "${member[reached]} ${member[has_data]} ${member[executed]}" = 'answered no ' ]
}

@test "an answer with too few columns is an error" {
  peer 0 a:1
  stub mysql <<<"printf 'one\ttwo\n'"
  query_member member 0
  [ "${member[reached]}" = failed ]
  [[ ${member[error]} = 'its answer is not understood: one'* ]]
}

@test "a member that does not answer in time is silent" {
  stub timeout <<<'exit 124'
  query_member member 0
  [ "${member[reached]}" = silent ]
  [ -z "${member[error]}" ]
}

# usage: local_server
# This member's server runs, with a:1.
local_server() {
  data a:1
  echo "$pod/volume/data" >"$pod/running"
}

@test "the difference of two GTID sets is computed" {
  local_server
  subtract_gtids missing a:1,a:2 a:1
  [ "$missing" = a:2 ]
  subtract_gtids missing a:1 a:1,a:2
  [ -z "$missing" ]
}

# usage: refuted COMMAND...
refuted() {
  if "$@"; then return 1; fi
}

@test "if this member's server does not answer a query, the query fails and leaves the variable unchanged" {
  missing=unknown
  refuted subtract_gtids missing a:1 a:1
  [ "$missing" = unknown ]
  local_server
  stub mysql <<<'echo NULL'
  refuted subtract_gtids missing a:1 a:1
  [ "$missing" = unknown ]
  refuted query_local member
}

@test "a member has transactions in its binary logs if it has executed and not purged them" {
  local_server
  peer 0 a:1,a:2,a:3
  echo a:1 >"$pod/peers/0/purged"
  check_binary_logs has_logs 0 a:2,a:3
  [ "$has_logs" = yes ]
  for transactions in a:1,a:2 a:4; do
    check_binary_logs has_logs 0 "$transactions"
    [ "$has_logs" = no ]
  done
  silent_peer 0
  check_binary_logs has_logs 0 a:2
  [ "$has_logs" = no ]
}
