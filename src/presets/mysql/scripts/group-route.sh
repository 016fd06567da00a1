#!/bin/bash
# Labels the pods, so that the Services follow the elected primary.

# the label that the pod of this member has got, and the value of SECONDS at that time
routed='' routed_at=0

# usage: route ROLE
# ROLE is PRIMARY or the role of a member that is not the primary. A primary labels itself, and takes the label from all others, because its
# predecessor may be frozen or cut off. It repeats that, because such a predecessor can label itself again when it continues. It labels
# itself first: kube-proxy applies at most one change a second, and without that order the first one would leave the Service without a pod.
route() {
  local label=secondary ordinal pods=("$POD_NAME")
  [ "$1" != PRIMARY ] || label=primary
  if [ "$routed" = "$label" ] && { [ "$label" = secondary ] || [ $((SECONDS - routed_at)) -lt 10 ]; }; then return 0; fi
  for ((ordinal = 0; ordinal < MAX_GROUP_MEMBERS; ordinal++)); do
    if [ "$label" = primary ] && [ "$ordinal" -ne "$POD_INDEX" ]; then pods+=("$NAME-$ordinal"); fi
  done
  # shellcheck disable=SC2310 # its exit code is the answer
  if label_pods "$label" "${pods[@]}"; then
    [ "$routed" = "$label" ] || log "the Services lead to this member as a $label"
    routed=$label routed_at=$SECONDS
  else
    log_wait "the Kubernetes API does not label the pods, so the Services do not follow the primary: $(<"$RUN/route.error") [RouteFailed]"
  fi
}

# usage: label_pods LABEL POD OTHER-POD...
# POD gets the label, and the others that of a secondary. All requests go through one connection, and their answers are read afterwards. A
# pod that does not exist needs no label.
label_pods() {
  local label=$1 token body line pod connection=keep-alive host=$KUBERNETES_SERVICE_HOST requests='' answers='' succeeded=0
  token=$(<"$TOKENS/token")
  [[ $host != *:* ]] || host="[$host]"
  for pod in "${@:2}"; do
    [ "$pod" != "${!#}" ] || connection=close
    body="{\"metadata\":{\"labels\":{\"$ROLE_LABEL\":\"$label\"}}}"
    label=secondary
    requests+="PATCH /api/v1/namespaces/$NAMESPACE/pods/$pod HTTP/1.1"$'\r\n'"Host: kubernetes.default.svc"$'\r\n'
    requests+="Authorization: Bearer $token"$'\r\n'"Content-Type: application/merge-patch+json"$'\r\n'
    requests+="Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"$'\r\n'
    requests+="Content-Length: ${#body}"$'\r\n'"Connection: $connection"$'\r\n\r\n'"$body"
  done
  answers=$(timeout 5 openssl s_client -quiet -connect "$host:$KUBERNETES_SERVICE_PORT" -servername kubernetes.default.svc \
    -CAfile "$TOKENS/ca.crt" -verify_return_error -verify_hostname kubernetes.default.svc <<<"$requests" 2>"$RUN/route.error")
  while IFS= read -r line; do
    case $line in
      'HTTP/1.1 200'* | 'HTTP/1.1 404'*) succeeded=$((succeeded + 1)) ;;
      'HTTP/1.1 '*) echo "$line" >"$RUN/route.error" ;;
    esac
  done <<<"$answers"
  [ "$succeeded" -eq $(($# - 1)) ]
}
