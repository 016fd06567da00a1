#!/bin/bash
# The rack of this member.
#
# Invariant: a member serves only in the rack that its data and the ring have on record. In another one, other members would be the
# replicas of its rows, and have no copy of them.

# usage: find_rack RESULT
# RESULT becomes the zone of the node, which Kubernetes has copied into a label of the pod, or rack1 if the zones are no racks.
find_rack() {
  local -n _rack=$1
  _rack=${ZONE:-}
  if [ -z "${RACKS:-}" ]; then
    _rack=rack1
  elif [ -z "$_rack" ]; then
    fail 'the pod has no label topology.kubernetes.io/zone, so its rack is not known. Kubernetes copies it from the node when it places' \
      'the pod, since version 1.35. Give the node its label, and delete the pod [RackUnknown]'
  elif [[ " $RACKS " != *" $_rack "* ]]; then
    fail "the node is in the zone $_rack, which is none of the racks ($RACKS). Give the node the label of its zone, or move the pod to" \
      'another node [RackUnknown]'
  fi
}

# usage: check_kept_rack STATE
# Data without a record of its rack is from a version without racks.
check_kept_rack() {
  local kept=rack1
  if [ -s "$RACK" ]; then
    kept=$(<"$RACK")
  elif [ "$1" = empty ]; then
    kept=$rack
  fi
  [ "$kept" = "$rack" ] || refuse_rack "$kept" 'No file was changed'
}

# usage: check_recorded_rack RECORDED
# The rack that the ring has on record for a member whose volume is empty.
check_recorded_rack() {
  [ -z "$1" ] || [ "$1" = "$rack" ] || refuse_rack "$1" 'The volume is empty'
}

# usage: refuse_rack RACK STATE
refuse_rack() {
  fail "this member belongs to the rack $1 for its life, and would start in the rack $rack. $2. If racks was changed, give back its" \
    "former value. Otherwise move the pod to the zone $1 ($DOCUMENTATION, 'Return a member to its rack') [RackDiffers]"
}
