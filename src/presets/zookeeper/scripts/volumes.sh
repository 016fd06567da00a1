#!/bin/bash
# Checks whether the volumes belong to this member, and whether they have data. The pod's environment sets TRANSACTION_LOG, the directory of
# the transaction log, which can be DATA.
#
# Invariant: if a volume belongs to another member, or one of the two is lost, a start ends before it changes a volume.

# usage: check_volumes
# Ends the start if a volume has files that this preset did not write. Before the server writes, each start writes the member list next to
# the data and the id next to a separate log, so a volume without these files has no data of this ensemble.
check_volumes() {
  check_volume data "$DATA" members members.new myid myid.new initialize accept-members
  [ "$TRANSACTION_LOG" = "$DATA" ] || check_volume 'transaction log' "$TRANSACTION_LOG" myid myid.new initialize
}

# usage: check_volume NAME DIRECTORY SIGN HALF_MADE...
# The volume belongs to this preset if the file SIGN exists. HALF_MADE names files of an interrupted first start, which are not data.
check_volume() {
  local name=$1 directory=$2 own=" lost+found ${*:3} " path origin foreign=()
  if [ ! -r "$directory" ] || [ ! -w "$directory" ] || [ ! -x "$directory" ]; then
    fail "user $EUID may not read and write the volume of the $name at $directory: no file was changed." \
      "Make the pod's user or group its owner [VolumeInaccessible]"
  fi
  [ ! -e "$directory/$3" ] || return 0
  shopt -s nullglob dotglob
  for path in "$directory"/*; do
    [[ $own = *" ${path##*/} "* ]] || foreign+=("${path##*/}")
  done
  shopt -u nullglob dotglob
  [ "${#foreign[@]}" -gt 0 ] || return 0
  find_origin origin "$directory"
  [ "${#foreign[@]}" -le 5 ] || foreign=("${foreign[@]:0:5}" ...)
  fail "the volume of the $name has files that this preset did not write: $(printf '%q ' "${foreign[@]}")($origin). No file was changed." \
    "Give this member its own volume, or delete the files if they are not needed;" \
    "to go on with this data, see $DOCUMENTATION, 'Take over the data of another ensemble' [VolumeForeign]"
}

# usage: find_origin RESULT DIRECTORY
# RESULT becomes the probable writer of the files in DIRECTORY.
find_origin() {
  local -n _origin=$1
  if [ -e "$2/data/version-2" ] || [ -e "$2/data/myid" ]; then
    _origin="the layout of Bitnami's chart, or of one like it"
  elif [ -e "$2/version-2" ] && [ -e "$2/myid" ]; then
    _origin='the data of another ensemble, in the layout of the official image'
  elif [ -e "$2/version-2" ]; then
    _origin='the directory of a ZooKeeper server that this preset did not start'
  else
    # shellcheck disable=SC2034 # the caller's variable
    _origin='no layout of ZooKeeper'
  fi
}

# usage: check_data EMPTY
# EMPTY becomes true if this member has no snapshot to start from, and otherwise false.
check_data() {
  local -n _empty=$1
  local snapshot
  _empty=true
  for snapshot in "$DATA"/version-2/snapshot.*; do
    # shellcheck disable=SC2034 # the caller's variable
    [ ! -e "$snapshot" ] || _empty=false
  done
}

# usage: check_id DIRECTORY ID
# A volume always belongs to one member, because votes and sessions have its id.
check_id() {
  local previous_id
  if [ -s "$1/myid" ]; then
    previous_id=$(<"$1/myid")
    if [ "$previous_id" != "$2" ]; then
      fail "the volume at $1 belongs to the member with id $previous_id and this is member $POD_INDEX with id $2: no file was changed." \
        "Give each its own volume back ($DOCUMENTATION, 'Give a volume back to its member') [VolumeOfAnotherMember]"
    fi
  fi
}

# usage: check_log
# A member that lost its transaction log would vote with the state of its last snapshot, without the writes acknowledged since.
check_log() {
  local file remedy='Delete both claims and the pod, and the member gets everything from the leader'
  remedy="$remedy ($DOCUMENTATION, 'Replace a lost or damaged volume')"
  [ "$TRANSACTION_LOG" != "$DATA" ] || return 0
  if [ "$empty" = false ] && [ ! -e "$TRANSACTION_LOG/myid" ]; then
    fail "the volume of the snapshots has data and that of the transaction log is new:" \
      "what was acknowledged since the last snapshot is missing. $remedy [VolumePairIncomplete]"
  fi
  for file in "$TRANSACTION_LOG"/version-2/log.*; do
    [ "$empty" = false ] || [ ! -e "$file" ] ||
      fail "the volume of the transaction log has data and that of the snapshots is new. $remedy [VolumePairIncomplete]"
  done
}

# usage: mark_volumes ID
# Called before the server writes data.
mark_volumes() {
  [ -s "$DATA/myid" ] || write_file "$DATA/myid" "$1"
  [ -s "$TRANSACTION_LOG/myid" ] || write_file "$TRANSACTION_LOG/myid" "$1"
}

# usage: write_file FILE TEXT
write_file() {
  # shellcheck disable=SC2310 # without room, the reason is in the termination message
  write_atomically "$1" "$2" || fail "cannot write $1.new: see whether there is room on its volume [VolumeFull]"
}
