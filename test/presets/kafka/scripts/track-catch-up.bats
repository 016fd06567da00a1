#!/usr/bin/env bats
# What the probes read: whether a node listens, and whether it had its vote and its copies when it started.

setup() {
  load pod.bash
  new_pod kafka 2
  has_volume this 2
  # the first answer that is left, the last of which stays; the one called 0 is a failure
  stub tool <<'FAKE'
answers=$pod/${0##*/}
echo "$*" >>"$answers.asked"
read -r answer others <<<"$(ls "$answers" | tr '\n' ' ')"
cat "$answers/$answer"
[ -z "$others" ] || rm "$answers/$answer"
[ "$answer" != 0 ]
FAKE
  for tool in kafka-topics.sh kafka-metadata-quorum.sh; do
    ln -s tool "$pod/bin/$tool"
    mkdir "$pod/$tool"
  done
  topics=$pod/kafka-topics.sh quorum=$pod/kafka-metadata-quorum.sh
  touch "$topics/9"
  voters 0 1 2 >"$quorum/9"
  echo localhost >"$pod/listening"
}

# usage: voters NODE...    what describe --status prints while node 2 listens, too
voters() {
  local node text=''
  for node; do text="$text, {\"id\": $node, \"directoryId\": \"directory-$node\", \"endpoints\": [\"CONTROLLER://kafka-$node:9093\"]}"; done
  printf 'LeaderId:   0\nCurrentVoters:   [%s]\nCurrentObservers:   [{"id": 2, "directoryId": "directory-2"}]\n' "${text#, }"
}

catch_up() {
  run "$BASH" "$scripts/track-catch-up.sh"
}

@test "a broker has caught up when none of its copies lags" {
  echo 'nobody is there' >"$topics/0"
  printf '\tTopic: orders\tPartition: 1\tLeader: 1\tReplicas: 1,2,0\tIsr: 1,0\tElr: \tLastKnownElr: \n' >"$topics/1"
  printf '\tTopic: orders\tPartition: 1\tLeader: 2\tReplicas: 1,2,0\tIsr: 2\tElr: \tLastKnownElr: \n' >"$topics/2"
  printf '\tTopic: parcels\tPartition: 0\tLeader: none\tReplicas: 1,2,0\tIsr: \tElr: 1\tLastKnownElr: \n' >>"$topics/2"
  catch_up
  [ "$status" -eq 0 ]
  [[ $output = *'catching up: nobody is there'* ]]
  [[ $output = *'catching up: 1 partitions, orders-1'* ]]
  # what was asked last is the lag of others, and a partition that nobody leads
  [ "$(ls "$topics")" = 9 ]
  [ "$(wc -l <"$topics.asked")" = 3 ]
  [ -e "$RUN/caught-up" ]
}

@test "a controller has caught up when its directory has a vote, not another one of the same node" {
  echo 'no leader' >"$quorum/0"
  voters 0 1 >"$quorum/1"
  voters 0 1 2 | sed 's/"directory-2", "endpoints"/"directory-before", "endpoints"/' >"$quorum/2"
  catch_up
  [ "$status" -eq 0 ]
  [[ $output = *'catching up: no leader'*'catching up: the vote of this controller'*'node 2 has caught up' ]]
  [ "$(wc -l <"$quorum.asked")" = 4 ]
  [ "$(tail -n 1 "$quorum.asked")" = "--bootstrap-controller $POD_HOST:9093 --command-config $ETC/tools.properties describe --status" ]
}

@test "a controller of a static quorum, whose voters have no directories, has its vote by its id" {
  mkdir "$LOGS/__cluster_metadata-0"
  echo '{"leaderId":0,"currentVoters":[{"voterId":0}],"data_version":0}' >"$LOGS/__cluster_metadata-0/quorum-state"
  voters 0 1 3 | sed 's/ "directoryId": "[^"]*",//g' >"$quorum/1"
  voters 0 1 2 | sed 's/ "directoryId": "[^"]*",//g' >"$quorum/9"
  catch_up
  [ "$status" -eq 0 ]
  [ "$(grep -c 'catching up: the vote of this controller' <<<"$output")" = 1 ]
  [ "$(tail -n 1 "$quorum.asked")" = "--bootstrap-server $POD_HOST:9091 --command-config $ETC/tools.properties describe --status" ]
}

@test "a dedicated controller does not check copies, and a broker without the controller role does not check a vote" {
  touch "$ETC/controller.properties"
  catch_up
  [ "$status" -eq 0 ]
  [ ! -e "$topics.asked" ]

  rm "$ETC/controller.properties" "$quorum.asked"
  CONTROLLER_SET=kafka-controller catch_up
  [ "$status" -eq 0 ]
  [ ! -e "$quorum.asked" ]
}

@test "a tool that is killed has not answered" {
  : >"$quorum/0"
  catch_up
  [ "$status" -eq 0 ]
  [[ $output = *'catching up: no answer'*'has caught up' ]]
}

@test "a broker has not started before it has caught up and listens" {
  started() { run "$BASH" "$scripts/started.sh"; }
  started
  [ "$status" -eq 1 ]
  [ "$output" = 'it has not caught up since it started [NotCaughtUp]' ]

  touch "$CAUGHT_UP"
  started
  [ "$status" -eq 0 ]

  : >"$pod/listening"
  started
  [ "$status" -eq 1 ]
  [ "$output" = 'no server listens on port 9092 [NotListening]' ]
}
