#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
  setup_pod
  echo "request() { echo \"\$*\" >>$pod/requests; echo 200; }" >"$scripts/rest.sh"
  stub psql <<'FAKE'
case ${!#} in
  service=primary) cat "$pod/log-files" ;;
  *) cat "$pod/position" ;;
esac
FAKE
}

# usage: watch POSITION LOG-FILES
# The end of the log of this replica, if it receives none, and the number of files with what follows on the primary.
watch() {
  printf '%s' "$1" >"$pod/position"
  printf '%s' "$2" >"$pod/log-files"
  run bash -c 'echo $$ >"$pod/start"; exec bash "$0"' "$scripts/watch-replica.sh"
  [ "$status" -eq 143 ]
}

@test "a replica that receives nothing is cloned again if the primary no longer has what follows" {
  watch 0/3000148 0
  [ "$(head -n 1 "$pod/requests")" = 'POST /reinitialize {"force": true}' ]
}

@test "a replica is left alone while the primary has what follows" {
  watch 0/3000148 2
  [ ! -e "$pod/requests" ]
}

@test "a replica is left alone if the primary does not answer" {
  watch 0/3000148 ''
  [ ! -e "$pod/requests" ]
}

@test "a primary and a replica that streams are left alone" {
  watch '' 0
  [ ! -e "$pod/requests" ]
}

@test "a replica that gets log from elsewhere is left alone" {
  stub psql <<'FAKE'
case ${!#} in
  service=primary) echo 0 ;;
  *) echo "0/$(date +%N)" ;;
esac
FAKE
  watch '' 0
  [ ! -e "$pod/requests" ]
}
