#!/bin/bash
# usage: elect-leaders.sh LOST_BROKER... <COPIES
# In a broker that runs: lets the most complete copy of each partition without a leader lead. COPIES is the output of list-copies.sh of all
# brokers that run, and a LOST_BROKER has lost its volume. A partition is left alone while its copy on any other broker is not in COPIES.
# The most complete copy is the longest among those whose last record has the newest epoch. It has every acknowledged record that is on any
# of the copies: leaders are elected from brokers that have all of these, and a copy with a record of an epoch has the log of the leader of
# that epoch up to this record.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
# shellcheck source=SCRIPTDIR/partitions.sh
. "$scripts/partitions.sh"

# for how long to wait for lost brokers, which start once all their partitions have leaders
RETURN_SECONDS=900

# usage: fail TEXT...
fail() {
  say "$*"
  exit 1
}

# usage: run TOOL ARGUMENT...
# Sets output, of one of Kafka's tools.
run() {
  output=$("$BIN/$1" "${@:2}" --bootstrap-server "$POD_HOST:$INTERNAL_PORT" --command-config "$ETC/tools.properties" 2>"$work/error") ||
    fail "$1 ${*:2} failed: $output $(<"$work/error")"
}

# usage: read_copies
# Sets epoch_of and end_of, by partition and broker.
read_copies() {
  local topic partition broker epoch end
  while read -r topic partition broker epoch end; do
    [[ $partition,$broker,$epoch,$end =~ ^[0-9]+,[0-9]+,-?[0-9]+,[0-9]+$ ]] || fail "not a line of list-copies.sh: $topic $partition $broker $epoch $end"
    epoch_of["$topic-$partition,$broker"]=$epoch
    end_of["$topic-$partition,$broker"]=$end
  done
}

# usage: list_running
# Sets running: the brokers that are not fenced, which can be elected.
list_running() {
  local id state
  running=' '
  run kafka-cluster.sh list-endpoints
  while read -r id _ _ _ state _; do
    if [ "$state" = unfenced ]; then running+="$id "; fi
  done <<<"$output"
}

# usage: read_partitions
# Sets partitions, and leader_of and replicas_of by partition.
read_partitions() {
  local line name leader replicas
  partitions=() leader_of=() replicas_of=()
  run kafka-topics.sh --describe
  while read -r line; do
    read_partition "$line"
    [ -n "$name" ] || continue
    partitions+=("$name")
    leader_of[$name]=$leader
    replicas_of[$name]=$replicas
  done <<<"$output"
}

# usage: find_best PARTITION
# Sets best, the first in the assignment of those that are equally complete; missing, the brokers whose copies are not known; and copies,
# for the log.
find_best() {
  local broker copy best_copy=''
  best='' missing='' copies=''
  for broker in ${replicas_of[$1]//,/ }; do
    copy=$1,$broker
    if [ -n "${epoch_of[$copy]:-}" ]; then
      copies+="${copies:+, }broker $broker ends at offset ${end_of[$copy]} in epoch ${epoch_of[$copy]}"
      if [ -z "$best" ] || [ "${epoch_of[$copy]}" -gt "${epoch_of[$best_copy]}" ] ||
        { [ "${epoch_of[$copy]}" = "${epoch_of[$best_copy]}" ] && [ "${end_of[$copy]}" -gt "${end_of[$best_copy]}" ]; }; then
        best=$broker best_copy=$copy
      fi
    elif [[ $lost = *" $broker "* ]]; then
      copies+="${copies:+, }broker $broker is lost"
    else
      missing+=" $broker"
    fi
  done
}

# usage: order_replicas PARTITION BROKER
# Sets first, the broker that an unclean election takes now: the first in the assignment that runs; and order: all of those, the given one
# first.
order_replicas() {
  local broker
  first='' order=$2
  for broker in ${replicas_of[$1]//,/ }; do
    [[ $running = *" $broker "* ]] || continue
    first=${first:-$broker}
    [ "$broker" = "$2" ] || order+=,$broker
  done
}

# usage: refuse PARTITION TEXT...
refuse() {
  say "$1 is left alone: ${*:2}"
  refused=yes
}

# usage: decide
# Sets decision, the new leader by partition, and the assignments wanted and original of the partitions in which it is not the first one.
decide() {
  local name best missing copies first order
  for name in "${partitions[@]}"; do
    [ "${leader_of[$name]}" = none ] || continue
    find_best "$name"
    if [ -n "$missing" ]; then
      refuse "$name" "the copies of these brokers are not known:$missing. Bring them up and repeat, or append those that have lost their volumes, too"
    elif [ -z "$best" ]; then
      refuse "$name" 'no copy is left'
    elif [[ $running != *" $best "* ]]; then
      refuse "$name" "broker $best has the most complete copy and does not run ($copies)"
    else
      say "$name: broker $best will lead ($copies)"
      decision[$name]=$best
      order_replicas "$name" "$best"
      if [ "$first" != "$best" ]; then wanted[$name]=$order original[$name]=${replicas_of[$name]}; fi
    fi
  done
}

# usage: write_plan REPLICAS_BY_PARTITION FILE
write_plan() {
  local -n replicas_by=$1
  local name separator=''
  {
    printf '{"version": 1, "partitions": ['
    for name in "${!replicas_by[@]}"; do
      printf '%s{"topic": "%s", "partition": %s, "replicas": [%s]}' "$separator" "${name%-*}" "${name##*-}" "${replicas_by[$name]}"
      separator=', '
    done
    echo ']}'
  } >"$2"
}

# usage: reassign FILE
reassign() {
  run kafka-reassign-partitions.sh --execute --additional --reassignment-json-file "$1"
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
    order_replicas "$name" "${decision[$name]}"
    [ "${leader_of[$name]},$first" = "none,${decision[$name]}" ] || fail "$name has the replicas ${replicas_of[$name]} and the leader ${leader_of[$name]}, not as planned: no leader was elected"
  done
}

# usage: elect
elect() {
  local name failed=''
  write_plan decision "$work/elect.json"
  run kafka-leader-election.sh --election-type unclean --path-to-json-file "$work/elect.json"
  read_partitions
  for name in "${!decision[@]}"; do
    [ "${leader_of[$name]}" = "${decision[$name]}" ] || failed+=" $name (leader ${leader_of[$name]})"
  done
  [ -z "$failed" ] || fail "these partitions have another leader than planned:$failed"
  say "${#decision[@]} partitions have leaders"
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
    if [ "$SECONDS" -ge $((started + RETURN_SECONDS)) ]; then fail "brokers$away have not come back. Once they run, reassign the partitions as the recipe 'More copies' does: $(<"$work/original.json")"; fi
    say "waiting for brokers$away to start, to give them back their copies of ${!original[*]}"
    sleep 10
  done
  reassign "$work/original.json"
  say "the replicas of ${!original[*]} are assigned as before"
}

main() {
  local work output lost=" $* " running refused='' partitions=()
  local -A epoch_of=() end_of=() leader_of=() replicas_of=() decision=() wanted=() original=()
  work=$(mktemp -d)
  use_tools
  read_copies
  list_running
  read_partitions
  decide
  if [ "${#decision[@]}" != 0 ]; then
    put_first
    elect
    restore_assignments
  elif [ -z "$refused" ]; then
    say 'all partitions have leaders'
  fi
  rm -r "$work"
  [ -z "$refused" ]
}

main "$@"
