#!/usr/bin/env bats
# How partitions without a leader get the most complete of their copies as one.

setup() {
  load pod.bash
  new_pod kafka 1
  has_volume this 1
  stub mktemp <<<'mkdir -p "$pod/work" && echo "$pod/work"'
  stub kafka-cluster.sh <<'FAKE'
[ ! -e "$pod/returned" ] || echo '0  kafka-0  9091  null  unfenced  broker'
cat "$pod/brokers"
FAKE
  # a cluster of three partitions: assignments and leaders are in files
  stub kafka-topics.sh <<'FAKE'
for file in "$pod/assigned"/*; do
  name=${file##*/}
  leader=none
  [ ! -e "$pod/led/$name" ] || leader=$(<"$pod/led/$name")
  printf '\tTopic: %s\tPartition: %s\tLeader: %s\tReplicas: %s\tIsr: \tElr: 0\tLastKnownElr: 0\n' \
    "${name%-*}" "${name##*-}" "$leader" "$(<"$file")"
done
FAKE
  stub kafka-reassign-partitions.sh <<'FAKE'
while [ "$1" != --reassignment-json-file ]; do shift; done
cat "$2" >>"$pod/reassigned"
grep -o '"topic": "[^"]*", "partition": [0-9]*, "replicas": \[[0-9,]*' "$2" |
  sed 's/"topic": "//; s/", "partition": / /; s/, "replicas": \[/ /' | while read -r topic partition replicas; do
  # the brokers that leave come last until the others are in sync
  for broker in $(tr , ' ' <"$pod/assigned/$topic-$partition"); do [[ ,$replicas, = *,$broker,* ]] || replicas+=,$broker; done
  echo "$replicas" >"$pod/assigned/$topic-$partition"
done
FAKE
  stub kafka-leader-election.sh <<'FAKE'
echo "$*" >"$pod/elected"
while [ "$1" != --path-to-json-file ]; do shift; done
grep -o '"topic": "[^"]*", "partition": [0-9]*' "$2" | sed 's/"topic": "//; s/", "partition": /-/' | while read -r name; do
  for broker in $(tr , ' ' <"$pod/assigned/$name"); do
    if grep -q "^$broker .*unfenced" "$pod/brokers"; then echo "$broker" >"$pod/led/$name" && break; fi
  done
done
FAKE
  stub sleep <<<'touch "$pod/returned"'
  mkdir "$pod/assigned" "$pod/led"
  brokers '0 fenced' '1 unfenced' '2 unfenced'
  assigned orders-0 0,1,2
}

# usage: brokers 'NODE STATE'...
brokers() {
  local line
  for line; do echo "${line% *}  kafka-${line% *}  9091  null  ${line#* }  broker"; done >"$pod/brokers"
}

# usage: assigned PARTITION REPLICAS
assigned() {
  echo "$2" >"$pod/assigned/$1"
}

# usage: elect 'COPY'... -- LOST_BROKER...
elect() {
  local copies=''
  while [ "$1" != -- ]; do copies+=$1$'\n' && shift; done
  run "$BASH" "$scripts/elect-leaders.sh" "${@:2}" <<<"${copies%$'\n'}"
}

@test "the longest copy becomes the leader" {
  elect 'orders 0 1 5 120' 'orders 0 2 5 100' -- 0
  [ "$status" -eq 0 ]
  [ "$(<"$pod/led/orders-0")" = 1 ]
  local copies='broker 0 is lost, broker 1 ends at offset 120 in epoch 5, broker 2 ends at offset 100 in epoch 5'
  [[ $output = *"orders-0: broker 1 will lead ($copies)"*'1 partitions have leaders'* ]]
  [[ $(<"$pod/elected") = '--election-type unclean --path-to-json-file '* ]]
  [ ! -e "$pod/reassigned" ]
}

@test "of equally complete copies, the first running one in the assignment becomes the leader without a new assignment" {
  elect 'orders 0 2 5 120' 'orders 0 1 5 120' -- 0
  [ "$status" -eq 0 ]
  [ "$(<"$pod/led/orders-0")" = 1 ]
  [ ! -e "$pod/reassigned" ]
}

@test "a newer epoch comes before a longer log" {
  elect 'orders 0 1 6 90' 'orders 0 2 5 120' -- 0
  [ "$(<"$pod/led/orders-0")" = 1 ]
  elect 'orders 0 1 9 120' 'orders 0 2 10 120' -- 0
}

@test "a new leader that is not first in the assignment becomes first, and the assignment is restored when the lost broker is back" {
  elect 'orders 0 1 5 100' 'orders 0 2 5 120' -- 0
  [ "$status" -eq 0 ]
  [ "$(<"$pod/led/orders-0")" = 2 ]
  [ "$(sed -n 1p "$pod/reassigned")" = '{"version": 1, "partitions": [{"topic": "orders", "partition": 0, "replicas": [2,1]}]}' ]
  [ "$(sed -n 2p "$pod/reassigned")" = '{"version": 1, "partitions": [{"topic": "orders", "partition": 0, "replicas": [0,1,2]}]}' ]
  [[ $output = *'waiting for brokers 0 to start, '*'the replicas of orders-0 are assigned as before' ]]
}

