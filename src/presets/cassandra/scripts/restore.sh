#!/bin/bash
# How a member enters a ring that is restored from a snapshot. An init container has fetched its part: data, and facts such as its tokens.
#
# Invariants:
#   - Either all members enter with their parts of one snapshot, or none: a member that the ring knows must not answer with the rows of a
#     snapshot, and QUORUM has no meaning for the rows of several ones.
#   - A member enters in the rack in which its part was taken, because its rows belong there. If each rack has one member, their names do
#     not matter: a range has its copies on the same members.
#   - A member serves no client before all members are in the ring, because until then others count as the replicas of their rows.
#
# The first row that holds decides, in each round of questions.
#
#    others                                decision
#  1 one or more serve                     the part is deleted, and entry.sh decides
#  2 all have parts of the same snapshot   restore
#  3 otherwise                             waits

# usage: decide_restore RESULT
# RESULT becomes restore, or an empty string if the part is deleted.
decide_restore() {
  local -n _restores=$1
  local serving empty silent waiting names recorded racks snapshot
  snapshot=$(sed -n 's/^snapshot //p' "$FETCHED/facts")
  recorded=$(sed -n 's/^rack //p' "$FETCHED/facts")
  read -ra racks <<<"${RACKS:-rack1}"
  [ "$recorded" = "$rack" ] || [ "${#racks[@]}" -eq "$MEMBERS" ] || refuse_rack "$recorded" 'No file was changed'
  while :; do
    survey serving empty silent
    if [ "${#serving[@]}" -gt 0 ]; then
      log 'the ring serves clients, so this member takes their rows and not those of the snapshot'
      # a rename, so that no interrupted deletion leaves a rest that looks like a part
      mv "$FETCHED" "$FETCHING"
      rm -rf "$FETCHING"
      _restores=''
      break
    fi
    find_waiting waiting "$snapshot" "${empty[@]}" "${silent[@]}"
    if [ "${#waiting[@]}" -eq 0 ]; then
      # shellcheck disable=SC2034 # the caller's variable
      _restores=restore
      break
    fi
    name_members names "${waiting[@]}"
    wait_because "this member has its part of the snapshot, and waits until $names have theirs of $snapshot [RestoreWaits]"
  done
  rm -f "$WAIT_REASON"
}

# usage: find_waiting RESULT SNAPSHOT ORDINAL...
# RESULT, an array, becomes those of the members that have no part of SNAPSHOT, or do not answer.
find_waiting() {
  local -n _waiting=$1
  local ordinal answer
  _waiting=()
  for ordinal in "${@:3}"; do
    ask answer "$NAME-$ordinal.$NAME.$NAMESPACE.svc$domain" "entry $2"
    [ "$answer" = restores ] || _waiting+=("$ordinal")
  done
}

# usage: record_restore
record_restore() {
  log 'this member enters the ring with its part of the snapshot'
  keep "$OWNER" "$CLUSTER_NAME $NAMESPACE/$POD_NAME"
  keep "$RACK" "$rack"
  [ ! -e "$FETCHED/data" ] || mv "$FETCHED/data" "$DATA"
  keep "$ENTRY" restore
}

# usage: restored_settings
# Prints the settings of a member that enters with its data.
restored_settings() {
  sed -n 's/^tokens /initial_token: /p' "$FETCHED/facts"
  echo 'auto_bootstrap: false'
}

# usage: finish_restore
# Runs next to the server until all members are in the ring, and opens the port for clients.
finish_restore() {
  local answer tokens datacenter
  # shellcheck disable=SC2310,SC2034 # its exit code is the answer
  until read_ring tokens datacenter 2>/dev/null; do
    log_wait 'waiting until all members are in the ring'
    sleep 5
  done
  keep "$MEMBER" restore
  until answer=$(nodetool enablebinary 2>&1); do
    log "the port for clients does not open: ${answer##*$'\n'}"
    sleep 3
  done
  rm -rf "$ENTRY" "$FETCHED"
  log 'the ring is restored, and this member serves clients'
  # shellcheck disable=SC2310 # its exit code is the answer
  superuser_cql 127.0.0.1 'LIST USERS' >/dev/null ||
    log "$SUPERUSER cannot log in with the password of the Secret: the accounts and passwords are those of the snapshot. Write the" \
      'password of that ring into the Secret [RestoredPasswordDiffers]'
}
