#!/bin/bash
# The other members: their addresses, and what they are. The function of each with RESULT sets the variable of that name in its caller.

# usage: find_addresses RESULT
# RESULT, an array, becomes the addresses of all members by ordinal: those of their Services, which exist without the pods and do not
# change.
find_addresses() {
  local -n _addresses=$1
  local ordinal line
  _addresses=()
  for ((ordinal = 0; ordinal < MEMBERS; ordinal++)); do
    until line=$(timeout 5 getent hosts "$NAME-$ordinal.$NAMESPACE.svc$domain") && [ -n "$line" ]; do
      log_wait "waiting for the name of the Service $NAME-$ordinal to resolve"
      sleep 0.5
    done
    _addresses[ordinal]=${line%%[[:space:]]*}
  done
}

# usage: find_domain RESULT
# RESULT becomes the domain of the cluster with a dot on both sides, from the pod's name in the hosts file of the kubelet. A short name
# would also be looked up in the search domains of the node.
find_domain() {
  local -n _domain=$1
  local name
  _domain=''
  while read -r _ name _; do
    [[ $name != "$POD_NAME.$NAME.$NAMESPACE.svc."* ]] || _domain=".${name#"$POD_NAME.$NAME.$NAMESPACE.svc."}."
  done <"$HOSTS_FILE"
}

# usage: survey SERVING EMPTY SILENT
# Each, an array, becomes the ordinals of the other members that are so. All are asked at once, since one that is gone answers only after a
# time.
survey() {
  local -n _serving=$1 _empty=$2 _silent=$3
  local ordinal state answers asked=()
  _serving=() _empty=() _silent=()
  answers=$(mktemp -d -p "$RUN")
  for ((ordinal = 0; ordinal < MEMBERS; ordinal++)); do
    [ "$ordinal" -ne "$POD_INDEX" ] || continue
    timeout 7 bash "$scripts/peer.sh" "${addresses[ordinal]}" >"$answers/$ordinal" &
    asked+=($!)
  done
  for ordinal in "${asked[@]}"; do wait "$ordinal" || true; done
  for ((ordinal = 0; ordinal < MEMBERS; ordinal++)); do
    [ "$ordinal" -ne "$POD_INDEX" ] || continue
    state=$(<"$answers/$ordinal")
    case $state in
      serves) _serving+=("$ordinal") ;;
      empty) _empty+=("$ordinal") ;;
      *) _silent+=("$ordinal") ;;
    esac
  done
  rm -r "$answers"
}

# usage: answer_empty
# While this member waits with an empty volume, it answers so to the others, in the background.
answer_empty() {
  python3 -c '
import socket, sys
server = socket.create_server(("", int(sys.argv[1])), backlog=16)
while True:
    connection, _ = server.accept()
    try:
        connection.sendall(b"empty\n")
    except OSError:
        pass
    connection.close()
' "$STORAGE_PORT" &
  answerer=$!
}

# usage: stop_answering
stop_answering() {
  [ -z "$answerer" ] || kill "$answerer"
  answerer=''
}

# usage: wait_because TEXT...
# Waits for a second. The reason is logged once, and the startup probe repeats it.
wait_because() {
  if [ "$*" != "$wait_reason" ]; then
    wait_reason=$*
    log "$*"
    echo "$*" >"$WAIT_REASON"
  fi
  sleep 1
}

# usage: name_members RESULT ORDINAL...
name_members() {
  local -n _names=$1
  local ordinal
  _names=''
  for ordinal in "${@:2}"; do _names="$_names${_names:+, }$NAME-$ordinal"; done
}
