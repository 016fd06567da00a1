#!/bin/bash
# Takes a physical backup: of all files if the last such backup is FULL_EVERY_DAYS old, otherwise of the parts that have changed.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${FULL_EVERY_DAYS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"
# shellcheck source=SCRIPTDIR/pgbackrest.sh
. "$scripts/pgbackrest.sh"

# usage: choose_type RESULT
# RESULT becomes `full` or `incr`. A backup is named by its time: 20260102-030405F.
choose_type() {
  local -n _type=$1
  local info line last='' age
  _type=full
  info=$("${BACKREST[@]}" --log-level-console=off info) || fail "the repository cannot be read; the log has the reason [ArchiveUnreachable]"
  while IFS= read -r line; do
    [[ ! $line =~ full\ backup:\ ([0-9]{8})-([0-9]{2})([0-9]{2})([0-9]{2})F ]] ||
      last="${BASH_REMATCH[1]} ${BASH_REMATCH[2]}:${BASH_REMATCH[3]}:${BASH_REMATCH[4]}"
  done <<<"$info"
  [ -n "$last" ] || return 0
  age=$(($(date -u +%s) - $(date -u -d "$last" +%s)))
  # an hour less, because two backups of the same hour are not exactly days apart
  # shellcheck disable=SC2034 # the caller's variable
  [ "$age" -ge $((FULL_EVERY_DAYS * 86400 - 3600)) ] || _type=incr
}

main() {
  local type
  check_scheduled_job "$JOB_NAME" "$NAME" archive
  read_repository "$ARCHIVE_SECRETS"
  # does not change a repository that the members have created
  "${BACKREST[@]}" --log-level-console=warn stanza-create ||
    fail "the repository cannot be used; the log has the reason [ArchiveUnreachable]"
  choose_type type
  echo "taking a backup of the type $type"
  "${BACKREST[@]}" --log-level-console=info --type="$type" backup || fail "the backup failed; the log has the reason [ArchiveBackupFailed]"
}

main
