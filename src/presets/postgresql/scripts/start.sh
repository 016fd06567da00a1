#!/bin/bash
# Replaces itself with Patroni, which starts the server.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"

# usage: write_config
# Patroni reads all files of a directory. The password is in memory only: as a string of YAML, in which a quote is doubled, and as a field
# of a password file, in which colons and backslashes are escaped.
write_config() {
  local password account field
  read_secret password "$PASSWORDS/replication"
  mkdir -p "$RUN_CONFIG"
  ln -sf "$CONFIG" "$RUN_CONFIG/10-shared.yml"
  {
    printf 'postgresql:\n  authentication:\n'
    for account in replication rewind; do
      printf "    %s:\n      password: '%s'\n" "$account" "${password//\'/\'\'}"
    done
  } >"$RUN_CONFIG/20-passwords.yml"
  field=${password//\\/\\\\}
  printf '*:*:*:*:%s\n' "${field//:/\\:}" >"$MEMBERS_PASSWORD"
}

umask 077
remove_unfinished_clone
write_config
"$BASH" "$scripts/watch-replica.sh" &
exec patroni "$RUN_CONFIG"
