#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

teardown() {
  [ -z "${server:-}" ] || kill "$server"
}

# usage: password FILE VALUE
password() {
  mkdir -p "$pod/secrets/${1%/*}"
  printf '%b' "$2" >"$pod/secrets/$1"
}

@test "a password that ends in a line break is refused, and nothing is changed" {
  for line_break in '\n' '\r' '\r\n' '\n\n'; do
    for file in zookeeper/quorum zookeeper-clients/shop; do
      setup_pod
      rm -rf "$pod/secrets" "$pod/run/"*
      password "$file" "hunter2$line_break"
      case $file in */quorum) name=quorumPassword ;; *) name=clients.shop ;; esac
      refused_unchanged data -- "ends in a line break" "authentication.$name" 'no file was changed' 'printf instead of echo'
      [ ! -e "$JAAS_CONFIG" ]
      ! grep -q hunter2 <<<"$output"
    done
  done
}

@test "a certificate with another key is rejected" {
  setup_pod
  certificate one
  cp "$pod/secrets/zookeeper-tls/tls.crt" "$pod/one.crt"
  certificate two
  cp "$pod/one.crt" "$pod/secrets/zookeeper-tls/tls.crt"
  refused_unchanged data -- 'tls.key of the certificate'"'"'s Secret is not the key of tls.crt'
}

# usage: start_server
# As start, with a server that runs until the test ends.
start_server() {
  data
  stub zkServer.sh <<<'exec /bin/sleep infinity'
  stub sleep <<<'exec /bin/sleep "$1"'
  bash "$scripts/start.sh" 2>"$pod/output" 3>&- &
  server=$!
  until [ -e "$TRUSTSTORE" ]; do /bin/sleep 0.1; done
}

# usage: until_said TEXT
until_said() {
  until grep -q "$1" "$pod/output"; do /bin/sleep 0.1; done
}

@test "a renewed certificate replaces the copies that the server reads, by a rename" {
  setup_pod
  certificate old
  start_server
  inode=$(stat -c %i "$KEYSTORE")
  certificate new
  until_said 'truststore.pem is renewed'
  [ "$(<"$KEYSTORE")" = "$(cat "$pod/secrets/zookeeper-tls/"tls.{key,crt})" ]
  [ "$(stat -c %i "$KEYSTORE")" != "$inode" ]
  [ "$(stat -c %a "$KEYSTORE")" = 600 ]
}

@test "a renewal is reported to the server once more when both files are written" {
  setup_pod
  certificate old
  start_server
  # during the wait after a renewal, the file becomes old
  stub sleep <<<'[ "$1" != 5 ] || touch -d "1 hour ago" "$pod/run/truststore.pem" "$pod/renewal"; exec /bin/sleep 0.1'
  certificate new
  until [ -e "$pod/renewal" ] && [ "$TRUSTSTORE" -nt "$pod/renewal" ]; do /bin/sleep 0.1; done
}

@test "a renewed certificate that Java could not use is reported once, and the previous one is kept" {
  setup_pod
  certificate old
  start_server
  cp "$KEYSTORE" "$pod/before"
  echo '-----BEGIN RSA PRIVATE KEY-----' >"$pod/secrets/zookeeper-tls/tls.key"
  until_said 'the renewed certificate is not used: tls.key'
  /bin/sleep 0.5
  [ "$(grep -c 'is not used' "$pod/output")" -eq 1 ]
  cmp "$pod/before" "$KEYSTORE"
}
