#!/bin/bash
# Replaces itself with the server of pgBackRest, by which the backup Job reads the files of this member.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/pgbackrest.sh
. "$scripts/pgbackrest.sh"
read_repository "$ARCHIVE_SECRETS"
exec pgbackrest --config="$ARCHIVE_CONFIG" --log-level-console=warn server
