#!/usr/bin/env bats

setup() {
  export PRESET=some-preset TERMINATION_LOG=$BATS_TEST_TMPDIR/termination-log FIRST_BOOT_FILE=$BATS_TEST_TMPDIR/first-boot
  common=$BATS_TEST_DIRNAME/../../../../src/presets/shared/scripts/common.sh
  # shellcheck source=/dev/null
  . "$common"
}

@test "a wait is logged when nothing was logged for ten seconds" {
  run bash -uc ". '$common'; log_wait one; SECONDS=10; log_wait two; log_wait three; SECONDS=30; log_wait four"
  [ "$output" = $'some-preset: two\nsome-preset: four' ]
}

@test "a preset with short waits logs them after seconds of its own" {
  run bash -uc "LOG_WAIT_SECONDS=5; . '$common'; SECONDS=4; log_wait one; SECONDS=5; log_wait two"
  [ "$output" = 'some-preset: two' ]
}

@test "the reason of an end is in the log and in the termination message" {
  run fail 'so it is'
  [ "$status" -eq 1 ]
  [ "$output" = 'some-preset: so it is' ]
  [ "$(cat "$TERMINATION_LOG")" = 'so it is' ]
}

@test "a file is replaced atomically, and not written if it already has the text" {
  local file=$BATS_TEST_TMPDIR/file
  write_atomically "$file" $'two\nlines'
  [ "$(cat "$file")" = $'two\nlines' ]
  [ ! -e "$file.new" ]
  chmod 500 "$file"
  write_atomically "$file" $'two\nlines'
  [ "$(stat -c %a "$file")" = 500 ]
  write_atomically "$file" other
  [ "$(cat "$file")" = other ]
}

@test "without space for a text, the file is unchanged and the script ends" {
  local file=$BATS_TEST_TMPDIR/file
  echo before >"$file"
  ln -s /dev/full "$file.new"
  run bash -euc ". '$common'; write_atomically '$file' other; echo not reached"
  [ "$status" -ne 0 ]
  [[ $output != *'not reached'* ]]
  [ "$(cat "$file")" = before ]
}

@test "whether the first boot is declared is read each time" {
  local declared
  for value in true false; do
    echo "$value" >"$FIRST_BOOT_FILE"
    read_first_boot declared
    [ "$declared" = "$value" ]
  done
}

@test "a password is read unchanged, and rejected if it ends in a line break or is missing" {
  local password file=$BATS_TEST_TMPDIR/key
  printf '%s' $'two\nlines \\ "' >"$file"
  read_secret password "$file"
  [ "$password" = $'two\nlines \\ "' ]
  printf 'word\r\n' >"$file"
  run read_secret password "$file"
  [ "$status" -eq 1 ]
  [[ "$(cat "$TERMINATION_LOG")" = 'the password key ends in a line break'*'printf instead of echo'* ]]
  run read_secret password "$file" authentication.quorumPassword
  [[ "$(cat "$TERMINATION_LOG")" = 'the password authentication.quorumPassword ends in a line break'* ]]
  rm "$file"
  run read_secret password "$file"
  [ "$status" -eq 1 ]
}
