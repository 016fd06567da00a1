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

# the exit code of pgBackRest if no repository could take the file, for instance because it is new
NO_REPOSITORY=103
# its exit code if the repository belongs to another cluster
OTHER_CLUSTER=28

main() {
  local status=0
  read_repository "$ARCHIVE_SECRETS"
  backrest --log-level-console=off --log-level-stderr=warn archive-push "$1" || status=$?
  [ "$status" != 0 ] || return 0
  [ "$status" = "$NO_REPOSITORY" ] || exit "$status"
  status=0
  backrest --no-online --log-level-console=off --log-level-stderr=warn stanza-create || status=$?
  [ "$status" != "$OTHER_CLUSTER" ] || log "the path of the repository has the archive of another cluster: use another path" \
    "[ArchiveOfOtherCluster]"
  [ "$status" = 0 ] || exit "$status"
  backrest --log-level-console=off --log-level-stderr=warn archive-push "$1"
}

main "$@"
