#!/bin/bash
# Facts for decide.sh, and what must hold of each decision, written without a look at how it is made.
# shellcheck disable=SC2154 # the facts of decide.sh, which the test sources

# usage: self [COLUMN=VALUE...]
# Prints the line of member 1, which shall be the primary, was a replica of member 0, and lacks nothing.
self() {
  local -A self=([ordinal]=1 [primary]=1 [uuid]=own [role]=replica [before]=0
    [provisioned]=no [confirmed]=0 [loss]=no [aside]=no [unapplied]=-)
  local pair
  for pair; do self[${pair%%=*}]=${pair#*=}; done
  printf 'self\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "${self[ordinal]}" "${self[primary]}" "${self[uuid]}" "${self[role]}" \
    "${self[before]}" "${self[provisioned]}" "${self[confirmed]}" "${self[loss]}" "${self[aside]}" "${self[unapplied]}"
}

# usage: member ORDINAL REACHED [COLUMN=VALUE...]
# Prints the line of another member: one with data is read-only, does not replicate, and has the same transactions.
member() {
  local -A member=([read_only]=- [receiver]=- [more]=- [lacks]=- [has_unapplied]=- [error]=-)
  local pair
  case $2 in
    data) member+=([read_only]=1 [receiver]=NONE [has_unapplied]=yes) ;;
    empty) ;;
    *) member[error]="ERROR $2" ;;
  esac
  for pair in "${@:3}"; do member[${pair%%=*}]=${pair#*=}; done
  printf 'member\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "${member[read_only]}" "${member[receiver]}" "${member[more]}" \
    "${member[lacks]}" "${member[has_unapplied]}" "${member[error]}"
}

# usage: donor ORDINAL HAS_LOGS
donor() {
  printf 'donor\t%s\t%s\n' "$1" "$2"
}

# usage: print_situations
# Prints the facts of some thousands of situations of member 1 among three, each ended by an empty line.
print_situations() {
  local others=() selves=() more lacks first second one place i=0
  for one in absent silent refused failed empty; do others+=("$one"); done
  for more in - a:9; do
    for lacks in - own:5 b:7 own:5,b:7; do
      one="data more=$more lacks=$lacks"
      others+=("$one" "$one read_only=0" "$one receiver=ON has_unapplied=no")
    done
  done
  for one in 'role=primary before=1' 'role=replica before=0' 'role=replica before=2' 'role=pending before=0' 'role=- before=-'; do
    for place in primary=0 primary=1 primary=2; do
      selves+=("$one $place" "$one $place confirmed=9" "$one $place unapplied=a:3" "$one $place aside=yes"
        "$one $place provisioned=yes" "$one $place loss=yes unapplied=a:3")
    done
  done
  # each pair of others meets some selves, each with a donor in turn
  for first in "${others[@]}"; do
    for second in "${others[@]}"; do
      i=$((i + 1))
      for ((place = i % 19; place < ${#selves[@]}; place += 19)); do
        # shellcheck disable=SC2086 # columns
        { self ${selves[place]} && member 0 $first && member 2 $second; }
        # one that has more may be the donor, or none is
        case $(((i + place) % 5)):$first:$second in
          0:*more=a:9*:*) donor 0 yes ;;
          1:*more=a:9*:*) donor 0 no ;;
          2:*:*more=a:9*) donor 2 yes ;;
          3:*:*more=a:9*) donor 2 no ;;
        esac
        echo
      done
    done
  done
}

# usage: is_silent ORDINAL
is_silent() { [[ ${reached[$1]:-} = absent || ${reached[$1]:-} = silent ]]; }

# usage: check_decision ROLE LEADER ACTION
# Prints what is wrong with a decision on the facts that decide has read.
check_decision() {
  local other open='' replicates='' unheard='' lacking='' known=no began_elsewhere=''
  for other in "${!reached[@]}"; do
    case ${reached[other]} in
      data)
        [ "${read_only[other]}" = 1 ] || open=yes
        [ "${receiver[other]}" != ON ] || replicates=yes
        [ -z "${missing_here[other]}" ] || lacking=yes
        [ "${has_unapplied[other]}" != yes ] || known=yes
        ;;
      empty) ;;
      *) [ "$other" = "$primary_before" ] && is_silent "$other" || unheard=yes ;;
    esac
  done
  if [ "$2" != - ] && [[ ,${missing_there[$2]:-}, =~ ,[^o][^,]*, ]]; then began_elsewhere=yes; fi

  case $3 in
    open | follow | fetch | clone | hand-over | hand-over-briefly)
      [ -z "$unapplied" ] || [ "$known" = yes ] || [ "$loss_accepted" = yes ] || echo 'what was received and is nowhere else would be lost'
      [[ $1 != replica || $ordinal != "$primary" ]] && [[ $1 = replica || $ordinal = "$primary" ]] ||
        echo 'the role is not the one that was declared'
      ;;
    wait | confirm) [ "$loss_accepted" = no ] || echo 'it waits for what was given up' ;;
    fail) ;;
    *) echo 'the action is unknown' ;;
  esac
  case $3 in
    open | fetch | clone)
      if [ "$1" != replica ] && [ "$role" != primary ] && [ "$provisioned$loss_accepted$open" = nono ]; then
        [ -z "$unheard" ] || echo 'a member that may have more was not heard'
        if [ -n "$primary_before" ] && is_silent "$primary_before"; then
          [ "$confirmed" -ge 9 ] && [ -z "$replicates" ] || echo 'the previous primary may be there'
        fi
      fi
      ;;
  esac
  case $3 in
    open)
      [ "$2" = "$ordinal" ] || echo 'it opens for another'
      [ -z "$lacking" ] || echo 'a primary opens without what another member has'
      [ -z "$open" ] || echo 'two primaries are open'
      ;;
    fetch) [ "$2 $has_logs" = "$donor yes" ] && [ "$1" = pending ] || echo 'it fetches where nothing can be had' ;;
    follow) [ -z "${missing_there[$2]:-}" ] || echo 'it follows a leader that lacks something' ;;
    hand-over*) [ "${read_only[$2]}" = 1 ] && [ -n "${missing_there[$2]}" ] || echo 'it hands over what nobody needs' ;;
    clone)
      [ "${reached[$2]}" = data ] || echo 'the donor has no data'
      [ -z "$began_elsewhere" ] || echo 'what began elsewhere would be put aside'
      [ "$aside" = no ] || echo 'data that is aside would be overwritten'
      ;;
  esac
}
