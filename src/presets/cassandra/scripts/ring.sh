#!/bin/bash
# What the ring has on record about its members.

# usage: ask_ring RELATION AWAY RECORDED SERVING...
# Asks the first of the members SERVING, given by their ordinals, for the addresses of all members. It needs the account of the superuser.
# AWAY, an array, becomes the other members on record that do not serve: names, and addresses of no member of this set. RECORDED becomes the
# rack of this member on record, or an empty string. RELATION becomes
#   member   the address of this member is on record
#   new      each address on record is that of another member of this set, so this one was never in the ring, or has left it
#   other    an address on record is that of no member of this set: it may be a former one of this member
#   unknown  there is no answer
ask_ring() {
  local -n _relation=$1 _away=$2 _recorded=$3
  local answer address rack_of ordinal own=${addresses[POD_INDEX]} serving=("${@:4}")
  local -A racks=(["${addresses[$4]}"]=own)
  _relation=unknown _away=() _recorded=''
  # shellcheck disable=SC2310 # the ring may not have the account
  answer=$(superuser_cql "${addresses[$4]}" 'SELECT peer, rack FROM system.peers_v2') || return 0
  while read -r address _ rack_of; do
    [[ ! $address =~ ^[0-9]+(\.[0-9]+){3}$ ]] || racks[$address]=${rack_of:-null}
  done <<<"$answer"
  _relation=new
  if [ -s "$REPLACES" ]; then own=$(<"$REPLACES"); fi
  if [ -n "${racks[$own]:-}" ]; then
    _relation=member
    # shellcheck disable=SC2034 # the caller's variable
    [ "${racks[$own]}" = null ] || _recorded=${racks[$own]}
    unset "racks[$own]"
  fi
  for ordinal in "${!addresses[@]}"; do
    address=${addresses[ordinal]}
    [ -n "${racks[$address]:-}" ] || continue
    unset "racks[$address]"
    [[ " ${serving[*]} " = *" $ordinal "* ]] || _away+=("$NAME-$ordinal")
  done
  if [ "${#racks[@]}" -gt 0 ]; then
    _away+=("${!racks[@]}")
    [ "$_relation" = member ] || _relation=other
  fi
}
