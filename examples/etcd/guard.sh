#!/bin/sh
# usage: guard.sh MEMBER STATE HOST...
#
# Decides whether a member may start. Invariant: a member with an empty volume votes only in the first boot (STATE is "new"), or after an
# engineer has removed it from the cluster and added it again, which gives it a new ID. Otherwise it could elect a leader that lacks writes
# which it had acknowledged before it lost its volume.
set -eu

DATA=/var/lib/etcd/data

main() {
  member=$1 state=$2
  shift 2
  if [ -d "$DATA/member/wal" ]; then
    echo "$member has data and starts"
  elif [ "$state" = new ]; then
    echo "$member has an empty volume and starts: first boot is permitted, and etcd refuses it if another member knows $member"
  else
    ask_members "$member" "$@"
  fi
}

# usage: ask_members MEMBER HOST...   The list of a member that answers is that of a quorum.
ask_members() {
  member=$1
  shift
  for host in "$@"; do
    case $host in "$member".*) continue ;; esac
    if ! list=$(timeout 5 wget -q -O - --post-data '{"linearizable":true}' "http://$host:2379/v3/cluster/member/list"); then
      echo "$host does not answer"
      continue
    fi
    case $list in
      *"\"name\":\"$member\""*) fail "$member has lost its data, and the cluster still counts on it" "$host" ;;
      *"\"peerURLs\":[\"http://$member."*) echo "$member was added to the cluster and starts" && return ;;
      *) fail "$member is no member of the cluster" "$host" ;;
    esac
  done
  echo "$member has an empty volume, and no quorum answers. It starts again and asks until one does."
  exit 1
}

# usage: fail REASON HOST
fail() {
  pod=${2%%.*} url=http://$member.${2#*.}:2380
  cat <<REMEDY
$1. Remove its old ID, if it has one, and add it again:
  kubectl exec $pod -- etcdctl member list
  kubectl exec $pod -- etcdctl member remove ID
  kubectl exec $pod -- etcdctl member add $member --peer-urls=$url
REMEDY
  exit 1
}

main "$@"
