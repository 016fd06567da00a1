#!/bin/bash
# Functions of start.sh. From the pod's environment: POD_INDEX.
# A function that finds something out sets a variable and succeeds: inside a condition the shell would ignore its errors.
# shellcheck disable=SC2034,SC2154 # some variables are for the script that sources this file

ETC=/etc/zookeeper/stateful
DATA=/data
QUORUM_PORT=2888
ELECTION_PORT=3888
# written by the kubelet: addresses and names
NAMES=/etc/hosts
WAITING=/tmp/zookeeper-waits
LEAVING=/tmp/zookeeper-leaves
THEIRS=/tmp/zookeeper-their-members
CLIENT_PORT=2181
SECURE_PORT=2281
TLS=/run/secrets/zookeeper-tls
PASSWORDS=/run/secrets/zookeeper
CLIENT_PASSWORDS=/run/secrets/zookeeper-clients
# in memory: certificates and passwords in the form that Java reads
RUN=/run/zookeeper
LOGIN='org.apache.zookeeper.server.auth.DigestLoginModule required'
DOCS='docs/presets/zookeeper.md'

# usage: say TEXT...
say() {
  last_said=$SECONDS
  echo "zookeeper-preset: $*" >&2
}

# usage: say_if_slow TEXT
# Says what the start waits for once it has said nothing for five seconds.
say_if_slow() {
  [ $((SECONDS - ${last_said:-0})) -lt 5 ] || say "$*"
}

# usage: die TEXT...
# Ends the container. The text is also what kubectl describe pod shows of it.
die() {
  say "$*"
  echo "$*" >/dev/termination-log
  exit 1
}

# usage: read_members LIST
# Sets id and own_host (this member's, or nothing if it is not on the list), hosts (of the others, by ordinal), count and majority.
read_members() {
  local number host
  id='' own_host='' hosts=() count=0
  while read -r number host; do
    if [ "$count" = "$POD_INDEX" ]; then
      id=$number own_host=$host
    else
      hosts[count]=$host
    fi
    count=$((count + 1))
  done <"$1"
  majority=$((count / 2 + 1))
}

# usage: find_domain
# Sets domain: what makes the host of a member an absolute name, as the kubelet writes it beside the pod's own. A short name is looked up
# in the search domains of the node, too: where one of them has a wildcard record, a member that is away has the address of another server.
find_domain() {
  local name
  domain=''
  while read -r _ name _; do
    [[ $name != "$own_host".* ]] || domain=${name#"$own_host"}.
  done <"$NAMES"
}

# usage: ask HOST
# Sets asked: leads, empty (a member that waits as this one does), or silent. Only a leader listens on this port, and one that waits. A leader says
# nothing before it is told something; a connection that ends at once met one that waits at the end of its second.
ask() {
  local answer since=${EPOCHREALTIME//[.,]/}
  say_if_slow "asks $1 whether it leads"
  asked=silent
  if answer=$(timeout 3 nc -w 1 "$1$domain" "$QUORUM_PORT" </dev/null 2>/dev/null); then
    case $answer in
      empty) asked=empty ;;
      *) [ $((${EPOCHREALTIME//[.,]/} - since)) -lt 900000 ] || asked=leads ;;
    esac
  fi
}

# usage: ask_members HOST
# Writes to THEIRS which members the server there runs with: nothing where none answers. During an election it does not say, which is over in some seconds.
ask_members() {
  local answer end=$((SECONDS + 5))
  until
    say_if_slow "asks $1 which members it runs with"
    answer=$(timeout 3 nc -w 1 "$1$domain" "$CLIENT_PORT" <<<conf 2>/dev/null) || answer=$(ask_secure "$1") || answer=''
    [[ $answer != *'not currently serving'* ]] || [ "$SECONDS" -ge "$end" ]
  do sleep 0.5; done
  sed -n 's/.*server\.\([0-9]*\)=\([^:]*\):.*/\1 \2/p' <<<"$answer" >"$THEIRS"
}

# usage: ask_secure HOST
# Prints what the server says at the port for clients with TLS. Who it is need not be verified: an answer can only hold up this start.
ask_secure() {
  [ -e "$TLS/tls.key" ] || return 0
  timeout 2 openssl s_client -quiet -noservername -connect "$1$domain:$SECURE_PORT" \
    -cert "$TLS/tls.crt" -key "$TLS/tls.key" <<<conf 2>/dev/null
}

# usage: wait_because TEXT...
# A second, in which another member that asks is told that there is no data here, if that is so. What is waited for is said once, and by the startup probe.
wait_because() {
  if [ "$*" != "${waits_for:-}" ]; then
    waits_for=$*
    say "$*"
    echo "$*" >"$WAITING"
  fi
  if [ "$empty" = true ]; then
    timeout 1 nc -l -N "$QUORUM_PORT" <<<empty >/dev/null 2>&1 || true
  else
    sleep 1
  fi
}

# usage: write FILE TEXT
# Where the file has the text, nothing is written: a member must start on a full volume, too, to serve again once there is room.
write() {
  [ ! -e "$1" ] || [ "$(<"$1")" != "$2" ] || return 0
  echo "$2" >"$1.new" || die "cannot write $1.new: see whether there is room on its volume"
  mv "$1.new" "$1"
}
