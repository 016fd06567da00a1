#!/bin/bash
# How a member with an empty volume enters the ring.
#
# Invariants:
#   - A ring begins once: with the first member, on the declared first boot, when every other member has answered that it is empty.
#   - A member that the ring knows never enters as a new one, because it would answer for rows that it does not have. It replaces itself.
#   - A member replaces itself in its own rack, because its rows belong there.
#   - No replacement begins while another member is away or has not been repaired, because a row may then have no other copy.
#   - Members join one after the other: each moves ranges of all others.
#
# The first row that holds decides, in each round of questions. ask_ring finds what the ring has on record.
#
#    first boot, and this is member  others                                        on record          decision
#  1 is declared   the first         all are empty                                                    begin
#  2 is declared   the first         none serves                                                      waits
#  3 -             any               REPLACE_NOW exists, one or more serve                            replace
#  4 is declared   another           a member with a lower ordinal does not serve                     waits
#  5 -             any               all with lower ordinals serve                 others of the set  join
#  6 is declared   another           all with lower ordinals serve                 no answer          join
#  7 -             any               all on record serve                           this member        replace
#  8 -             any               otherwise                                                        waits
#
# Row 6: before the first boot has ended, the account for the question does not exist. The ring is then new, and Cassandra itself rejects
# a join from an address that it knows.

# usage: decide_entry RESULT SERVING
# RESULT becomes begin, join or replace. SERVING, an array, becomes the ordinals of the members that serve then.
decide_entry() {
  local -n _entry=$1 _serving_then=$2
  local first_boot relation serving empty silent others away recorded turn
  answer_empty
  while :; do
    survey serving empty silent
    read_first_boot first_boot
    name_members others "${empty[@]}" "${silent[@]}"
    find_turn turn "${serving[@]}"
    if [ "$first_boot" = true ] && [ "$POD_INDEX" -eq 0 ] && [ "${#serving[@]}" -eq 0 ]; then
      if [ "${#silent[@]}" -eq 0 ]; then
        _entry=begin
        break
      fi
      name_members others "${silent[@]}"
      wait_because "first boot: waiting for the answer of $others that they have no data [FirstBootWaits]"
    elif [ "${#serving[@]}" -gt 0 ] && [ -e "$REPLACE_NOW" ]; then
      ask_ring relation away recorded "${serving[@]}"
      check_recorded_rack "$recorded"
      _entry=replace
      break
    elif [ "$first_boot" = true ] && [ "$turn" = no ]; then
      wait_because 'first boot: waiting for the members with lower ordinals, which join one after the other [FirstBootWaits]'
    elif [ "${#serving[@]}" -eq 0 ]; then
      explain_wait "$first_boot" "$others"
    else
      ask_ring relation away recorded "${serving[@]}"
      check_recorded_rack "$recorded"
      if [ "$relation" = unknown ] && [ "$first_boot" = true ] && [ "$POD_INDEX" -gt 0 ]; then relation=new; fi
      case $relation in
        new)
          _entry='join'
          [ "$turn" = no ] || break
          ;;
        member)
          _entry=replace
          [ "${#away[@]}" -gt 0 ] || break
          ;;
        *) ;;
      esac
      explain_record "$relation" "$first_boot" "$others" "${away[*]}"
    fi
  done
  # shellcheck disable=SC2034 # the caller's variable
  _serving_then=("${serving[@]}")
  stop_answering
  rm -f "$WAIT_REASON"
}

# usage: find_turn RESULT SERVING...
# RESULT becomes yes if all members with lower ordinals serve. The ordinals are sorted, so they do if the last of them is in its place.
find_turn() {
  local -n _turn=$1
  local serving=("${@:2}")
  _turn=yes
  # shellcheck disable=SC2034 # the caller's variable
  [ "$POD_INDEX" -eq 0 ] || [ "${serving[POD_INDEX - 1]:-}" = "$((POD_INDEX - 1))" ] || _turn=no
}

# usage: explain_record RELATION FIRST_BOOT OTHERS AWAY
# The next question waits longer, because it takes a second of CPU time.
explain_record() {
  case $1 in
    new)
      wait_because "the ring has no record of this member, which joins when all members with lower ordinals serve. $3 do not" \
        'serve [JoinWaits]'
      ;;
    member) explain_wait "$2" "$4" ;;
    other)
      wait_because "the volume is empty, and the ring has a record of $4 and none of this member: that can be its former address. See" \
        "$DOCUMENTATION, 'Replace a member whose Service was deleted' [AddressUnknown]"
      ;;
    *)
      if [ -n "$3" ]; then
        explain_wait "$2" "$3"
      else
        wait_because "the volume is empty, and the ring does not tell whether it has a record of this member: $SUPERUSER cannot log in" \
          "with the password of the Secret. Write its password into the Secret, and delete this pod [RingUnanswered]"
      fi
      ;;
  esac
  sleep 4
}

# usage: explain_wait FIRST_BOOT AWAY
explain_wait() {
  if [ "$MEMBERS" -eq 1 ]; then
    wait_because 'the volume is empty, and firstBoot is off, so no ring begins. For a first deployment, switch it on [EmptyVolumeWaits]'
  else
    wait_because "the volume is empty, and $2 cannot give their data: a member is replaced only if all others serve, since their rows may" \
      "have no other copy. Bring back their volumes. If those are also lost, or this is the first deployment and firstBoot is off ($1)," \
      "see $DOCUMENTATION, 'Recover when most volumes are lost' [EmptyVolumeWaits]"
  fi
}
