#!/bin/bash
# usage: list-copies.sh
# In a broker that runs: prints its copies of the partitions without a leader, for elect-leaders.sh, one a line:
#   TOPIC PARTITION BROKER EPOCH END
# END is the offset after the last record, and EPOCH that of the leader who wrote it, -1 for a log that never had records. The log of such
# a partition does not change.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
# shellcheck source=SCRIPTDIR/partitions.sh
. "$scripts/partitions.sh"

# files that one JVM reads: their paths are one argument
BATCH=500

# usage: list_leaderless
# Sets leaderless: those that have a copy on this broker.
list_leaderless() {
  local text line name leader replicas
  leaderless=()
  text=$("$BIN/kafka-topics.sh" --bootstrap-server "$POD_HOST:$INTERNAL_PORT" --command-config "$ETC/tools.properties" --describe --unavailable-partitions)
  while read -r line; do
    read_partition "$line"
    if [ -n "$name" ] && [ "$leader" = none ] && [[ ,$replicas, = *,$NODE_ID,* ]]; then leaderless+=("$name"); fi
  done <<<"$text"
}

# usage: find_segment DIRECTORY
# Sets segment: the last one with records, or nothing; and end: the first offset of the last one, which may be empty.
find_segment() {
  local file
  segment='' end=0
  for file in "$1"/*.log; do
    [ -e "$file" ] || continue
    if [ -s "$file" ]; then segment=$file; fi
    end=${file##*/}
    end=$((10#${end%.log}))
  done
}

# usage: find_epoch DIRECTORY
# Sets epoch, of a log without records: retention deletes them and keeps the last epoch in the checkpoint, in the last line of two numbers.
find_epoch() {
  local first second
  epoch=-1
  [ -e "$1/leader-epoch-checkpoint" ] || return 0
  while read -r first second; do
    if [ -n "$second" ]; then epoch=$first; fi
  done <"$1/leader-epoch-checkpoint"
}

# usage: read_segments SEGMENT...
# Sets epoch_of and end_of, by partition. The lines that are read look like this:
#   Dumping /var/lib/kafka/data/logs/orders-0/00000000000000000000.log
#   baseOffset: 0 lastOffset: 49 count: 50 baseSequence: 0 ... partitionLeaderEpoch: 0 isTransactional: false ...
read_segments() {
  local first text name epoch end
  for ((first = 1; first <= $#; first += BATCH)); do
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
      epoch_of[$name]=$epoch
      # compaction may have removed the last records of a segment
      if [ "$end" -gt "${end_of[$name]}" ]; then end_of[$name]=$end; fi
    done <<<"$text"
  done
}

main() {
  local leaderless name segment end epoch segments=()
  local -A epoch_of=() end_of=()
  use_tools
  list_leaderless
  for name in "${leaderless[@]}"; do
    find_segment "$LOGS/$name"
    end_of[$name]=$end
    if [ -n "$segment" ]; then
      segments+=("$segment")
    else
      find_epoch "$LOGS/$name"
      epoch_of[$name]=$epoch
    fi
  done
  read_segments "${segments[@]}"
  for name in "${!epoch_of[@]}"; do
    echo "${name%-*} ${name##*-} $NODE_ID ${epoch_of[$name]} ${end_of[$name]}"
  done
}

main "$@"
