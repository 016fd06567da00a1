#!/bin/bash
# Labels of pods, through the Kubernetes API.

# usage: label_pods CREDENTIALS ERROR-FILE LABEL POD=VALUE...
# CREDENTIALS is the directory of the token and the authority. All requests go through one connection, in the given order, and their answers
# are read afterwards. A pod that does not exist needs no label.
label_pods() {
  local token body line pod connection=keep-alive host=$KUBERNETES_SERVICE_HOST requests='' answers='' succeeded=0
  token=$(<"$1/token")
  [[ $host != *:* ]] || host="[$host]"
  for pod in "${@:4}"; do
    [ "$pod" != "${!#}" ] || connection=close
    body="{\"metadata\":{\"labels\":{\"$3\":\"${pod#*=}\"}}}"
    requests+="PATCH /api/v1/namespaces/$NAMESPACE/pods/${pod%%=*} HTTP/1.1"$'\r\n'"Host: kubernetes.default.svc"$'\r\n'
    requests+="Authorization: Bearer $token"$'\r\n'"Content-Type: application/merge-patch+json"$'\r\n'
    requests+="Accept: application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1"$'\r\n'
    requests+="Content-Length: ${#body}"$'\r\n'"Connection: $connection"$'\r\n\r\n'"$body"
  done
  answers=$(timeout 5 openssl s_client -quiet -connect "$host:$KUBERNETES_SERVICE_PORT" -servername kubernetes.default.svc \
    -CAfile "$1/ca.crt" -verify_return_error -verify_hostname kubernetes.default.svc <<<"$requests" 2>"$2")
  while IFS= read -r line; do
    # the body of an error does not end in a line break
    case ${line##*\}} in
      'HTTP/1.1 200'* | 'HTTP/1.1 404'*) succeeded=$((succeeded + 1)) ;;
      'HTTP/1.1 '*) echo "${line##*\}}" >"$2" ;;
    esac
  done <<<"$answers"
  [ "$succeeded" -eq $(($# - 3)) ]
}
