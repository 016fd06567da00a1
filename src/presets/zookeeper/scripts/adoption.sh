#!/bin/bash
# Adopts the data of another ensemble, if adopt is set: at its first start, each member takes over the volume of the former member of its
# ordinal. ADOPTION_FILE has the id of the former first member, or none.
#
# Invariants:
#   - Until every finding is resolved, no file on the volumes of this member changes.
#   - Until the server starts, the only changes are a rename and files that the former server does not read. Undo the rename, and the former
#     server starts on the volume.

# usage: is_to_be_adopted
# Succeeds if this member adopts its volume, or has begun to. Every start of a member of this preset leaves its member list.
is_to_be_adopted() {
  [ "$(<"$ADOPTION_FILE")" != none ] && [ ! -e "$MEMBERS_OF_DATA" ] && { [ -e "$FORMER/myid" ] || [ -e "$FORMER/version-2" ]; }
}

# usage: adopt_volumes ID
adopt_volumes() {
  check_adoption
  log 'adopting the data of the former ensemble'
  [ ! -e "$FORMER/version-2" ] || mv "$FORMER/version-2" "$DATA/version-2"
  [ "$TRANSACTION_LOG" = "$DATA" ] || write_file "$TRANSACTION_LOG/myid" "$1"
  sync -f "$DATA" "$TRANSACTION_LOG"
}

# usage: check_adoption
# Ends the start with all findings, each with its remedy.
check_adoption() {
  local -a findings=()
  check_owner findings
  check_parts findings
  check_access findings
  refuse_findings 'the volumes of this member' '' "${findings[@]}"
}

# usage: check_owner FINDINGS
# A member with the data of another one would be elected with writes that its ensemble lacks, or lack writes that it has acknowledged.
check_owner() {
  local -n _of_owner=$1
  local id expected
  expected=$(($(<"$ADOPTION_FILE") + POD_INDEX))
  id=$(cat "$FORMER/myid" 2>/dev/null || echo none)
  [ "$id" = "$expected" ] || _of_owner+=("Its id is $id, and that of the former member of this ordinal is $expected. Give each member the\
 volume of the former member of the same ordinal, or set minServerId of the adoption to the value of the chart.")
}

# usage: check_parts FINDINGS
# The data has snapshots, and a transaction log where the program expects it.
check_parts() {
  local -n _of_parts=$1
  local snapshots logs separate_logs=0 files
  count_files snapshots {"$FORMER","$DATA"}/version-2/snapshot.*
  count_files logs {"$FORMER","$DATA"}/version-2/log.*
  list_others files
  [ "$TRANSACTION_LOG" = "$DATA" ] || count_files separate_logs "$TRANSACTION_LOG"/version-2/log.*
  [ "$snapshots" -gt 0 ] || _of_parts+=("It has no snapshot, so it has no data of an ensemble. Give this member the right volume, or an\
 empty one.")
  if [ "$TRANSACTION_LOG" = "$DATA" ]; then
    [ "$logs" -gt 0 ] || _of_parts+=("It has no transaction log. If the old installation has it on a separate volume (dataLogDir), set\
 transactionLog, and give that volume to the claim log-$POD_NAME.")
  elif [ "$logs" -gt 0 ]; then
    _of_parts+=('Its transaction log is next to the snapshots, and transactionLog expects it on a separate volume. Omit transactionLog.')
  elif [ "$separate_logs" -eq 0 ]; then
    _of_parts+=("The volume of the transaction log has none. Give the one of the old installation to the claim log-$POD_NAME.")
  fi
  if [ -e "$FORMER/version-2" ] && [ -e "$DATA/version-2" ]; then files+=' version-2'; fi
  [ -z "$files" ] || _of_parts+=("Files of another origin are next to the data:$files. Move them to another place.")
}

# usage: count_files RESULT PATH...
# RESULT becomes the number of paths that exist.
count_files() {
  local -n _count=$1
  local path
  _count=0
  for path in "${@:2}"; do
    [ ! -e "$path" ] || _count=$((_count + 1))
  done
}

# usage: list_others RESULT
# RESULT becomes the names in the root of the volume that are neither of the chart nor of an interrupted start.
list_others() {
  local -n _others=$1
  local path
  _others=''
  shopt -s nullglob dotglob
  for path in "$DATA"/*; do
    case ${path##*/} in
      data | version-2 | lost+found | myid | myid.new | members.new) ;;
      *) _others+=" ${path##*/}" ;;
    esac
  done
  shopt -u nullglob dotglob
}

# usage: check_access FINDINGS
check_access() {
  local -n _of_access=$1
  local path
  path=$(
    find "$DATA" "$TRANSACTION_LOG" -not -name lost+found \( ! -readable -o ! -writable -o -type d ! -executable \) \
      -print -quit 2>&1 || true
  )
  [ -z "$path" ] || _of_access+=("User $EUID may not read and write $path. Use storage that supports fsGroup, or change the owner of the\
 files to $EUID with a pod that runs as root.")
}
