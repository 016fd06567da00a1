#!/bin/sh
# Covers a volume by a small tmpfs that holds the same data, so that a full volume never means a full disk of the node.
# Runs in a privileged pod that has the pods' folder of the kubelet at /pods, mounted so that its mounts reach the node.
set -eu

largest_kib=2097152

# usage: directory POD_UID VOLUME_NAME    where the kubelet put the volume of a pod
directory() {
  for found in /pods/"$1"/volumes/*/"$2"; do
    [ -d "$found" ] || continue
    if [ -d "$found/mount" ] && [ -e "$found/vol_data.json" ]; then # a CSI volume
      found="$found/mount"
    fi
    echo "$found"
  done
}

# usage: copy_all FROM TO    with the owner and mode of the folder itself
copy_all() {
  cp -a "$1/." "$2/"
  owner="$(stat -c %u:%g "$1")"
  mode="$(stat -c %a "$1")"
  chown "$owner" "$2"
  chmod "$mode" "$2"
}

# usage: give_up    a volume that is covered by half would not be the volume any more
give_up() {
  umount "$covering" || true
  umount "$original" || true
}

# usage: cover DIRECTORY KEY FREE_KIB    from now on new containers of the pod find FREE_KIB left
cover() {
  # in pages, and with their holes: the copy has none
  used="$(find "$1" -type f -exec stat -c %s {} + | awk '{ pages += int(($1 + 4095) / 4096) } END { print pages * 4 }')"
  if [ "$used" -gt "$largest_kib" ]; then
    echo "the volume holds $used KiB; only up to $largest_kib KiB are copied into memory" >&2
    exit 3
  fi
  covering="$1"
  original="/originals/$2"
  trap give_up EXIT
  mkdir -p "$original"
  mount -o bind "$covering" "$original"
  # Else the tmpfs would cover the way to the original, too.
  mount --make-private "$original"
  mount -t tmpfs -o "size=$((used + $3 + 65536))k" tmpfs "$1"
  copy_all "$original" "$1"
  taken="$(df -Pk "$1" | awk 'NR == 2 { print $3 }')"
  mount -o "remount,size=$((taken + $3))k" "$1"
  trap - EXIT
}

# usage: overflow DIRECTORY FREE_KIB    prints what the system says to a write of more than is free
overflow() {
  if dd if=/dev/zero of="$1/.overflow" bs=1024 count=$(($2 + 64)) 2>/tmp/overflow; then
    echo 'no error'
  fi
  rm -f "$1/.overflow"
  cat /tmp/overflow
}

# usage: uncover DIRECTORY KEY    what was written meanwhile is carried over
uncover() {
  find "/originals/$2" -mindepth 1 -maxdepth 1 -exec rm -rf {} +
  copy_all "$1" "/originals/$2"
  umount "$1"
  umount "/originals/$2"
}

"$@"
