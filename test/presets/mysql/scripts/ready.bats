#!/usr/bin/env bats

load pod

# usage: server COMMAND
# A server that gives this answer to each statement of a session.
server() {
  stub mysql <<<"while read -r _; do $1; echo '#'; done"
}

# usage: probe
# One attempt for a member that was not ready.
probe() {
  run bash "$scripts/ready.sh" 2 0 0
}

# usage: state ROLE ACCESS RECEIVER APPLIER [LAG [ERROR [REASON]]]
state() {
  make_pod 1 2
  echo "$1" >"$pod/run/role"
  server "printf '%s\t%s\t%s\t%s\t%s\t%s\n' '$2' '$3' '$4' '${5:-0}' '${6:-0}' '${7:-}'"
  probe
}

@test "a primary is ready when it is open" {
  state primary open NONE NONE
  [ "$status" -eq 0 ]
}

@test "a primary that is read-only is not ready" {
  state primary read-only NONE NONE
  [ "$status" -eq 1 ]
  [ "$output" = 'primary is read-only, receiver NONE, applier NONE [ReplicationStopped]' ]
}

@test "a replica is ready while it replicates, and while its primary is away" {
  state replica read-only ON ON
  [ "$status" -eq 0 ]
  state replica read-only CONNECTING ON
  [ "$status" -eq 0 ]
}

@test "a replica is ready while its primary is away, starts, is seeded or has no connection left" {
  for error in 2003 2005 2013 1040 1053 3032; do
    state replica read-only CONNECTING ON 0 "$error" 'away'
    [ "$status" -eq 0 ]
  done
}

@test "a replica that its primary rejects is not ready and reports the cause" {
  for error in 1045 1130 3118 1862 2026 13120 99999; do
    state replica read-only CONNECTING ON 0 "$error" 'Access denied'
    [ "$status" -eq 1 ]
    [ "$output" = 'replica is read-only, receiver REFUSED, applier ON: Access denied [ReplicationStopped]' ]
  done
  state pending read-only CONNECTING ON 0 1045 'Access denied'
  [ "$status" -eq 1 ]
  # the error before the last connection
  state replica read-only ON ON 0 1045 'Access denied'
  [ "$status" -eq 0 ]
}

@test "a replica that does not replicate is not ready" {
  for stopped in 'OFF ON' 'ON OFF' 'NONE NONE' 'NONE ON'; do
    # shellcheck disable=SC2086 # two words
    state replica read-only $stopped
    [ "$status" -eq 1 ]
  done
}

@test "a replica that takes writes is not ready" {
  state replica open ON ON
  [ "$status" -eq 1 ]
}

@test "a pending primary is ready as a replica is, and once it is open" {
  state pending read-only ON ON
  [ "$status" -eq 0 ]
  state pending read-only OFF ON
  [ "$status" -eq 1 ]
  state pending open NONE NONE
  [ "$status" -eq 0 ]
}

@test "a replica within the bound is ready, and beyond it is not" {
  export MAX_LAG_SECONDS=10
  state replica read-only ON ON 10
  [ "$status" -eq 0 ]
  state replica read-only ON ON 11
  [ "$status" -eq 1 ]
  [ "$output" = '11 s behind, allowed are 10 s [ReplicaLagging]' ]
}

@test "an unknown lag is never ready where there is a bound" {
  export MAX_LAG_SECONDS=10
  state replica read-only ON ON NULL
  [ "$status" -ne 0 ]
}

@test "an unknown state is never ready" {
  state replica '' '' ''
  [ "$status" -ne 0 ]
  state primary 1 ON ON
  [ "$status" -ne 0 ]
}

@test "an unknown role is never ready" {
  state '' open ON ON
  [ "$status" -ne 0 ]
  state other open ON ON
  [ "$status" -ne 0 ]
  rm "$pod/run/role"
  probe
  [ "$status" -ne 0 ]
}

@test "a server that does not answer is never ready" {
  make_pod 1 2
  echo primary >"$pod/run/role"
  probe
  [ "$status" -ne 0 ]
}

@test "a warning of the client before the answer is ignored" {
  make_pod 1 2
  echo primary >"$pod/run/role"
  server "echo 'WARNING: no entry for terminal type' >&2; printf 'open\tNONE\tNONE\t0\t0\t\n'"
  probe
  [ "$status" -eq 0 ]
}

@test "a frozen server is not ready" {
  make_pod 1 2
  echo primary >"$pod/run/role"
  # the limit of an answer, shortened
  sed -i 's/ask state 5 /ask state 0.1 /' "$scripts/ready.sh"
  stub mysql <<<'exec /bin/sleep 60'
  probe
  [ "$status" -eq 1 ]
  [ "$output" = 'no answer' ]
}

@test "all looks of a probe share one client, which ends before the probe" {
  make_pod 1 2
  echo primary >"$pod/run/role"
  echo "$EPOCHSECONDS" >"$READY_AT"
  sed -i 's/pause 3/pause 0.1/' "$scripts/readiness.sh"
  stub mysql <<<'echo $$ >>"$pod/clients"
while read -r _; do
  echo >>"$pod/looks"
  printf "open\tNONE\tNONE\t0\t0\t\n#\n"
done'
  run bash "$scripts/ready.sh" 2 0 9
  [ "$status" -eq 0 ]
  [ "$(wc -l <"$pod/looks")" -eq 4 ]
  [ "$(wc -l <"$pod/clients")" -eq 1 ]
  ! kill -0 "$(<"$pod/clients")"
}
