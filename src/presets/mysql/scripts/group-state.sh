#!/bin/bash
# The state of a member of a group.

# usage: read_members RESULT
# RESULT becomes the number of members in the manifests. Fails if it cannot be read.
read_members() {
  local -n _members=$1
  _members=''
  # without another process or a regular expression, because the sidecar reads it at each look
  read -r _members <"$MEMBERS_FILE"
  case $_members in '' | 0* | *[!0-9]*) return 1 ;; esac
}

# usage: list_group_peers RESULT
# RESULT becomes the ordinals of the other members, including those that kubectl scale has added, of which a lower one may not run. Fails if
# the number of members cannot be read.
list_group_peers() {
  local -n _group_peers=$1
  local members ordinal
  # shellcheck disable=SC2310 # the caller learns of it
  read_members members || return
  _group_peers=()
  for ((ordinal = 0; ordinal < MAX_GROUP_MEMBERS; ordinal++)); do
    [ "$ordinal" != "$POD_INDEX" ] || continue
    # shellcheck disable=SC2310 # its exit code is the answer
    if [ "$ordinal" -lt "$members" ] || has_address "$ordinal"; then _group_peers+=("$ordinal"); fi
  done
}

# SQL for the report of a member before a start: its data, its group (unset before it has started in one, none without the plugin), its
# state, whether it reaches a majority, whether its group has this member, and its transactions. A GTID set can be empty; the sign before it
# keeps the columns apart.
GROUP_STATE="SELECT @@datadir, COALESCE((SELECT IF(variable_value = '', 'unset', variable_value) FROM performance_schema.global_variables
    WHERE variable_name = 'group_replication_group_name'), 'none'),
  COALESCE(MAX(IF(own, member_state, NULL)), 'OFFLINE'),
  IF(COALESCE(SUM(member_state <> 'UNREACHABLE'), 0) * 2 > COUNT(*), 'yes', 'no'),
  IF(COALESCE(SUM(member_host = '$NAME-$POD_INDEX.$NAME'), 0), 'yes', 'no'),
  CONCAT('=', REPLACE(@@gtid_executed, $NEWLINE, '')), CONCAT('=', $RECEIVED)
  FROM (SELECT member_state, member_host, member_id = @@server_uuid AS own FROM performance_schema.replication_group_members) AS members"

# usage: read_group_state RESULT ANSWER
# RESULT, an associative array, gets has_data (yes or no), group, state, majority and has_me (yes or no), and gtids: all transactions of the
# member.
read_group_state() {
  local -n _group_state=$1
  local columns gtids
  IFS=$'\t' read -r -a columns <<<"$2"
  [ ${#columns[@]} -eq 7 ] || return 1
  gtids=${columns[5]#=}
  [ "${columns[6]}" = = ] || gtids+=${gtids:+,}${columns[6]#=}
  _group_state+=([has_data]=no [group]=${columns[1]} [state]=${columns[2]} [majority]=${columns[3]} [has_me]=${columns[4]} [gtids]=$gtids)
  [[ ${columns[0]} != "$DATA"/* ]] || _group_state[has_data]=yes
}

# usage: query_group_member RESULT ORDINAL
# RESULT, an associative array, gets the keys of ask_member and, if the member answered, those of read_group_state.
query_group_member() {
  query_with "$1" "$2" "$GROUP_STATE" read_group_state
}