@test "a partition with an unknown copy is not changed, and the other partitions get leaders" {
  brokers '0 fenced' '1 unfenced' '2 unfenced' '3 fenced'
  assigned orders-1 0,1,3
  elect 'orders 0 1 5 120' 'orders 0 2 5 120' 'orders 1 1 5 120' -- 0
  [ "$status" -eq 1 ]
  local remedy='Bring them up and repeat, or also append those that have lost their volumes'
  [[ $output = *"orders-1 is left alone: the copies of these brokers are not known: 3. $remedy"* ]]
  [ "$(<"$pod/led/orders-0")" = 1 ]
  [ ! -e "$pod/led/orders-1" ]

  elect 'orders 1 1 5 120' -- 0 3
  [ "$status" -eq 0 ]
  [ "$(<"$pod/led/orders-1")" = 1 ]
}

@test "a partition is not changed if all its copies are lost or its best copy does not run" {
  assigned orders-1 0
  brokers '0 fenced' '1 fenced' '2 unfenced'
  elect 'orders 0 1 5 120' 'orders 0 2 5 100' -- 0
  [ "$status" -eq 1 ]
  [[ $output = *'orders-1 is left alone: no copy is left'* ]]
  [[ $output = *'orders-0 is left alone: broker 1 has the most complete copy and does not run'* ]]
  [ ! -e "$pod/elected" ]
}

@test "partitions with leaders are not touched" {
  echo 2 >"$pod/led/orders-0"
  elect 'orders 0 1 5 120' -- 0
  [ "$status" -eq 0 ]
  [[ $output = *'all partitions have leaders' ]]
  [ ! -e "$pod/elected" ]
}

@test "no leader is elected if the assignment is not as planned" {
  stub kafka-reassign-partitions.sh <<<'exit 0'
  elect 'orders 0 1 5 100' 'orders 0 2 5 120' -- 0
  [ "$status" -eq 1 ]
  [[ $output = *'orders-0 has the replicas 0,1,2 and the leader none, not as planned: no leader was elected'* ]]
  # the log has what it takes to assign the replicas as before
  local plan='{"version": 1, "partitions": [{"topic": "orders", "partition": 0, "replicas": [0,1,2]}]}'
  [[ $output = *"reassign the partitions with this plan: $plan"* ]]
  [ ! -e "$pod/elected" ]
}

@test "input that is no list of copies is refused" {
  elect 'error: container kafka is waiting' -- 0
  [ "$status" -eq 1 ]
  [[ $output = *'not a line of list-copies.sh: error: container kafka is waiting'* ]]
}

# --- list-copies.sh

# usage: segment PARTITION NAME [BYTES]
segment() {
  mkdir -p "$VOLUME/logs/$1"
  printf '%s' "${3:-}" >"$VOLUME/logs/$1/$2.log"
}

list_copies() {
  stub kafka-dump-log.sh <<'FAKE'
IFS=, read -r -a files <<<"$2"
for file in "${files[@]}"; do
  printf 'Dumping %s\nLog starting offset: 0\n' "$file"
  cat "$file"
done
FAKE
  run "$BASH" "$scripts/list-copies.sh"
}

batch='baseOffset: 0 lastOffset: 49 count: 50 baseSequence: 0 lastSequence: 49 producerId: 0 producerEpoch: 0 '
batch+='partitionLeaderEpoch: 3 isTransactional: false isControl: false'
last=${batch/49 count/119 count}

@test "a broker lists the ends of its copies of partitions without a leader" {
  assigned orders-1 0,2
  assigned parcels.of-all-10 1,2
  assigned led-0 1,2
  echo 2 >"$pod/led/led-0"
  segment orders-0 00000000000000000000 "$batch"$'\n'"${last/Epoch: 3/Epoch: 12}"$'\n'
  segment parcels.of-all-10 00000000000000000000 "$batch"$'\n'
  segment led-0 00000000000000000000 "$batch"$'\n'
  list_copies
  [ "$status" -eq 0 ]
  [ "$(sort <<<"$output")" = $'orders 0 1 12 120\nparcels.of-all 10 1 3 50' ]
}

@test "an empty last segment, a log without records and a missing log also have ends" {
  assigned orders-1 1,2
  assigned orders-2 1,2
  segment orders-0 00000000000000000000 "$batch"$'\n'
  segment orders-0 00000000000000000070
  segment orders-1 00000000000000000090
  printf '0\n2\n0 0\n7 60\n' >"$VOLUME/logs/orders-1/leader-epoch-checkpoint"
  list_copies
  [ "$status" -eq 0 ]
  [ "$(sort <<<"$output")" = $'orders 0 1 3 70\norders 1 1 7 90\norders 2 1 -1 0' ]
}

@test "an unreadable log lists no copy" {
  segment orders-0 00000000000000000000 'damaged'$'\n'
  list_copies
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}
