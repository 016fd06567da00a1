#!/bin/bash
# What the ring has on record about its members.

# usage: ask_ring RELATION AWAY SERVING...
# Asks the first of the members SERVING, given by their ordinals, for the addresses of all members. It needs the account of the superuser.
# AWAY, an array, becomes the other members on record that do not serve: names, and addresses of no member of this set. RELATION becomes
#   member   the address of this member is on record
#   new      each address on record is that of another member of this set, so this one was never in the ring, or has left it
#   other    an address on record is that of no member of this set: it may be a former one of this member
#   unknown  there is no answer
ask_ring() {
  local -n _relation=$1 _away=$2
  local answer address ordinal own=${addresses[POD_INDEX]} serving=("${@:3}")
  local -A recorded=(["${addresses[$3]}"]=yes)
  _relation=unknown _away=()
  # shellcheck disable=SC2310 # the ring may not have the account
  answer=$(superuser_cql "${addresses[$3]}" 'SELECT peer FROM system.peers_v2') || return 0
  while read -r address; do
    [[ ! $address =~ ^[0-9]+(\.[0-9]+){3}$ ]] || recorded[$address]=yes
  done <<<"$answer"
  _relation=new
  if [ -s "$REPLACES" ]; then own=$(<"$REPLACES"); fi
  if [ -n "${recorded[$own]:-}" ]; then
    _relation=member
    unset "recorded[$own]"
  fi
  for ordinal in "${!addresses[@]}"; do
    address=${addresses[ordinal]}
    [ -n "${recorded[$address]:-}" ] || continue
    unset "recorded[$address]"
    [[ " ${serving[*]} " = *" $ordinal "* ]] || _away+=("$NAME-$ordinal")
  done
  if [ "${#recorded[@]}" -gt 0 ]; then
    _away+=("${!recorded[@]}")
    [ "$_relation" = member ] || _relation=other
  fi
}
