#!/bin/bash
# The beginning of the init container, in both topologies. The caller sets scripts, the directory of this file.
: "${scripts:?}"
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/password-checks.sh
. "$scripts/password-checks.sh"
# shellcheck source=SCRIPTDIR/sql.sh
. "$scripts/sql.sh"
# shellcheck source=SCRIPTDIR/server.sh
. "$scripts/server.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"
# shellcheck source=SCRIPTDIR/version.sh
. "$scripts/version.sh"
# shellcheck source=SCRIPTDIR/provision.sh
. "$scripts/provision.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/adoption-findings.sh
. "$scripts/adoption-findings.sh"
# shellcheck source=SCRIPTDIR/adoption.sh
. "$scripts/adoption.sh"
# shellcheck source=SCRIPTDIR/adoption-facts.sh
. "$scripts/adoption-facts.sh"
# shellcheck source=SCRIPTDIR/adoption-check.sh
. "$scripts/adoption-check.sh"
# shellcheck source=SCRIPTDIR/source.sh
. "$scripts/source.sh"
# shellcheck source=SCRIPTDIR/source-check.sh
. "$scripts/source-check.sh"
# shellcheck source=SCRIPTDIR/source-seed.sh
. "$scripts/source-seed.sh"
# shellcheck source=SCRIPTDIR/survey.sh
. "$scripts/survey.sh"
# shellcheck source=SCRIPTDIR/facts.sh
. "$scripts/facts.sh"
# shellcheck source=SCRIPTDIR/role.sh
. "$scripts/role.sh"
# shellcheck source=SCRIPTDIR/group-state.sh
. "$scripts/group-state.sh"
# shellcheck source=SCRIPTDIR/topology.sh
. "$scripts/topology.sh"

# usage: prepare RESULT [group]
# Checks the pod, the volume, the passwords and the version, before the start changes data. RESULT becomes the server's version.
prepare() {
  trap 'exit 143' TERM
  umask 077
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  check_volume
  check_passwords
  : >"$ROLE_CONFIG"
  write_client_options "$RUN/members.cnf" "$MEMBERS_USER" replication
  check_version "$@"
}
