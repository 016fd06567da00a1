#!/bin/bash
# Checks whether a volume belongs to this node. If it does not, the script changes no file.

# usage: check_access
check_access() {
  if [ ! -r "$VOLUME" ] || [ ! -w "$VOLUME" ] || [ ! -x "$VOLUME" ]; then
    fail "user $EUID may not read and write the volume at $VOLUME: no file was changed. Make the pod's user or group its owner" \
      '[VolumeInaccessible]'
  fi
}

# usage: check_volume
check_volume() {
  local cluster node
  read_property cluster cluster.id
  [ -n "$cluster" ] || fail "$LOGS/meta.properties has no cluster.id: no file was changed. Bring the file back, or give this node an" \
    "empty volume [VolumeWithoutIdentity]"
  [ "$cluster" = "$CLUSTER_ID" ] || fail "the volume belongs to the cluster $cluster and this is $CLUSTER_ID: no file was changed." \
    "Give back clusterId '$cluster', or another volume [VolumeOfAnotherCluster]"
  read_property node node.id
  [ "$node" = "$NODE_ID" ] || fail "the volume belongs to node ${node:-(none)} and this is node $NODE_ID: no file was changed." \
    "Give each node its own volume, or give back firstNodeId [VolumeOfAnotherMember]"
}

# usage: check_foreign
# A volume without the data of this node can only contain files of an interrupted start of this preset. Any other file is data of another
# installation, next to which a new cluster would begin.
check_foreign() {
  local path origin foreign=()
  local own=' lost+found logs logs.incoming controllers controllers.new accept-loss '
  shopt -s nullglob dotglob
  for path in "$VOLUME"/*; do
    [[ $own = *" ${path##*/} "* ]] || foreign+=("${path##*/}")
  done
  shopt -u nullglob dotglob
  [ "${#foreign[@]}" -gt 0 ] || return 0
  find_origin origin "${foreign[@]}"
  [ "${#foreign[@]}" -le 5 ] || foreign=("${foreign[@]:0:5}" ...)
  fail "the volume has files that this preset did not write: $(printf '%q ' "${foreign[@]}")($origin). No file was changed." \
    "Give this node its own volume, or delete the files if they are not needed;" \
    "to go on with this data, see $DOCUMENTATION, 'Take over the data of another installation' [VolumeForeign]"
}

# usage: find_origin RESULT NAME...
# RESULT becomes the probable writer of the files with these names.
find_origin() {
  local -n _origin=$1
  local name
  _origin='no layout of Kafka that is known here'
  for name in "${@:2}"; do
    case $name in
      .user_scripts_initialized) _origin="the layout of Bitnami's chart, or of one like it" ;;
      kafka-log[0-9]*) _origin='the layout of Strimzi' ;;
      meta.properties) _origin='a server whose log.dirs is the root of the volume, as with the official image' ;;
    esac
    if [ -e "$VOLUME/$name/meta.properties" ] && [ "$name" = data ]; then _origin="the layout of Bitnami's chart, or of one like it"; fi
  done
}

# usage: check_empty
check_empty() {
  check_foreign
  [ ! -e "$LOGS" ] || fail "$LOGS has no meta.properties and is not empty: whose data this is cannot be told, and no file was changed." \
    "Put the file back, or move the directory away [VolumeWithoutIdentity]"
  rm -rf "$INCOMING"
}
