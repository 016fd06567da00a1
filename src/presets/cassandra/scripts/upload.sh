#!/bin/sh
# shellcheck shell=dash
# Uploads the part of this member in each snapshot, as long as the pod runs.
#
# Invariants:
#   - A snapshot has the file `complete` only if the parts of all members are in the repository, and a part has its facts only if all of its
#     files are there.
#   - A part leaves the volume when it is uploaded, and when its upload has failed.
#   - A snapshot is deleted only after a newer one is complete, and loses the file `complete` first.
set -eu
: "${POD_INDEX:?}" "${CLUSTER_NAME:?}" "${REPOSITORY:?}" "${KEEP:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/store.sh
. "$scripts/store.sh"

# the form of the name of a snapshot, by which other directories are left alone
RUNS='[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]-[0-9][0-9]-[0-9][0-9]Z'

main() {
  trap 'exit 143' TERM
  umask 077
  while :; do
    rm -rf "$STAGES/.removed"
    for stage in "$STAGES"/*/; do
      [ ! -d "$stage" ] || process "$(basename "$stage")"
    done
    # a signal ends the wait, and not the sleep
    sleep 3 &
    wait "$!"
  done
}

# usage: process RUN
process() {
  result=failed
  read_keys "$STORE_SECRETS"
  # shellcheck disable=SC2310 # each of their commands returns its failure
  if upload "$1" "$STAGES/$1"; then
    result='done'
    if mark_complete "$1"; then
      result=complete
      remove_old "$1" || log 'older snapshots were not deleted; the next complete one deletes them [SnapshotsNotDeleted]'
    fi
  fi
  echo "$1 $result" >"$UPLOADED.new"
  mv "$UPLOADED.new" "$UPLOADED"
  # a rename, so that no start of this script finds a part without some of its files; a start of the server has deleted the part
  if mv "$STAGES/$1" "$STAGES/.removed"; then rm -rf "$STAGES/.removed"; fi
}

# usage: upload RUN DIRECTORY
# A file that the last two snapshots have is copied within the store. A part that the repository has stays as it is: the snapshot can be
# complete. The files of a failed attempt are deleted: those that have been compacted since then could bring back deleted rows.
upload() {
  target=$REPOSITORY/$1/$POD_INDEX
  # shellcheck disable=SC2310 # it returns its failures
  check_ring "$2/facts" || return 1
  [ -z "$(rclone cat "$target/facts" 2>/dev/null || true)" ] || return 0
  runs=$(rclone lsf --dirs-only "$REPOSITORY/") || return 1
  former=$(echo "$runs" | grep -x "$RUNS/" | grep -vx "$1/" | sort | tail -n 2 || true)
  part=$2
  set --
  for run in $former; do set -- "$@" --copy-dest "$REPOSITORY/$run$POD_INDEX/data"; done
  log "the upload of the part in the snapshot ${part##*/} begins"
  # shellcheck disable=SC2310 # its exit code is the answer
  long_transfer sync "$part/data" "$target/data" "$@" || return 1
  rclone copyto "$part/facts" "$target/facts" || return 1
  log "the part in the snapshot ${part##*/} is uploaded"
}

# usage: check_ring FACTS
# The repository belongs to one ring, which has the name and the tokens of its first member for life. Otherwise a ring with other data would
# delete the snapshots of this one.
check_ring() {
  tokens=$(fact "$1" tokens)
  [ -n "$tokens" ] || return 1
  own="$CLUSTER_NAME $tokens"
  tries=0
  while :; do
    status=0
    found=$(rclone cat "$REPOSITORY/ring") || status=$?
    [ "$status" -ne 0 ] || [ -z "$found" ] || break
    case $status in
      # no such file in a directory with others, no such directory, no such file
      0 | 3 | 4) ;;
      *) return 1 ;;
    esac
    if [ "$POD_INDEX" -eq 0 ]; then
      echo "$own" | rclone rcat "$REPOSITORY/ring" || return 1
    else
      tries=$((tries + 1))
      [ "$tries" -lt 30 ] || return 1
      sleep 2
    fi
  done
  if [ "${found%% *}" != "$CLUSTER_NAME" ] || { [ "$POD_INDEX" -eq 0 ] && [ "$found" != "$own" ]; }; then
    log "the repository has the snapshots of another ring, ${found%% *}, or of an earlier one with this name, and is not changed." \
      "Give snapshots.repository another path [SnapshotsOfOtherRing]"
    return 1
  fi
}

# usage: mark_complete RUN
mark_complete() {
  members=$(fact "$STAGES/$1/facts" members)
  parts=$(rclone lsf --files-only --recursive --max-depth 2 --include '/*/facts' "$REPOSITORY/$1") || return 1
  found=$(echo "$parts" | grep -c . || true)
  [ "$found" -eq "$members" ] || return 1
  echo "members $members" | rclone rcat "$REPOSITORY/$1/complete" || return 1
  log "the snapshot $1 is complete"
}

# usage: remove_old RUN
# Deletes incomplete snapshots before RUN, and complete ones other than the newest KEEP.
remove_old() {
  marks=$(rclone lsf --files-only --recursive --max-depth 2 --include "/$RUNS/complete" "$REPOSITORY/") || return 1
  kept=$(echo "$marks" | sed 's|/complete$|/|' | sort | tail -n "$KEEP" || true)
  runs=$(rclone lsf --dirs-only "$REPOSITORY/") || return 1
  runs=$(echo "$runs" | grep -x "$RUNS/" | sort || true)
  for former in $runs; do
    [ "$former" != "$1/" ] || break
    if echo "$kept" | grep -qx "$former"; then continue; fi
    rclone delete --include /complete "$REPOSITORY/$former" || return 1
    rclone purge "$REPOSITORY/$former" || return 1
    log "deleted the snapshot ${former%/}"
  done
}

main
