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

# usage: check_settings
# The settings of the role are read by the server of the next container alone, whose end would be no more than a line in its log.
check_settings() {
  run_mysqld --defaults-file="$CONFIG" --validate-config &
  await $! 'reading the settings'
  [ "$code" -eq 0 ] || die_of_server "it read the settings of a $role"
}

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
  check_settings
  say "member $POD_INDEX is $role of $leader"
}

main "$@"
