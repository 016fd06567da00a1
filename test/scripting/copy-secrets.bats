#!/usr/bin/env bats

setup() {
  script="$BATS_TEST_DIRNAME/../../src/scripting/scripts/copy-secrets.sh"
  cd "$BATS_TEST_TMPDIR"
  mkdir -p volume/..data
  echo one >volume/..data/key
  echo two >volume/..data/ca
  ln -s ..data/key volume/key
  ln -s ..data/ca volume/ca
}

@test "each file has the permissions that were asked for, and nothing else is left" {
  sh "$script" volume/key copies/auth key 400 volume/ca copies/auth ca 440
  [ "$(cat copies/auth/key copies/auth/ca)" = $'one\ntwo' ]
  [ "$(stat -c '%a %F' copies/auth/key)" = '400 regular file' ]
  [ "$(stat -c %a copies/auth/ca)" = 440 ]
  [ "$(ls copies/auth)" = $'ca\nkey' ]
}

@test "a second start replaces the copies of the first" {
  sh "$script" volume/key copies/auth key 400
  echo three >volume/..data/key
  sh "$script" volume/key copies/auth key 400
  [ "$(cat copies/auth/key)" = three ]
}

@test "a key that the Secret does not have fails, and its name is in the log" {
  run sh "$script" volume/gone copies/auth gone 400
  [ "$status" -ne 0 ]
  [[ "$output" == *volume/gone* ]]
}
