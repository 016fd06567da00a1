#!/usr/bin/env bats
# What the probes read: whether a node listens, and whether its copies had caught up when it started.

setup() {
  load pod.bash
  new_pod kafka 2
  # the first answer that is left
  stub kafka-topics.sh <<'FAKE'
answer=$(ls "$pod/answers" | head -n 1)
[ -n "$answer" ] || exit 0
cat "$pod/answers/$answer"
rm "$pod/answers/$answer"
[ "$answer" != 0 ]
FAKE
  stub sleep <<<'exit 0'
  mkdir "$pod/answers"
  echo localhost >"$pod/listening"
}

catch_up() {
  run /usr/bin/timeout 5 "$BASH" "$scripts/catch-up.sh"
}

@test "a broker has caught up when no copy of its own lags" {
  echo 'nobody is there' >"$pod/answers/0"
  printf '\tTopic: orders\tPartition: 1\tLeader: 1\tReplicas: 1,2,0\tIsr: 1,0\tElr: \tLastKnownElr: \n' >"$pod/answers/1"
  printf '\tTopic: orders\tPartition: 1\tLeader: 2\tReplicas: 1,2,0\tIsr: 2\tElr: \tLastKnownElr: \n\tTopic: parcels\tPartition: 0\tLeader: none\tReplicas: 1,2,0\tIsr: \tElr: 1\tLastKnownElr: \n' \
    >"$pod/answers/2"
  touch "$pod/answers/3"
  catch_up
  [ "$status" -eq 0 ]
  [[ $output = *'catching up: nobody is there'* ]]
  [[ $output = *'catching up: 1 partitions, orders-1'* ]]
  # what was asked last is the lag of others, and a partition that nobody leads
  [ -e "$pod/answers/3" ]
  [ -e "$RUN/caught-up" ]
}

@test "a broker is not ready before it has caught up, and later on whatever lags" {
  run "$BASH" "$scripts/ready.sh"
  [ "$status" -eq 1 ]
  [ "$output" = 'it has not caught up since it started' ]

  touch "$RUN/caught-up"
  run "$BASH" "$scripts/ready.sh"
  [ "$status" -eq 0 ]

  : >"$pod/listening"
  run "$BASH" "$scripts/ready.sh"
  [ "$status" -eq 1 ]
  [ "$output" = 'nothing listens on port 9092' ]
}

@test "a node is alive until it has listened and does no more" {
  : >"$pod/listening"
  run "$BASH" "$scripts/alive.sh"
  [ "$status" -eq 0 ]

  touch "$RUN/listening"
  run "$BASH" "$scripts/alive.sh"
  [ "$status" -eq 1 ]

  echo localhost >"$pod/listening"
  run "$BASH" "$scripts/alive.sh"
  [ "$status" -eq 0 ]
}
