#!/bin/bash
# Stores one file of the write-ahead log in the repository. The server runs it for each file, and repeats it until it succeeds.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/pgbackrest.sh
. "$scripts/pgbackrest.sh"

# the log of the server has errors only; a server that shuts down waits for this command, so an object store that does not answer must not
# hold it up for long
OPTIONS=(--log-level-console=off --log-level-stderr=warn --io-timeout=5)

main() {
  local errors
  read_repository "$ARCHIVE_SECRETS"
  errors=$("${BACKREST[@]}" "${OPTIONS[@]}" archive-push "$1" 2>&1) && return
  case $errors in
    *FileMissingError*)
      # the repository is new
      "${BACKREST[@]}" "${OPTIONS[@]}" --no-online stanza-create
      "${BACKREST[@]}" "${OPTIONS[@]}" archive-push "$1"
      ;;
    *ArchiveMismatchError*)
      log "the path of the repository has the archive of another cluster: use another path. $errors [ArchiveOfOtherCluster]"
      exit 1
      ;;
    *)
      echo "$errors" >&2
      exit 1
      ;;
  esac
}

main "$@"
