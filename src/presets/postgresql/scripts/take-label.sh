#!/bin/bash
# usage: take-label.sh on_role_change ROLE SCOPE
# Patroni runs it when the role of this member changes. Each member labels its own pod, so a former primary that is frozen, cut off or on a
# lost node would keep the label of the primary until the kubelet finds it not Ready, and clients would reach it. A new primary takes it.
set -uo pipefail
: "${NAME:?}" "${NAMESPACE:?}" "${POD_NAME:?}" "${POD_INDEX:?}" "${KUBERNETES_SERVICE_HOST:?}" "${KUBERNETES_SERVICE_PORT:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/pod-labels.sh
. "$scripts/pod-labels.sh"

main() {
  local ordinal attempt pods=("$POD_NAME=$PRIMARY_ROLE")
  [ "${2:-}" = primary ] || return 0
  for ((ordinal = 0; ordinal < MAX_MEMBERS; ordinal++)); do
    [ "$ordinal" -eq "$POD_INDEX" ] || pods+=("$NAME-$ordinal=$REPLICA_ROLE")
  done
  for attempt in 1 2 3 4 5; do
    # shellcheck disable=SC2310 # its exit code is the answer
    ! label_pods "$API_CREDENTIALS" "$RUN/label.error" "$ROLE_LABEL" "${pods[@]}" || return 0
    log "the Kubernetes API does not label the pods, attempt $attempt: $(<"$RUN/label.error") [RouteFailed]"
    sleep 1
  done
}

main "$@"
