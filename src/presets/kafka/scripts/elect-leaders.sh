#!/bin/bash
# usage: elect-leaders.sh LOST_BROKER... <COPIES
# In a broker that runs: lets the most complete copy of each partition without a leader lead. COPIES is the output of list-copies.sh of all
# brokers that run, and a LOST_BROKER has lost its volume. A partition is left alone while its copy on any other broker is not in COPIES.
# The most complete copy is the longest among those whose last record has the newest epoch. It has every acknowledged record that is on any
# of the copies: leaders are elected from brokers that have all of these, and a copy with a record of an epoch has the log of the leader of
# that epoch up to this record.
#
# Invariant: a partition gets a leader only if that one has the most complete of all copies which are not lost. The first row that holds
# decides about a partition.
#
#    finds                                                                   partition
# 1  it has a leader                                                         is not touched
# 2  a copy on a broker that is neither lost nor in COPIES                   is left alone
# 3  no copy                                                                 is left alone
# 4  the broker with the most complete copy does not run                     is left alone
# 5  that broker is the first one in the assignment that runs                is led by it
# 6  otherwise                                                               is led by it; until lost brokers are back, it is assigned to
#                                                                            that broker first, then to the others that run
set -euo pipefail
: "${POD_HOST:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/tools.sh
. "$scripts/tools.sh"
# shellcheck source=SCRIPTDIR/partitions.sh
. "$scripts/partitions.sh"

# for how long to wait for lost brokers, which start once all their partitions have leaders
RETURN_SECONDS=900

# The facts: brokers whose volumes are lost, and those that are not fenced and can be elected, each between spaces; the last epoch and the
# end of each copy, by PARTITION,BROKER; and the cluster's partitions, with their leaders and their brokers.
lost=" $* " running=' '
declare -A epoch_of=() end_of=() leader_of=() replicas_of=()
partitions=()

# The plan: the new leader by partition; the assignments for the election and after it, of partitions in which the new leader is not the
# first one; and whether a partition is left alone.
declare -A new_leader=() wanted=() original=()
refused=''

# a directory for files that the tools read and write
work=''

# usage: abort TEXT...
# The termination log is the broker's: fail would write into it.
abort() {
  log "$*"
  exit 1
}

# usage: run_tool RESULT TOOL ARGUMENT...
# RESULT becomes the output of one of Kafka's tools.
run_tool() {
  local -n _output=$1
  _output=$("$BIN/$2" "${@:3}" --bootstrap-server "$POD_HOST:$INTERNAL_PORT" --command-config "$TOOL_CONFIG" 2>"$work/error") ||
    abort "$2 ${*:3} failed: $_output $(<"$work/error") [ToolFailed]"
}

# --- facts

# usage: read_copies <COPIES
read_copies() {
  local topic partition broker epoch end
  while read -r topic partition broker epoch end; do
    [[ $partition,$broker,$epoch,$end =~ ^[0-9]+,[0-9]+,-?[0-9]+,[0-9]+$ ]] ||
      abort "not a line of list-copies.sh: $topic $partition $broker $epoch $end [CopyListInvalid]"
    epoch_of["$topic-$partition,$broker"]=$epoch
    end_of["$topic-$partition,$broker"]=$end
  done
}

# usage: list_running
list_running() {
  local output id state
  running=' '
  run_tool output kafka-cluster.sh list-endpoints
  while read -r id _ _ _ state _; do
    if [ "$state" = unfenced ]; then running+="$id "; fi
  done <<<"$output"
}

# usage: read_partitions
read_partitions() {
  local output line name leader replicas
  partitions=() leader_of=() replicas_of=()
  run_tool output kafka-topics.sh --describe
  while read -r line; do
    read_partition name leader replicas "$line"
    [ -n "$name" ] || continue
    partitions+=("$name")
    leader_of[$name]=$leader
    replicas_of[$name]=$replicas
  done <<<"$output"
}

# --- decision

