#!/bin/bash
# The start of a member whose server ended while it left the ring.
#
# Invariant: the server of a member that the ring has forgotten never starts, because it would answer with the rows of that time.

# usage: check_left
# The file LEAVES has leaving from the beginning of leave.sh on, returns if the ring still has the member on record, and left if it has not.
check_left() {
  local relation away recorded serving empty silent
  until [ "$(<"$LEAVES")" = left ]; do
    relation=unknown
    survey serving empty silent
    [ "${#serving[@]}" -eq 0 ] || ask_ring relation away recorded "${serving[@]}"
    case $relation in
      member)
        keep "$LEAVES" returns
        return
        ;;
      unknown)
        wait_because 'the server ended while this member left the ring, and no other member has answered whether the ring still has it on' \
          "record. Bring another member back, and see that the Secret has the password of $SUPERUSER [LeaveUnclear]"
        sleep 4
        ;;
      *) keep "$LEAVES" left ;;
    esac
  done
  fail "this member has left the ring, which has its rows: its server does not start. Lower replicas to $POD_INDEX. To use this ordinal" \
    "again, delete the claim of the pod before ($DOCUMENTATION, 'Remove members') [MemberLeft]"
}
