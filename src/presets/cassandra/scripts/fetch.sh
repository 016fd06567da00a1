#!/bin/sh
# shellcheck shell=dash
# Fetches the part of this member in SNAPSHOT, before the first start of a member of a restored ring.
#
# Invariants:
#   - The part is on the volume under its name only if all of its files are there. An interrupted fetch continues.
#   - Its facts have the name of the snapshot: a part of another one is turned into that of SNAPSHOT until the member enters with it.
#   - A volume that has data, and the repository, stay as they are.
set -eu
: "${POD_NAME:?}" "${POD_INDEX:?}" "${NAMESPACE:?}" "${CLUSTER_NAME:?}" "${DATACENTER:?}" "${REPOSITORY:?}" "${SNAPSHOT:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/store.sh
. "$scripts/store.sh"

main() {
  trap 'exit 143' TERM
  umask 077
  first_boot=$(cat "$FIRST_BOOT_FILE")
  [ "$first_boot" = true ] || exit 0
  for path in "$VOLUME"/*; do
    case ${path##*/} in
      # if the volume has anything else, the start decides about it
      lost+found | fetching | '*') ;;
      fetched) if grep -qx "snapshot $SNAPSHOT" "$FETCHED/facts"; then exit 0; fi ;;
      *) exit 0 ;;
    esac
  done
  read_keys "$SOURCE_SECRETS"
  part=$REPOSITORY/$SNAPSHOT/$POD_INDEX
  if [ -e "$FETCHED" ]; then
    rm -rf "$FETCHING"
    mv "$FETCHED" "$FETCHING"
  fi
  mkdir -p "$FETCHING"
  # rclone 1.75 succeeds with no output if there are other objects
  mark=$(rclone cat "$REPOSITORY/$SNAPSHOT/complete") || true
  [ -n "$mark" ] || fail "the repository has no complete snapshot $SNAPSHOT, or does not answer: see the log [SnapshotMissing]"
  members=$(cat "$MEMBERS_FILE")
  [ "$mark" = "members $members" ] ||
    fail "the snapshot is of a ring of ${mark#members } members, and this one has $members: a member can only take the place of one." \
      "Set replicas to ${mark#members }, and change the number after the restore [RestoreMembersDiffer]"
  rclone copyto "$part/facts" "$FETCHING/facts" || fail 'the facts of the part were not fetched: see the log [FetchFailed]'
  check_facts
  echo "snapshot $SNAPSHOT" >>"$FETCHING/facts"
  log "fetching the snapshot $SNAPSHOT"
  # sync deletes the rest of an interrupted file
  # shellcheck disable=SC2310 # its exit code is the answer
  long_transfer sync "$part/data" "$FETCHING/data" || fail 'the part was not fetched: see the log [FetchFailed]'
  sync -f "$FETCHING"
  mv "$FETCHING" "$FETCHED"
  log 'the part of this member is fetched'
}

# usage: check_facts
check_facts() {
  found=$(fact "$FETCHING/facts" datacenter)
  [ "$found" = "$DATACENTER" ] ||
    fail "the snapshot is of the datacenter $found, and this ring is in $DATACENTER: its keyspaces would have no copies. Set datacenter to" \
      "$found [RestoreDatacenterDiffers]"
  ring=$(fact "$FETCHING/facts" ring)
  found=$(fact "$FETCHING/facts" member)
  [ "$ring" != "$CLUSTER_NAME" ] || [ "$found" = "$NAMESPACE/$POD_NAME" ] ||
    fail "the snapshot is of the ring $CLUSTER_NAME, whose member is $found: two rings with one name could join into one. Give this one" \
      "another clusterName [RestoreRingName]"
}

main
