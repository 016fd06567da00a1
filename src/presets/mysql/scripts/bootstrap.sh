#!/bin/bash
# The init container: leaves data that may be served, and in RUN what this member is.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
# shellcheck source=SCRIPTDIR/seed.sh
. "$scripts/seed.sh"
# shellcheck source=SCRIPTDIR/look.sh
. "$scripts/look.sh"
# shellcheck source=SCRIPTDIR/decide.sh
. "$scripts/decide.sh"
# shellcheck source=SCRIPTDIR/version.sh
. "$scripts/version.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"

main() {
  trap 'exit 143' TERM
  umask 077
  check_volume
  check_passwords
  : >"$RUN/role.cnf"
  write_client_options
  check_version
  seeded=''
  [ -d "$DATA/mysql" ] || {
    seed
    seeded=true
  }
  decide
  write_role
  say "member $POD_INDEX is $role of $leader"
}

main "$@"
