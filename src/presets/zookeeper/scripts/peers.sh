#!/bin/bash
# Queries to other members, and the answer of this member while it waits. A function with RESULT sets the variable of that name in its
# caller. A member that does not answer is not an error. RESULT shows it, because the shell ignores errors inside a condition.
# start.sh has the state of the start: hosts, domain, empty, wait_reason, told.

# usage: find_domain RESULT OWN_HOST
# RESULT becomes the suffix that makes a member's host absolute, from the pod's name in the hosts file of the kubelet. A short name would
# also be looked up in the search domains of the node. If one of them has a wildcard record, a stopped member would resolve to another
# server.
find_domain() {
  local -n _domain=$1
  local name
  _domain=''
  while read -r _ name _; do
    [[ $name != "$2".* ]] || _domain=${name#"$2"}.
  done <"$HOSTS_FILE"
}

# usage: make_absolute RESULT HOST
# A server of another ensemble has an absolute host already.
make_absolute() {
  local -n _absolute=$1
  _absolute=$2
  # shellcheck disable=SC2034 # the caller's variable
  [[ $2 = *. ]] || _absolute=$2$domain
}

# usage: query_role RESULT HOST
# RESULT becomes leads, empty (a member that waits as this one does), or silent. Only a leader or a waiting member listens on this port. A
# leader sends no data before it receives some. If the connection ends at once, a waiting member was at the end of its one-second round.
query_role() {
  local -n _role=$1
  local answer host since=${EPOCHREALTIME//[.,]/}
  log_wait "asks $2 whether it leads"
  _role=silent
  make_absolute host "$2"
  if answer=$(timeout 3 nc -w 1 "$host" "$QUORUM_PORT" </dev/null 2>/dev/null); then
    case $answer in
      empty) _role=empty ;;
      *) [ $((${EPOCHREALTIME//[.,]/} - since)) -lt 900000 ] || _role=leads ;;
    esac
  fi
}

# usage: query_members RESULT HOST
# RESULT becomes the list with which the server of HOST runs, or an empty string if it does not answer. During an election, which takes some
# seconds, a server does not report its list.
query_members() {
  local -n _members=$1
  local answer host end=$((SECONDS + 5))
  make_absolute host "$2"
  while :; do
    log_wait "asks $2 which members it runs with"
    # shellcheck disable=SC2310 # its exit code tells that there is no answer
    answer=$(timeout 3 nc -w 1 "$host" "$CLIENT_PORT" <<<conf 2>/dev/null) || answer=$(query_by_tls "$host") || answer=''
    if [[ $answer != *'not currently serving'* ]] || [ "$SECONDS" -ge "$end" ]; then break; fi
    sleep 0.5
  done
  # shellcheck disable=SC2034 # the caller's variable
  _members=$(sed -n 's/.*server\.\([0-9]*\)=\([^:]*\):.*/\1 \2/p' <<<"$answer")
}

# usage: query_by_tls HOST
# Prints the answer of the server on the port for clients with TLS. The certificate is not verified, because an answer can only delay this
# start.
query_by_tls() {
  [ -e "$CERTIFICATE/tls.key" ] || return 0
  timeout 2 openssl s_client -quiet -noservername -connect "$1:$SECURE_PORT" \
    -cert "$CERTIFICATE/tls.crt" -key "$CERTIFICATE/tls.key" <<<conf 2>/dev/null
}

# usage: wait_because TEXT...
# Waits for a second. If this member has no data, it answers queries of other members with that during the wait. The reason is logged once,
# and the startup probe repeats it.
wait_because() {
  if [ "$*" != "$wait_reason" ]; then
    wait_reason=$*
    log "$*"
    echo "$*" >"$WAIT_REASON"
  fi
  if [ "$empty" = true ]; then
    timeout 1 nc -l -N "$QUORUM_PORT" <<<empty >/dev/null 2>&1 || true
  else
    sleep 1
  fi
}

# usage: wait_for_names
# If the name of a member does not resolve when the server starts, the server does not follow that member after a later election. The wait
# has a limit, because a member can be down for a long time.
wait_for_names() {
  local ordinal host end=$((SECONDS + 10)) unknown=''
  for ordinal in "${!hosts[@]}"; do
    [ "$ordinal" != "$POD_INDEX" ] || continue
    make_absolute host "${hosts[ordinal]}"
    until timeout 2 getent hosts "$host" >/dev/null; do
      log_wait "waits for the name ${hosts[ordinal]} to resolve"
      if [ "$SECONDS" -ge "$end" ]; then
        unknown="$unknown ${hosts[ordinal]}"
        break
      fi
      sleep 0.2
    done
  done
  [ -z "$unknown" ] || log "starts, although these names do not resolve:$unknown"
}
