#!/bin/bash
# The init container. When it ends, Patroni may start: it serves the data of this member, or clones another member. Patroni itself never
# creates a cluster, because its configuration has no section for that.
#
# The store knows | this volume has | then
# no cluster      | no data         | member 0 creates or restores the cluster if first boot is declared; otherwise the member waits
# no cluster      | data            | Patroni enters it into the store
# a cluster       | no data         | Patroni clones
# a cluster       | its data        | Patroni serves it
# a cluster       | other data      | the start fails
set -euo pipefail
: "${NAME:?}" "${POD_NAME:?}" "${POD_INDEX:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/volume.sh
. "$scripts/volume.sh"
# shellcheck source=SCRIPTDIR/store.sh
. "$scripts/store.sh"
# shellcheck source=SCRIPTDIR/provision.sh
. "$scripts/provision.sh"
# shellcheck source=SCRIPTDIR/pgbackrest.sh
. "$scripts/pgbackrest.sh"
# shellcheck source=SCRIPTDIR/recover.sh
. "$scripts/recover.sh"

# usage: check_image
# A start without patronictl would wait for the Kubernetes API forever.
check_image() {
  local program
  for program in patroni patronictl initdb pg_ctl pg_controldata postgres psql; do
    [ -n "$(type -P "$program" || true)" ] ||
      fail "the image has no $program on its PATH. No file was changed. Use an image of PostgreSQL with Patroni, see $DOCUMENTATION," \
        "'When something is wrong' [ImageIncomplete]"
  done
}

# usage: may_create_cluster
# For a member that has no data, while the store knows no cluster.
may_create_cluster() {
  local first_boot
  read_first_boot first_boot
  if [ "$first_boot" != true ]; then
    log_wait 'this member has no data, and the store knows no cluster: waiting for a member that has data. If this is the first' \
      "deployment, set firstBoot: true. If all volumes are lost, see $DOCUMENTATION, 'Restore a set that lost all volumes'" \
      '[FirstBootNotDeclared]'
    return 1
  elif [ "$POD_INDEX" -ne 0 ]; then
    log_wait 'waiting for member 0, which creates the cluster'
    return 1
  fi
}

# usage: check_owner CLUSTER
check_owner() {
  local owner
  read_system_id owner
  [ "$owner" = "$1" ] ||
    fail "the data of this member belongs to the cluster $owner, and this is the cluster $1. No file was changed. Give the member its own" \
      "volume, or see $DOCUMENTATION, 'Clone a member again' [DataOfOtherCluster]"
}

main() {
  local cluster data
  # the first process of a container ignores the signal otherwise, and a start that waits would last for the grace period
  trap 'exit 143' TERM
  umask 077
  check_image
  check_pod_name "$POD_NAME" "$NAME" "$POD_INDEX"
  remove_unfinished_clone
  while :; do
    read_cluster cluster
    read_data_state data
    case $cluster:$data in
      *:unknown)
        fail "the data of this member has no pg_control, so it is damaged. No file was changed. Restore the volume, or see" \
          "$DOCUMENTATION, 'Clone a member again' [DataDamaged]"
        ;;
      none:none)
        # shellcheck disable=SC2310 # its exit code is the answer
        may_create_cluster && break
        ;;
      *) break ;;
    esac
    sleep 2
  done
  [ "$data" != complete ] || check_version
  if [ "$cluster:$data" = none:none ]; then
    if [ -e "$SOURCE_CONFIG" ]; then recover; else provision; fi
  elif [ "$cluster" != none ]; then
    [ "$data" != complete ] || check_owner "$cluster"
    apply_dynamic_config
  else
    add_dynamic_config "$DATA"
  fi
}

main "$@"
