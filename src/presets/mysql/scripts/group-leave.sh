#!/bin/bash
# Runs before the server of a member of a group is stopped. A primary hands over to another member first: a server that is stopped as the
# primary stops writes for longer. Then the member leaves the group, because a server that ends in it takes up to a minute.
set -uo pipefail
: "${POD_INDEX:?}"
scripts=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=contract.sh
. "$scripts/contract.sh"

# usage: sql SECONDS STATEMENTS
sql() {
  timeout "$1" mysql --no-defaults --user=mysql --socket="$SOCKET" -NB <<<"$2"
}

# usage: find_successor RESULT
# An update begins with the highest ordinal, so the highest member above this one is already updated. Without one, the lowest member is the
# last one that will end.
find_successor() {
  local -n _successor=$1
  local uuid host ordinal above=-1 lowest=-1
  while read -r uuid host; do
    ordinal=${host%%.*}
    ordinal=${ordinal##*-}
    if [ "$ordinal" -gt "$POD_INDEX" ]; then
      if [ "$ordinal" -gt "$above" ]; then above=$ordinal _successor=$uuid; fi
    elif [ "$above" -lt 0 ] && { [ "$lowest" -lt 0 ] || [ "$ordinal" -lt "$lowest" ]; }; then
      lowest=$ordinal _successor=$uuid
    fi
  done
}

main() {
  local role members successor=''
  touch "$LEAVING"
  rm -f "$READY_FILE"
  role=$(sql 5 'SELECT member_role FROM performance_schema.replication_group_members WHERE member_id = @@server_uuid')
  if [ "$role" = PRIMARY ]; then
    members=$(sql 5 "SELECT member_id, member_host FROM performance_schema.replication_group_members
      WHERE member_state = 'ONLINE' AND member_id <> @@server_uuid")
    [ -z "$members" ] || find_successor successor <<<"$members"
    # a group rejects a member of a later version than others; then it elects one itself when this one leaves
    [ -z "$successor" ] || sql 10 "SELECT group_replication_set_as_primary('$successor', 5)" || true
  fi
  sql 20 'STOP GROUP_REPLICATION'
}

# a test sources this file and calls find_successor
if [ "${BASH_SOURCE[0]}" = "$0" ]; then main; fi
