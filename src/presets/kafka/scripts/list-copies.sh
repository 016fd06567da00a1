#!/bin/bash
# usage: list-copies.sh
# Runs in a running broker. Prints its copies of the partitions without a leader, one per line, as input of elect-leaders.sh:
#   TOPIC PARTITION BROKER EPOCH END
# END is the offset after the last record. EPOCH is the epoch of the leader that wrote the last record, or -1 for a log that never had
# records. The log of such a partition does not change.
set -euo pipefail
: "${NAME:?}" "${POD_INDEX:?}" "${POD_HOST:?}" "${FIRST_NODE_ID:?}" "${CONTROLLER_SET:?}" "${CONTROLLERS:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/node.sh
. "$scripts/node.sh"
# shellcheck source=SCRIPTDIR/tools.sh
. "$scripts/tools.sh"
# shellcheck source=SCRIPTDIR/partitions.sh
. "$scripts/partitions.sh"

# the number of files that one JVM reads, because their paths are one argument
BATCH=500

# usage: list_leaderless RESULT
# RESULT becomes the partitions that have a copy on this broker and no leader.
list_leaderless() {
  local -n _leaderless=$1
  local text line name leader replicas
  _leaderless=()
  text=$("$BIN/kafka-topics.sh" --bootstrap-server "$POD_HOST:$INTERNAL_PORT" --command-config "$TOOL_CONFIG" \
    --describe --unavailable-partitions)
  while read -r line; do
    read_partition name leader replicas "$line"
    if [ -n "$name" ] && [ "$leader" = none ] && [[ ,$replicas, = *,$NODE_ID,* ]]; then _leaderless+=("$name"); fi
  done <<<"$text"
}

# usage: find_segment SEGMENT END DIRECTORY
# SEGMENT becomes the last segment with records, or an empty string. END becomes the first offset of the last segment, which can be empty.
find_segment() {
  local -n _segment=$1 _end=$2
  local file offset
  _segment='' _end=0
  for file in "$3"/*.log; do
    [ -e "$file" ] || continue
    # shellcheck disable=SC2034 # the caller's variable
    if [ -s "$file" ]; then _segment=$file; fi
    offset=${file##*/}
    _end=$((10#${offset%.log}))
  done
}

# usage: find_epoch RESULT DIRECTORY
# RESULT becomes the epoch of a log without records. Retention deletes the records and keeps the last epoch in the checkpoint, in the last
# line with two numbers.
find_epoch() {
  local -n _epoch=$1
  local first second
  _epoch=-1
  [ -e "$2/leader-epoch-checkpoint" ] || return 0
  while read -r first second; do
    # shellcheck disable=SC2034 # the caller's variable
    if [ -n "$second" ]; then _epoch=$first; fi
  done <"$2/leader-epoch-checkpoint"
}

# usage: read_segments EPOCHS ENDS SEGMENT...
# EPOCHS and ENDS, associative arrays, get the last epoch and the end by partition. The input lines look like this:
#   Dumping /var/lib/kafka/data/logs/orders-0/00000000000000000000.log
#   baseOffset: 0 lastOffset: 49 count: 50 baseSequence: 0 ... partitionLeaderEpoch: 0 isTransactional: false ...
read_segments() {
  local -n _epochs=$1 _ends=$2
  local first text name epoch end
  for ((first = 3; first <= $#; first += BATCH)); do
    text=$(
      IFS=,
      "$BIN/kafka-dump-log.sh" --files "${*:first:BATCH}" | awk '
        function print_last() {
          if (end != "") print name, epoch, end
          end = ""
        }
        /^Dumping / {
          print_last()
          count = split($2, path, "/")
          name = path[count - 1]
        }
        /^baseOffset: / {
          for (i = 1; i < NF; i++) {
            if ($i == "lastOffset:") end = $(i + 1) + 1
            if ($i == "partitionLeaderEpoch:") epoch = $(i + 1)
          }
        }
        END { print_last() }'
    )
    while read -r name epoch end; do
      [ -n "$name" ] || continue
      _epochs["$name"]=$epoch
      # compaction can have removed the last records of a segment
      if [ "$end" -gt "${_ends[$name]}" ]; then _ends["$name"]=$end; fi
    done <<<"$text"
  done
}

main() {
  local leaderless name segment end epoch segments=()
  local -A epoch_of=() end_of=()
  use_small_jvm
  list_leaderless leaderless
  for name in "${leaderless[@]}"; do
    find_segment segment end "$LOGS/$name"
    end_of[$name]=$end
    if [ -n "$segment" ]; then
      segments+=("$segment")
    else
      find_epoch epoch "$LOGS/$name"
      epoch_of[$name]=$epoch
    fi
  done
  read_segments epoch_of end_of "${segments[@]}"
  for name in "${!epoch_of[@]}"; do
    echo "${name%-*} ${name##*-} $NODE_ID ${epoch_of[$name]} ${end_of[$name]}"
  done
}

main "$@"
