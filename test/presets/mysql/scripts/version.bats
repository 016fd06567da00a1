#!/usr/bin/env bats

load pod

teardown() { stop_servers; }

# usage: upgrade FROM TO
# This member, with data of one version, starts with another.
upgrade() {
  data a:1
  echo "$1" >"$pod/volume/data.version"
  echo "$2" >"$pod/version"
  bootstrap
}

refused() {
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *"$1"* ]]
  [ ! -e "$pod/run/role" ]
  ! grep -q 'my.cnf' "$pod/log"
}

@test "the version is recorded next to the data after the first start" {
  make_pod 0 1
  data a:1
  bootstrap
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/volume/data.version")" = 9.7.4 ]
}

@test "within a series a server may be newer or older" {
  for to in 8.4.3 8.4.11; do
    make_pod 0 1
    upgrade 8.4.10 "$to"
    [ "$status" -eq 0 ]
    [ "$(cat "$pod/volume/data.version")" = "$to" ]
    stop_servers
  done
}

@test "an upgrade may go to the next series, through innovations, and beyond the last that is known" {
  for path in '8.4.10 9.7.4' '8.4.10 9.2.0' '9.2.0 9.7.4' '8.3.0 8.4.0' '9.7.4 26.7.0' '26.7.0 26.10.0' '26.10.0 28.4.0'; do
    make_pod 0 1
    upgrade ${path% *} ${path#* }
    [ "$status" -eq 0 ]
    stop_servers
  done
}

@test "an upgrade that skips a series is rejected, and the message names the series to install first" {
  make_pod 1 2
  upgrade 8.0.43 9.7.4
  refused 'the data is of MySQL 8.0.43 and the image has 9.7.4: that skips 8.4. Use an image of 8.4'
  make_pod 1 2
  upgrade 8.4.10 26.7.0
  refused 'that skips 9.7'
  make_pod 1 2
  upgrade 9.5.0 26.7.0
  refused 'that skips 9.7'
}

@test "no server takes data of a later series" {
  make_pod 1 2
  upgrade 9.7.4 8.4.10
  refused 'the data is of MySQL 9.7.4 and the image has 8.4.10'
  [ "$(cat "$pod/volume/data.version")" = 9.7.4 ]
  make_pod 1 2
  upgrade 26.7.0 9.7.4
  refused 'the data is of MySQL 26.7.0'
}

@test "members of a group are upgraded in any order, and still not back" {
  make_pod 0 2
  peer 1 a:1
  echo 8.4.10 >"$pod/peers/1/version"
  echo 'group 0' >"$ROLE_OF_DATA"
  data a:1
  echo 8.4.10 >"$VERSION_OF_DATA"
  run bash "$scripts/group-bootstrap.sh"
  [ "$status" -eq 0 ]
  echo 9.8.0 >"$VERSION_OF_DATA"
  run bash "$scripts/group-bootstrap.sh"
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = *'the data is of MySQL 9.8.0 and the image has 9.7.4'*'[VersionOlder]' ]]
}

@test "the primary is not upgraded before a replica that answers" {
  make_pod 0 2
  peer 1 a:1
  echo 8.4.10 >"$pod/peers/1/version"
  upgrade 8.4.10 9.7.4
  refused 'member 1 still has 8.4.10: replicas come first'
  [ "$(cat "$pod/volume/data.version")" = 8.4.10 ]
}

@test "the primary is upgraded after its replicas, or when they do not answer or are empty" {
  make_pod 0 4
  was primary 0
  peer 1 a:1
  silent_peer 2
  peer 3
  echo 8.4.10 >"$pod/peers/3/version"
  upgrade 8.4.10 9.7.4
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/volume/data.version")" = 9.7.4 ]
}

@test "a replica is upgraded before its primary" {
  make_pod 1 2
  peer 0 a:1 open
  echo 8.4.10 >"$pod/peers/0/version"
  upgrade 8.4.10 9.7.4
  [ "$status" -eq 0 ]
}

@test "an interrupted upgrade does not count as done" {
  make_pod 1 2
  touch "$pod/start-fails"
  upgrade 8.4.10 9.7.4
  [ "$status" -eq 1 ]
  [ "$(cat "$pod/volume/data.version")" = 8.4.10 ]
}

@test "a server whose version is unknown does not start" {
  make_pod 0 1
  upgrade 9.7.4 unknown
  refused 'prints no version'
}
