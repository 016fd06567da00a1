#!/bin/bash
# Checks the owner of the volume and its content.
#
# Invariant: if a volume belongs to another member or ring, or lacks data that it had, a start ends before it changes the volume.

# With less room, the server cannot write the files with which it starts.
LEAST_ROOM_KIB=1024

# usage: check_volume
check_volume() {
  local path foreign=() owner
  for path in "$VOLUME" "$DATA"; do
    [ ! -e "$path" ] || { [ -r "$path" ] && [ -w "$path" ] && [ -x "$path" ]; } ||
      fail "user $EUID may not read and write $path: no file was changed. Make the pod's user or group its owner, and that of all files in" \
        "it [VolumeInaccessible]"
  done
  if [ -s "$OWNER" ]; then
    owner=$(<"$OWNER")
    [ "$owner" = "$CLUSTER_NAME $NAMESPACE/$POD_NAME" ] ||
      fail "the volume has the data of '$owner', and this is '$CLUSTER_NAME $NAMESPACE/$POD_NAME' (ring, namespace and pod): a copy that" \
        "reaches the members of its origin joins them. No file was changed. Give this member its own volume, or an empty one" \
        "($DOCUMENTATION, 'Give a volume back to its member') [VolumeOfAnotherMember]"
    return
  fi
  shopt -s nullglob dotglob
  for path in "$VOLUME"/*; do
    case ${path##*/} in
      lost+found | owner.new | replace-now | replaces | fetching | fetched) ;;
      *) foreign+=("${path##*/}") ;;
    esac
  done
  shopt -u nullglob dotglob
  [ "${#foreign[@]}" -eq 0 ] ||
    fail "the volume has files that this preset did not write: $(printf '%q ' "${foreign[@]:0:5}"). No file was changed. Give this member" \
      "its own volume, or delete the files if they are not needed [VolumeForeign]"
}

# usage: await_room
# On a full volume, the server ends at its start. A member that waits starts as soon as there is room, without the back-off of the kubelet,
# and meanwhile an engineer can delete snapshots from its container.
await_room() {
  local free
  while :; do
    free=$(df -k --output=avail "$VOLUME")
    [ "${free##*[!0-9]}" -lt "$LEAST_ROOM_KIB" ] || break
    wait_because "the volume is full, so the server cannot start. Make room, or grow the volume ($DOCUMENTATION, 'Make room on a full" \
      "volume') [VolumeFull]"
  done
  rm -f "$WAIT_REASON"
}

# usage: read_volume STATE
# STATE becomes member (the data of a member of the ring), begun (that of the first member of a ring that it began), restored (that of a
# snapshot, with which it enters), or empty. It is empty even if an earlier start has copied a part of the data: the others are asked again,
# and the copy starts over.
read_volume() {
  local -n _state=$1
  local entry
  _state=empty
  if [ -e "$MEMBER" ]; then
    # shellcheck disable=SC2310 # its exit code is the answer
    has_system_tables ||
      fail "the volume belongs to a member of the ring, and its system tables are missing from $DATA: they were deleted, or the volume is" \
        "damaged. No file was changed. Restore the volume, or replace it ($DOCUMENTATION, 'Replace a lost or damaged volume') [DataDamaged]"
    _state=member
  elif [ -s "$ENTRY" ]; then
    entry=$(<"$ENTRY")
    [ "$entry" != begin ] || _state=begun
    # shellcheck disable=SC2034 # the caller's variable
    [ "$entry" != restore ] || _state=restored
  fi
}

has_system_tables() {
  local path
  for path in "$DATA"/system/local-*; do
    [ ! -d "$path" ] || return 0
  done
  return 1
}

# usage: keep FILE TEXT
keep() {
  # shellcheck disable=SC2310 # without room, the reason is in the termination message
  write_atomically "$1" "$2" || fail "cannot write $1.new: see whether there is room on its volume [VolumeFull]"
}
