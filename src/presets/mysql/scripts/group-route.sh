#!/bin/bash
# Labels the pods, so that the Services follow the elected primary.

# the label that the pod of this member has got, and the value of SECONDS at that time
routed='' routed_at=0

# the value of SECONDS when the API last refused a label
refused_at=-2

# usage: route ROLE
# ROLE is PRIMARY or the role of a member that is not the primary. A primary labels itself, and takes the label from all others, because its
# predecessor may be frozen or cut off. It repeats that, because such a predecessor can label itself again when it continues. It labels
# itself first: kube-proxy applies at most one change a second, and without that order the first one would leave the Service without a pod.
route() {
  local label=secondary ordinal pods
  [ "$1" != PRIMARY ] || label=primary
  pods=("$POD_NAME=$label")
  if [ "$routed" = "$label" ] && { [ "$label" = secondary ] || [ $((SECONDS - routed_at)) -lt 10 ]; }; then return 0; fi
  # each attempt starts a client, and the sidecar looks at the server at least twice a second
  [ $((SECONDS - refused_at)) -ge 2 ] || return 0
  for ((ordinal = 0; ordinal < MAX_GROUP_MEMBERS; ordinal++)); do
    if [ "$label" = primary ] && [ "$ordinal" -ne "$POD_INDEX" ]; then pods+=("$NAME-$ordinal=secondary"); fi
  done
  # shellcheck disable=SC2310 # its exit code is the answer
  if label_pods "$TOKENS" "$RUN/route.error" "$ROLE_LABEL" "${pods[@]}"; then
    [ "$routed" = "$label" ] || log "the Services lead to this member as a $label"
    routed=$label routed_at=$SECONDS
  else
    refused_at=$SECONDS
    log_wait "the Kubernetes API does not label the pods, so the Services do not follow the primary: $(<"$RUN/route.error") [RouteFailed]"
  fi
}
