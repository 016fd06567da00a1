#!/usr/bin/env bats

setup() {
  load pod.bash
  setup_pod
}

teardown() {
  [ ! -e "$pod/server" ] || kill -KILL "$(<"$pod/server")"
}

# usage: serve [ANSWER]
# A server that answers the request OPTIONS with a byte, or never.
serve() {
  node -e '
    const server = require("net").createServer(socket => socket.on("error", () => {}).once("data", data => {
      require("fs").writeFileSync(process.argv[3], data.toString("hex"));
      if (process.argv[1]) { socket.end(Buffer.from(process.argv[1], "hex")); }
    }));
    server.listen(0, "127.0.0.1", () => require("fs").writeFileSync(process.argv[2], String(server.address().port)));
  ' "${1:-}" "$pod/port" "$pod/asked" >/dev/null 2>&1 3>&- &
  echo $! >"$pod/server"
  until [ -s "$pod/port" ]; do /bin/sleep 0.05; done
  listen_at "$(<"$pod/port")"
}

# usage: listen_at PORT
# The port of the server for the probes; nothing listens at 1.
listen_at() {
  sed -i "s/^CQL_PORT=.*/CQL_PORT=$1/; s/^STORAGE_PORT=.*/STORAGE_PORT=${2:-1}/" "$scripts/contract.sh"
  sed -i 's/read -r -N 1 -t 4/read -r -N 1 -t 1/' "$scripts/cql.sh"
}

# usage: probe SCRIPT [ARGUMENT]
probe() {
  run bash "$scripts/$1.sh" "${@:2}"
}

@test "a member that answers the request OPTIONS has started and is alive" {
  serve 84000000060000000400000000
  for probe in startup liveness; do
    probe alive "$probe"
    [ "$status" -eq 0 ]
  done
  [ "$(<"$pod/asked")" = 040000000500000000 ]
}

@test "a member that has stopped writing is not alive, until its server starts again" {
  serve 84000000060000000400000000
  echo 'java.lang.IllegalStateException: another fault' >"$FAULTS"
  probe alive liveness
  [ "$status" -eq 0 ]
  echo 'Caused by: java.lang.InternalError: a fault occurred in a recent unsafe memory access operation in compiled Java code' >>"$FAULTS"
  probe alive liveness
  [ "$status" -eq 1 ]
  [[ $output = *'cannot write any more'*VolumeFull* ]]
  data
  start
  [ ! -e "$FAULTS" ]
}

@test "a member that accepts connections and does not answer is not alive, as one that is frozen" {
  serve
  probe alive liveness
  [ "$status" -eq 1 ]
}

@test "a member whose port is closed on purpose is alive, and has not started" {
  listen_at 1
  probe alive liveness
  [ "$status" -eq 0 ]
  probe alive startup
  [ "$status" -eq 1 ]
}

@test "the startup probe repeats the reason of a wait" {
  listen_at 1
  echo 'waits for others' >"$WAIT_REASON"
  probe alive startup
  [ "$status" -eq 1 ]
  [ "$output" = 'waits for others' ]
}

@test "a member whose ranges are being repaired has started and is alive" {
  listen_at 1
  touch "$REPAIRING" "$REPAIR"
  for probe in startup liveness; do
    probe alive "$probe"
    [ "$status" -eq 0 ]
  done
  # its volume was full, and the repair would wait for ever
  echo 'java.lang.InternalError: a fault occurred in an unsafe memory access operation' >"$FAULTS"
  probe alive liveness
  [ "$status" -eq 1 ]
}

@test "a first member without the superuser has not started" {
  serve 84000000060000000400000000
  touch "$PROVISION"
  probe alive startup
  [ "$status" -eq 1 ]
  [[ $output = *'needs a second one'* ]]
  probe alive liveness
  [ "$status" -eq 0 ]
}

@test "another member serves, is empty, or is silent" {
  serve 84000000060000000400000000
  run bash "$scripts/peer.sh" 127.0.0.1
  [ "$output" = serves ]
  kill -KILL "$(<"$pod/server")"
  node -e '
    const server = require("net").createServer(socket => socket.end("empty\n"));
    server.listen(0, "127.0.0.1", () => require("fs").writeFileSync(process.argv[1], String(server.address().port)));
  ' "$pod/storage" >/dev/null 2>&1 3>&- &
  echo $! >"$pod/server"
  until [ -s "$pod/storage" ]; do /bin/sleep 0.05; done
  listen_at 1 "$(<"$pod/storage")"
  run bash "$scripts/peer.sh" 127.0.0.1
  [ "$output" = empty ]
  listen_at 1
  run bash "$scripts/peer.sh" 127.0.0.1
  [ "$output" = silent ]
}

# usage: serve_tls [VERSION]
# A server that accepts TLS alone.
serve_tls() {
  certificate cassandra
  node -e '
    const [cert, key] = ["tls.crt", "tls.key"].map(name => require("fs").readFileSync(`${process.argv[2]}/${name}`));
    const server = require("tls").createServer({ cert, key, minVersion: process.argv[3] });
    server.on("tlsClientError", () => {}).listen(0, "127.0.0.1", () => {
      require("fs").writeFileSync(process.argv[1], String(server.address().port));
    });
  ' "$pod/port" "$CERTIFICATE" "${1:-TLSv1.2}" >/dev/null 2>&1 3>&- &
  echo $! >"$pod/server"
  until [ -s "$pod/port" ]; do /bin/sleep 0.05; done
  listen_at "$(<"$pod/port")"
}

@test "a member that requires TLS has started and is alive if it answers the first message of a client of TLS" {
  export TLS_REQUIRED=true
  for version in TLSv1.2 TLSv1.3; do
    serve_tls "$version"
    for probe in 'alive startup' 'alive liveness' 'peer 127.0.0.1'; do
      # shellcheck disable=SC2086 # a script and its argument
      probe $probe
      [ "$status" -eq 0 ]
    done
    [ "$output" = serves ]
    kill -KILL "$(<"$pod/server")"
    rm "$pod/port" "$pod/server"
  done
}

@test "a member that requires TLS and does not answer is not alive" {
  export TLS_REQUIRED=true
  serve
  probe alive liveness
  [ "$status" -eq 1 ]
}
