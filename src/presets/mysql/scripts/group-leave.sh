#!/bin/bash
# Runs before the server of a member of a group is stopped. A primary hands over to another member first: a server that is stopped as the
# primary stops writes for longer. Then the member leaves the group, because a server that ends in it takes up to a minute.
set -uo pipefail
: "${POD_INDEX:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"

# usage: sql SECONDS STATEMENTS
sql() {
  timeout "$1" mysql --no-defaults --user=mysql --socket="$SOCKET" -NB <<<"$2"
}

# usage: find_successor RESULT
# An update begins with the highest ordinal, so the highest member above this one is already updated. Without one, the lowest member is the
# last one that will end.
find_successor() {
  local -n _successor=$1
  local uuid host ordinal best=-1
  while read -r uuid host; do
    ordinal=${host%%.*}
    ordinal=${ordinal##*-}
    if [ "$best" -lt 0 ] || [ "$ordinal" -gt "$best" ] && [ "$ordinal" -gt "$POD_INDEX" ] ||
      [ "$best" -lt "$POD_INDEX" ] && [ "$ordinal" -lt "$best" ]; then
      best=$ordinal _successor=$uuid
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

main "$@"
