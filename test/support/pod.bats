#!/usr/bin/env bats
# What the tests of all presets' scripts lean on.

load pod

@test "a stub can run while another replaces it" {
  pod=$BATS_TEST_TMPDIR
  mkdir "$pod/bin"
  stub tool <<<'echo previous'
  mkfifo "$pod/text"
  stub tool <"$pod/text" &
  exec 4>"$pod/text"
  [ "$("$pod/bin/tool")" = previous ]
  echo 'echo next' >&4
  exec 4>&-
  wait
  [ "$("$pod/bin/tool")" = next ]
}
