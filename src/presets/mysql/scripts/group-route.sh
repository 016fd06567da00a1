#!/bin/bash
# Labels the pods, so that the Services follow the elected primary.

# the label that the pod of this member has got, and the value of SECONDS at that time
routed='' routed_at=0

# usage: route ROLE
# ROLE is PRIMARY or the role of a member that is not the primary. A primary labels itself, and takes the label from all others, because its
# predecessor may be frozen or cut off. It repeats that, because such a predecessor can label itself again when it continues.
route() {
  local ordinal members
  local -A labels=()
  if [ "$1" = PRIMARY ]; then
    [ "$routed" != primary ] || [ $((SECONDS - routed_at)) -ge 10 ] || return 0
    members=$(<"$MEMBERS_FILE")
    for ((ordinal = 0; ordinal < members || ordinal <= POD_INDEX; ordinal++)); do
      labels["$NAME-$ordinal"]=secondary
    done
    labels["$POD_NAME"]=primary
  else
    [ "$routed" != secondary ] || return 0
    labels["$POD_NAME"]=secondary
  fi
  # shellcheck disable=SC2310 # its exit code is the answer
  if label_pods labels; then
    routed=${labels["$POD_NAME"]} routed_at=$SECONDS
  else
    log_wait "the Kubernetes API does not label the pods, so the Services do not follow the primary: $(<"$RUN/route.error") [RouteFailed]"
  fi
}

# usage: label_pods LABELS
# LABELS, an associative array, has the label of each pod by its name. All requests go through one connection, and their answers are read
# afterwards. A pod that does not exist needs no label.
label_pods() {
  local -n _labels=$1
  local token pod body line sent=0 connection=keep-alive host=$KUBERNETES_SERVICE_HOST requests='' answers='' done=0
  token=$(<"$TOKENS/token")
  [[ $host != *:* ]] || host="[$host]"
  for pod in "${!_labels[@]}"; do
    sent=$((sent + 1))
    [ "$sent" -lt ${#_labels[@]} ] || connection=close
    body="{\"metadata\":{\"labels\":{\"$ROLE_LABEL\":\"${_labels[$pod]}\"}}}"
    requests+="PATCH /api/v1/namespaces/$NAMESPACE/pods/$pod HTTP/1.1"$'\r\n'"Host: kubernetes.default.svc"$'\r\n'
    requests+="Authorization: Bearer $token"$'\r\n'"Content-Type: application/merge-patch+json"$'\r\n'
    requests+="Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"$'\r\n'
    requests+="Content-Length: ${#body}"$'\r\n'"Connection: $connection"$'\r\n\r\n'"$body"
  done
  answers=$(timeout 5 openssl s_client -quiet -connect "$host:$KUBERNETES_SERVICE_PORT" -servername kubernetes.default.svc \
    -CAfile "$TOKENS/ca.crt" -verify_return_error -verify_hostname kubernetes.default.svc <<<"$requests" 2>"$RUN/route.error")
  while IFS= read -r line; do
    case $line in
      'HTTP/1.1 200'* | 'HTTP/1.1 404'*) done=$((done + 1)) ;;
      'HTTP/1.1 '*) echo "$line" >"$RUN/route.error" ;;
    esac
  done <<<"$answers"
  [ "$done" -eq ${#_labels[@]} ]
}
