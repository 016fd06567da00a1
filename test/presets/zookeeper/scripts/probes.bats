#!/usr/bin/env bats

setup() {
  load pod.bash
  setup_pod
}

teardown() {
  [ ! -e "$pod/server" ] || kill "$(<"$pod/server")"
}

# usage: serve ANSWER
# A server that answers with this, whatever it is asked.
serve() {
  node -e '
    const server = require("net").createServer((socket) => socket.once("data", () => socket.end(process.argv[1])));
    server.listen(0, "127.0.0.1", () => require("fs").writeFileSync(process.argv[2], String(server.address().port)));
  ' "$1" "$pod/port" >/dev/null 2>&1 3>&- &
  echo $! >"$pod/server"
  until [ -s "$pod/port" ]; do /bin/sleep 0.05; done
  listen_at "$(<"$pod/port")"
}

# usage: listen_at PORT
# The port of the server for the probes; nothing listens at 1.
listen_at() {
  sed -i "s/^CLIENT_PORT=.*/CLIENT_PORT=$1/" "$scripts/contract.sh"
}

# usage: probe SCRIPT [ARGUMENT]
probe() {
  run bash "$scripts/$1.sh" "${@:2}"
}

@test "a member that leads or follows is ready" {
  serve $'Zookeeper version: 3.9.5\nLatency min/avg/max: 0/0.0/0\nMode: follower\nNode count: 5\n'
  probe ready 2 0 0
  [ "$status" -eq 0 ]
}

@test "a member without a quorum is not ready, and says so" {
  serve 'This ZooKeeper instance is not currently serving requests'$'\n'
  probe ready 2 0 0
  [ "$status" -eq 1 ]
  [[ $output = *'not currently serving requests'* ]]
}

@test "a member without a server is neither ready nor alive" {
  listen_at 1
  probe ready 2 0 0
  [ "$status" -eq 1 ]
  probe alive liveness
  [ "$status" -eq 1 ]
}

@test "a server that answers is alive, with a quorum or without" {
  serve imok
  probe alive liveness
  [ "$status" -eq 0 ]
}

@test "a server with an unexpected answer is not alive" {
  serve 'ruok is not executed because it is not in the whitelist.'
  probe alive liveness
  [ "$status" -ne 0 ]
}

@test "a member that leaves is alive unless it leads" {
  touch "$LEAVING"
  serve $'Zookeeper version: 3.9.5\nMode: follower\nNode count: 5\n'
  probe alive liveness
  [ "$status" -eq 0 ]
}

@test "a member that leaves and leads is not alive, so that another one is elected" {
  touch "$LEAVING"
  serve $'Zookeeper version: 3.9.5\nMode: leader\nNode count: 5\n'
  probe alive liveness
  [ "$status" -eq 1 ]
  [ "$output" = 'this member leaves, and must not lead [LeavingMemberLeads]' ]
}

@test "a member that leaves is alive without a quorum, and not without an answer" {
  touch "$LEAVING"
  serve 'This ZooKeeper instance is not currently serving requests'$'\n'
  probe alive liveness
  [ "$status" -eq 0 ]
  listen_at 1
  probe alive liveness
  [ "$status" -eq 1 ]
}

@test "a member that leaves and leads has started, and only the liveness probe ends it" {
  touch "$LEAVING"
  serve imok
  probe alive startup
  [ "$status" -eq 0 ]
}

@test "the startup probe prints the reason why the start waits" {
  listen_at 1
  echo 'the volume is empty' >"$WAIT_REASON"
  probe alive startup
  [ "$status" -eq 1 ]
  [[ $output = *'the volume is empty'* ]]
}
