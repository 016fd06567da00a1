#!/bin/sh
# What a fault does on a node, run in a privileged pod that sees the processes of its node.
# A container's first process cannot be killed from inside: the init of a process namespace ignores its own children.
set -eu

# usage: processes CONTAINER_ID    one line each, "PID STATE", the first process of the container first
processes() {
  # Processes come and go while /proc is read; one that has gone has no say.
  grep -l "$1" /proc/[0-9]*/cgroup 2>/dev/null | while IFS=/ read -r _ _ pid _; do
    sed "s/^.*) /$pid /" "/proc/$pid/stat" 2>/dev/null || true
  done | sort -n -k 21,21 | cut -d ' ' -f 1,2
}

# usage: ip_of ADDRESS    the ip command for the family of the address
ip_of() {
  case $1 in
    *:*) echo 'ip -6' ;;
    *) echo 'ip' ;;
  esac
}

# usage: in_network PID COMMAND...
in_network() {
  target=$1
  shift
  nsenter -t "$target" -n "$@"
}

# usage: drop PID ADDRESS...    a route to the loopback drops in silence, as a cut cable does; a blackhole route answers with an error
drop() {
  pid=$1
  shift
  for address; do
    ip="$(ip_of "$address")"
    # shellcheck disable=SC2086 # two words for IPv6
    in_network "$pid" $ip route replace "$address" dev lo
  done
}

# usage: restore PID ADDRESS...
restore() {
  pid=$1
  shift
  for address; do
    ip="$(ip_of "$address")"
    # shellcheck disable=SC2086 # two words for IPv6
    in_network "$pid" $ip route del "$address" dev lo
  done
}

# usage: route PID ADDRESS    "dropped" or "open"
route() {
  ip="$(ip_of "$2")"
  # shellcheck disable=SC2086 # two words for IPv6
  found="$(in_network "$1" $ip route get "$2")"
  case $found in
    *' dev lo '*) echo dropped ;;
    *) echo open ;;
  esac
}

# usage: reaches PID ADDRESS
reaches() {
  in_network "$1" ping -c 1 -W 1 "$2" >/dev/null
}

# usage: resolvers PID
resolvers() {
  sed -n 's/^nameserver //p' "/proc/$1/root/etc/resolv.conf"
}

# usage: service_domain PID    for instance svc.cluster.local
service_domain() {
  sed -n 's/^search .*\(svc\.[^ ]*\).*/\1/p' "/proc/$1/root/etc/resolv.conf"
}

# usage: resolves PID SERVER NAME
resolves() {
  in_network "$1" timeout 2 nslookup "$3" "$2" >/dev/null 2>&1
}

# usage: kubelet_root    the folder of the kubelet that runs this pod, where it is not the usual one: a machine may have several kubelets
kubelet_root() {
  own="$(sed -n 's|.*/pods/\([0-9a-f-]\{36\}\)/.*|\1|p' /proc/self/mountinfo | head -n 1)"
  for process in /proc/[0-9]*; do
    name="$(cat "$process/comm" 2>/dev/null || true)"
    [ "$name" = kubelet ] || continue
    root="$(tr '\0' '\n' <"$process/cmdline" | sed -n 's/^--root-dir=//p')"
    if [ -n "$root" ] && [ -d "$process/root$root/pods/$own" ]; then echo "$root"; fi
  done
}

# usage: is_covered PID MOUNT_PATH    whether the container's mount is a tmpfs
is_covered() {
  grep -q " $2 .* - tmpfs " "/proc/$1/mountinfo"
}

"$@"