# usage: find_best BEST MISSING COPIES PARTITION
# BEST becomes the broker with the most complete copy, the first in the assignment of those that are equally complete; MISSING the brokers
# whose copies are not known; and COPIES the list of copies for the log.
find_best() {
  local -n _best=$1 _missing=$2 _copies=$3
  local broker copy best_copy=''
  _best='' _missing='' _copies=''
  for broker in ${replicas_of[$4]//,/ }; do
    copy=$4,$broker
    if [ -n "${epoch_of[$copy]:-}" ]; then
      _copies+="${_copies:+, }broker $broker ends at offset ${end_of[$copy]} in epoch ${epoch_of[$copy]}"
      if [ -z "$_best" ] || [ "${epoch_of[$copy]}" -gt "${epoch_of[$best_copy]}" ] ||
        { [ "${epoch_of[$copy]}" = "${epoch_of[$best_copy]}" ] && [ "${end_of[$copy]}" -gt "${end_of[$best_copy]}" ]; }; then
        _best=$broker best_copy=$copy
      fi
    elif [[ $lost = *" $broker "* ]]; then
      _copies+="${_copies:+, }broker $broker is lost"
    else
      _missing+=" $broker"
    fi
  done
}

# usage: order_replicas FIRST ORDER PARTITION BROKER
# FIRST becomes the broker that an unclean election takes now: the first in the assignment that runs; ORDER all of those, the given one
# first.
order_replicas() {
  local -n _first=$1 _order=$2
  local broker
  _first='' _order=$4
  for broker in ${replicas_of[$3]//,/ }; do
    [[ $running = *" $broker "* ]] || continue
    _first=${_first:-$broker}
    [ "$broker" = "$4" ] || _order+=,$broker
  done
}

# usage: refuse PARTITION TEXT...
refuse() {
  log "$1 is left alone: ${*:2}"
  refused=yes
}

# usage: decide
decide() {
  local name best missing copies first order
  for name in "${partitions[@]}"; do
    [ "${leader_of[$name]}" = none ] || continue
    find_best best missing copies "$name"
    if [ -n "$missing" ]; then
      refuse "$name" "the copies of these brokers are not known:$missing. Bring them up and repeat, or append those that have lost their" \
        'volumes, too [CopiesUnknown]'
    elif [ -z "$best" ]; then
      refuse "$name" 'no copy is left [NoCopyLeft]'
    elif [[ $running != *" $best "* ]]; then
      refuse "$name" "broker $best has the most complete copy and does not run ($copies) [BestCopyStopped]"
    else
      log "$name: broker $best will lead ($copies)"
      new_leader[$name]=$best
      order_replicas first order "$name" "$best"
      if [ "$first" != "$best" ]; then wanted[$name]=$order original[$name]=${replicas_of[$name]}; fi
    fi
  done
}

# --- action

# usage: write_plan REPLICAS_BY_PARTITION FILE
write_plan() {
  local -n _replicas_by=$1
  local name separator=''
  {
    printf '{"version": 1, "partitions": ['
    for name in "${!_replicas_by[@]}"; do
      printf '%s{"topic": "%s", "partition": %s, "replicas": [%s]}' "$separator" "${name%-*}" "${name##*-}" "${_replicas_by[$name]}"
      separator=', '
    done
    echo ']}'
  } >"$2"
}

# usage: reassign FILE
reassign() {
  local output
  run_tool output kafka-reassign-partitions.sh --execute --additional --reassignment-json-file "$1"
}

# usage: put_first
# Changes assignments so that an unclean election takes the right copy. Kafka accepts no broker that is fenced in an assignment, so the
# lost ones leave it for a while.
put_first() {
  local name first order
  [ "${#wanted[@]}" != 0 ] || return 0
  write_plan wanted "$work/wanted.json"
  reassign "$work/wanted.json"
  read_partitions
  for name in "${!wanted[@]}"; do
    order_replicas first order "$name" "${new_leader[$name]}"
    [ "${leader_of[$name]},$first" = "none,${new_leader[$name]}" ] || abort "$name has the replicas ${replicas_of[$name]} and the leader" \
      "${leader_of[$name]}, not as planned: no leader was elected [ElectionNotAsPlanned]"
  done
}

# usage: elect
elect() {
  local output name failed=''
  write_plan new_leader "$work/elect.json"
  run_tool output kafka-leader-election.sh --election-type unclean --path-to-json-file "$work/elect.json"
  read_partitions
  for name in "${!new_leader[@]}"; do
    [ "${leader_of[$name]}" = "${new_leader[$name]}" ] || failed+=" $name (leader ${leader_of[$name]})"
  done
  [ -z "$failed" ] || abort "these partitions have another leader than planned:$failed [ElectionNotAsPlanned]"
  log "${#new_leader[@]} partitions have leaders"
}

# usage: restore_assignments
# Gives lost brokers their copies back, and the preferred leaders their place.
restore_assignments() {
  local started=$SECONDS name broker away
  [ "${#original[@]}" != 0 ] || return 0
  write_plan original "$work/original.json"
  while true; do
    list_running
    away=''
    for name in "${!original[@]}"; do
      for broker in ${original[$name]//,/ }; do
        [[ "$running$away " = *" $broker "* ]] || away+=" $broker"
      done
    done
    [ -n "$away" ] || break
    [ "$SECONDS" -lt $((started + RETURN_SECONDS)) ] || abort "brokers$away have not come back [BrokersAway]. Once they run, reassign the" \
      "partitions with this plan ($DOCUMENTATION, 'Change the number of copies'): $(<"$work/original.json")"
    log "waiting for brokers$away to start, to give them back their copies of ${!original[*]}"
    sleep 10
  done
  reassign "$work/original.json"
  log "the replicas of ${!original[*]} are assigned as before"
}

main() {
  work=$(mktemp -d)
  use_small_jvm
  read_copies
  list_running
  read_partitions
  decide
  if [ "${#new_leader[@]}" != 0 ]; then
    put_first
    elect
    restore_assignments
  elif [ -z "$refused" ]; then
    log 'all partitions have leaders'
  fi
  rm -r "$work"
  [ -z "$refused" ]
}

main "$@"
