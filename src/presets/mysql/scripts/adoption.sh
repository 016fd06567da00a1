#!/bin/bash
# Adopts the data of another MySQL server in its place, if adopt is set.
#
# Invariants:
#   - Until every finding of the check is resolved and every other member is empty, no file on the volume changes.
#   - The first start is one of the version that wrote the data, so the former server can start on it afterwards.
#   - No client can log in before the accounts of the set exist: until then, the server has no network.
#
# The file ADOPTING exists from the end of the check until the data belongs to the set. A start that finds it repeats the steps after the
# check, each of which can be repeated.

# usage: adopt VERSION IS_GROUP
# VERSION is the version of the server. IS_GROUP is yes if this member starts in a group, otherwise no.
adopt() {
  if [ ! -e "$ADOPTING" ]; then
    check_adoption "$1" "$2"
    await_empty_members
    write_atomically "$ADOPTING" "$1"
    sync -f "$VOLUME"
  fi
  log 'adopting the data on the volume: creating the accounts of the set'
  start_with_other_accounts
  # its transactions are the first ones with a GTID: by them, members recognize the history of the set
  create_accounts mysql
  local_sql 'REVOKE GRANT OPTION ON *.* FROM mysql@localhost'
  stop_server
  touch "$FRESH"
  rm "$ADOPTING"
  sync -f "$VOLUME"
  log 'the data belongs to this set'
}

# usage: await_empty_members
# Ends the start if another member has data: then this set is in use, and the data on this volume is not its own.
await_empty_members() {
  local silent with_data reason waited=0
  while :; do
    find_data silent with_data
    [ -z "$with_data" ] || fail "member(s)$with_data have data, so the data on this volume is not adopted. No file was changed. Give this" \
      "member an empty volume to clone from them, or empty their volumes if this one has the right data [AdoptionNotFirst]"
    [ -n "$silent" ] || return 0
    reason='the check found no obstacle, and the adoption waits until these members report that they are empty:'
    wait_for_members waited "$reason$silent [AdoptionWaits]"
  done
}
