#!/bin/bash
# usage: elect-leaders.sh LOST_BROKER... <COPIES
# Runs in a running broker. For each partition without a leader, makes the most complete copy the leader. COPIES is the output of
# list-copies.sh of all running brokers. A LOST_BROKER has lost its volume. If a copy of a partition is on any other broker and is not in
# COPIES, the script leaves the partition unchanged.
# The most complete copy is the longest of those whose last record has the newest epoch. It has every acknowledged record that is on any
# of the copies, for two reasons. Leaders are elected from brokers that have all acknowledged records, and a copy with a record of an epoch
# has the log of the leader of that epoch up to this record.
#
# Invariant: a partition gets a leader only if the leader has the most complete of all copies that are not lost. The first row that holds
# decides about a partition.
#
#    situation                                                               partition
# 1  it has a leader                                                         is not changed
# 2  a copy is on a broker that is neither lost nor in COPIES                is not changed
# 3  it has no copy                                                          is not changed
# 4  the broker with the most complete copy does not run                     is not changed
# 5  that broker is the first running one in the assignment                  gets that broker as leader
# 6  otherwise                                                               gets that broker as leader; until lost brokers are back, the
#                                                                            assignment has that broker first, then the other running ones
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

# the time to wait for lost brokers, which start once all their partitions have leaders
RETURN_SECONDS=900

# The facts: the brokers with lost volumes, and the brokers that are not fenced and can be elected, each between spaces; the last epoch and
# the end of each copy, by PARTITION,BROKER; the partitions of the cluster, with their leaders and their brokers.
lost=" $* " running=' '
declare -A epoch_of=() end_of=() leader_of=() replicas_of=()
partitions=()

# The plan: the new leader by partition; for partitions in which the new leader is not the first broker, the assignments during and after
# the election; whether a partition was left unchanged.
declare -A new_leader=() wanted=() original=()
refused=''

# a directory for the files of the tools
work=''

# usage: abort TEXT...
# fail would write to the termination log, which belongs to the broker.
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
# BEST becomes the broker with the most complete copy; of equally complete ones, the first in the assignment. MISSING becomes the brokers
# whose copies are unknown. COPIES becomes the list of copies for the log.
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
# FIRST becomes the broker that an unclean election would elect now, which is the first running one in the assignment. ORDER becomes all
# running brokers of the assignment, with BROKER first.
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
      refuse "$name" "the copies of these brokers are not known:$missing. Bring them up and repeat, or also append those that have lost" \
        'their volumes [CopiesUnknown]'
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
# Changes assignments so that an unclean election elects the right copy. Kafka rejects fenced brokers in an assignment, so the lost ones
# leave it for a while.
put_first() {
  local name first order
  [ "${#wanted[@]}" != 0 ] || return 0
  write_plan wanted "$work/wanted.json"
  write_plan original "$work/original.json"
  log "the election needs other replicas; if it fails, reassign the partitions with this plan: $(<"$work/original.json")"
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
# Assigns the copies to the lost brokers again, and restores the order of preferred leaders.
restore_assignments() {
  local started=$SECONDS name broker away
  [ "${#original[@]}" != 0 ] || return 0
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
