#!/bin/bash
# The part of this member in a snapshot of the ring. The container `snapshots` uploads it.
#
# Invariants:
#   - A part has all rows that this member had when the run began.
#   - No part is taken while the ring has more or fewer members than are configured: each range has its copies on all of these members.
#   - The volume has the files of one part at most. What an interrupted run leaves is deleted by the next one.

# usage: remove_parts
# Deletes what an interrupted run has left, whose files would fill the volume. A rename, so that an upload that runs fails and takes no rest
# of a part for a part. The init container has ended, so no part is being fetched.
remove_parts() {
  rm -rf "$FETCHING"
  rm -rf "$STAGES.new"
  [ ! -e "$STAGES" ] || mv "$STAGES" "$STAGES.new"
  rm -rf "$STAGES.new"
}

# usage: uploads
# Whether a part waits for its upload.
uploads() {
  local stage
  for stage in "$STAGES"/*/; do
    [ ! -d "$stage" ] || return 0
  done
  return 1
}

# usage: snapshot_turn RUN
snapshot_turn() {
  log "the snapshot $1 begins"
  # shellcheck disable=SC2310 # its exit code is the answer
  if take_part "$1"; then
    log "the snapshot $1 is taken, and its upload begins"
  else
    rm -rf "$STAGES.new"
    write_atomically "$UPLOADED" "$1 failed"
  fi
}

# usage: take_part RUN
# The server links the files of all tables, which it never changes, and deletes its links after an hour even if this process is gone.
# A second set of links has the directories of a data directory.
take_part() {
  local tokens datacenter rack answer directory table
  : "${CLUSTER_NAME:?}" "${NAMESPACE:?}" "${POD_NAME:?}"
  rm -rf "$STAGES.new"
  # shellcheck disable=SC2310 # explained
  read_ring tokens datacenter || return 1
  # an interrupted attempt can leave its links, and the server takes no second snapshot of a name
  if compgen -G "$DATA/*/*/snapshots/$1" >/dev/null; then nodetool clearsnapshot -t "$1" >/dev/null || true; fi
  answer=$(nodetool snapshot -t "$1" --ttl 1h 2>&1) || {
    log "the snapshot has failed: ${answer%%$'\n'*} [SnapshotFailed]"
    return 1
  }
  for directory in "$DATA"/*/*/snapshots/"$1"; do
    table=${directory#"$DATA/"}
    table=${table%%/snapshots/*}
    # the tables of the member itself, such as its addresses: a restored member is a new one
    [ "${table%%/*}" != system ] || continue
    mkdir -p "$STAGES.new/data/${table%/*}" && cp -rl "$directory" "$STAGES.new/data/$table" || return 1
  done
  nodetool clearsnapshot -t "$1" >/dev/null || true
  rack=$(sed -n 's/^rack=//p' "$RUN_CONFIG/cassandra-rackdc.properties")
  printf '%s\n' "ring $CLUSTER_NAME" "member $NAMESPACE/$POD_NAME" "members $(<"$MEMBERS_FILE")" "datacenter $datacenter" \
    "rack $rack" "version ${CASSANDRA_VERSION:-unknown}" "tokens $tokens" >"$STAGES.new/facts" || return 1
  mkdir -p "$STAGES" && mv "$STAGES.new" "$STAGES/$1"
}

# usage: read_ring TOKENS DATACENTER
# The variables become the tokens of this member, separated by commas, and its datacenter. Fails unless exactly the configured members are
# in the ring, all of them up.
read_ring() {
  local -n _tokens=$1 _datacenter=$2
  local answer line own expected
  local -A members=()
  own=$(sed -n 's/^broadcast_address: //p' "$RUN_CONFIG/cassandra.yaml")
  expected=$(<"$MEMBERS_FILE")
  answer=$(nodetool ring 2>&1) || {
    log "nodetool ring has failed: ${answer%%$'\n'*} [SnapshotFailed]"
    return 1
  }
  _tokens='' _datacenter=''
  while read -r line; do
    if [[ $line =~ ^Datacenter:\ (.+)$ ]]; then
      _datacenter=${BASH_REMATCH[1]}
    elif [[ $line =~ ^([0-9.]+)\ .*\ (Up|Down)\ +([A-Za-z]+)\ .*\ (-?[0-9]+)$ ]]; then
      members[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}${BASH_REMATCH[3]}
      [ "${BASH_REMATCH[1]}" != "$own" ] || _tokens=$_tokens${_tokens:+,}${BASH_REMATCH[4]}
    fi
  done <<<"$answer"
  if [ "${#members[@]}" -ne "$expected" ] || [[ ${members[*]} =~ Down|Joining|Leaving|Moving ]] || [ -z "$_tokens" ]; then
    log "the ring has ${#members[@]} members (${members[*]}), and $expected are configured, which must all be up [SnapshotFailed]"
    return 1
  fi
}
