#!/bin/bash
# The init container. When it ends, the data may be served, and RUN has the role of this member.
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${PRIMARY_ORDINAL:?}"
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/prepare.sh
. "$scripts/prepare.sh"
# shellcheck source=SCRIPTDIR/act.sh
. "$scripts/act.sh"

main() {
  local version role leader primary previous_role origin='' mode=''
  prepare version
  read_role previous_role _
  # shellcheck disable=SC2310 # its exit code is the answer
  if [ ! -d "$DATA/mysql" ]; then
    provision origin
  elif is_to_be_adopted; then
    adopt "$version" no
    origin=member
  elif [ "$previous_role" = group ]; then
    adopt_data no
    write_atomically "$ROLE_OF_DATA" ''
  fi
  case $origin in
    first) take_role role leader primary primary "$version" ;;
    open-primary) take_role role leader primary replica "$version" ;;
    *) settle_role role leader primary mode "${origin:+yes}" "$version" ;;
  esac
  write_role "$role" "$leader" "$primary" "$mode"
  check_settings "$role"
  log "member $POD_INDEX is $role of $leader"
}

main "$@"
