#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  bats_require_minimum_version 1.5.0
  load pod.bash
  setup_pod 1
  # the member serves clients unless a test says otherwise
  echo 'serves_cql() { [ ! -e "$pod/closed" ]; }' >>"$scripts/cql.sh"
}

# usage: turn REQUEST
turn() {
  run --separate-stderr bash "$scripts/turn.sh" <<<"$1"
}

# usage: job
# The Job of three members. ask_member has their answers: those of $pod/members/HOST, one for each request of the state.
job() {
  export JOB_NAME=cassandra-repair-29000000 JOB_UID=run-1 KIND=full HOSTS=cassandra-0.cassandra,cassandra-1.cassandra,cassandra-2.cassandra
  sed -i 's/timeout 10 bash -c .* "\$2" "\$JOBS_PORT"/ask_member "$2"/' "$scripts/turns.sh"
  mkdir -p "$pod/members"
  stub ask_member <<'FAKE'
read -r request _ <<<"$2"
if [ "$request" = begin ]; then
  echo "begin $1 ${2#begin }" >>"$pod/asked"
  sed -i 's/^idle$/done/; s/^failed$/failed/' "$pod/members/$1"
  echo started
else
  sed -n 1p "$pod/members/$1"
  [ "$(wc -l <"$pod/members/$1")" -eq 1 ] || sed -i 1d "$pod/members/$1"
fi
FAKE
  run bash "$scripts/repair-job.sh"
}

# usage: members STATES STATES STATES
members() {
  local ordinal=0 states
  mkdir -p "$pod/members"
  for states; do
    printf '%s\n' $states >"$pod/members/cassandra-$ordinal.cassandra"
    ordinal=$((ordinal + 1))
  done
}

@test "a member repairs its primary ranges, answers before the repair has ended, and knows the run afterwards" {
  turn 'begin run-1 full'
  [ "$output" = started ]
  [ "$(<"$pod/nodetool")" = 'nodetool repair -pr -full' ]
  [[ $stderr = *'repair: 50 %'*'the primary ranges are repaired'* ]]
  turn 'state run-1 full'
  [ "$output" = 'done' ]
  turn 'state run-2 full'
  [ "$output" = idle ]
}

@test "a member that is repaired in this run is not repaired again" {
  turn 'begin run-1 incremental'
  [ "$(<"$pod/nodetool")" = 'nodetool repair -pr' ]
  turn 'begin run-1 incremental'
  [ "$output" = 'done' ]
  [ "$(wc -l <"$pod/nodetool")" -eq 1 ]
}

@test "a repair that failed is seen, and another request begins it again" {
  echo 'Endpoint not alive: 10.0.0.3. Repair failed' >"$pod/repairs"
  turn 'begin run-1 full'
  [[ $stderr = *'Endpoint not alive'*'has failed'* ]]
  turn 'state run-1 full'
  [ "$output" = failed ]
  turn 'begin run-1 full'
  [ "$output" = started ]
  turn 'state run-1 full'
  [ "$output" = 'done' ]
}

@test "while a repair runs, no other one begins" {
  exec 8>"$TURN_LOCK"
  flock 8
  for request in 'begin run-1 full' 'begin run-2 full' 'state run-1 full'; do
    turn "$request" 8>&-
    [ "$output" = running ]
  done
  [ ! -e "$pod/nodetool" ]
}

@test "a member that does not serve, or was never repaired after the loss of its volume, begins no repair" {
  touch "$pod/closed"
  turn 'begin run-1 full'
  [ "$output" = away ]
  rm "$pod/closed"
  touch "$REPAIR"
  turn 'begin run-1 full'
  [ "$output" = away ]
  [ ! -e "$pod/nodetool" ]
}

@test "a connection without a request begins nothing" {
  run bash "$scripts/turn.sh" </dev/null
  [ "$output" = idle ]
  [ ! -e "$pod/nodetool" ]
}

@test "the port is open only with Jobs that ask, and each connection is answered by the script" {
  data
  ANSWERS_JOBS=true start
  [ "$(<"$pod/answers")" = answers ]
  rm "$pod/answers"
  start
  [ ! -e "$pod/answers" ]
}

@test "a new start forgets the run, because a repair ends with the server" {
  data
  echo 'run-1 done' >"$TURN"
  start
  [ ! -e "$TURN" ]
}

@test "the Job asks one member after the other" {
  members idle idle idle
  job
  [ "$status" -eq 0 ]
  [ "$(cut -d ' ' -f 2 "$pod/asked" | tr '\n' ' ')" = 'cassandra-0.cassandra cassandra-1.cassandra cassandra-2.cassandra ' ]
  [[ $output = *'every member has repaired its primary ranges'* ]]
}

@test "the Job begins no repair while another one runs, or a member is away" {
  members idle idle 'running running away away idle'
  job
  [ "$status" -eq 0 ]
  [[ $output = *'waiting for cassandra-2 (running)'* ]]
  [ "$(wc -l <"$pod/asked")" -eq 3 ]
}

@test "a further attempt continues with the member at which the last one ended" {
  members 'done' idle idle
  job
  [ "$status" -eq 0 ]
  [ "$(head -n 1 "$pod/asked")" = 'begin cassandra-1.cassandra run-1 full' ]
}

@test "the Job fails if the repair of a member fails three times, and does not go on with the next one" {
  members idle failed idle
  job
  [ "$status" -eq 1 ]
  [[ $output = *'the repair of cassandra-1 has failed 3 times'*'[RepairFailed]' ]]
  [ "$(grep -c cassandra-1 "$pod/asked")" -eq 3 ]
  ! grep -q cassandra-2 "$pod/asked"
}

@test "the Job of a renamed copy does not reach the members of the original" {
  members idle idle idle
  export NAME=other
  job
  [ "$status" -eq 1 ]
  [[ $output = *'[SetRenamed]' ]]
  [ ! -e "$pod/asked" ]
}

@test "a connection to a member is answered by the process that the listener starts, and a silent host is away" {
  sed -i 's/^main$//; s/exec python3/exec "$python"/' "$scripts/repair.sh"
  python=$(PATH=${PATH#"$pod/bin:"} command -v python3)
  export python
  sed -i 's/^JOBS_PORT=.*/JOBS_PORT=17190/' "$scripts/contract.sh"
  bash -c '. "$scripts/contract.sh"; . "$scripts/repair.sh"; answer_jobs' 3>&- &
  listener=$!
  sed -i 's/^main$//' "$scripts/repair-job.sh"
  export JOB_NAME=repair-now JOB_UID=run-1 KIND=full HOSTS=127.0.0.1
  # shellcheck disable=SC2016 # the inner shell expands them
  run bash -c '. "$0"
    until ask answer 127.0.0.1 "state run-1 full" && [ "$answer" != away ]; do /bin/sleep 0.1; done
    echo "$answer"
    ask answer 127.0.0.1 "begin run-1 full"
    echo "$answer"
    until ask answer 127.0.0.1 "state run-1 full" && [ "$answer" != running ]; do /bin/sleep 0.1; done
    echo "$answer"
    JOBS_PORT=1
    ask answer 127.0.0.1 "state run-1 full"
    echo "$answer"' "$scripts/repair-job.sh"
  kill "$listener"
  [ "$output" = $'idle\nstarted\ndone\naway' ]
}
