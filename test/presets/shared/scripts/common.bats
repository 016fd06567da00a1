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

# usage: pod_name SET POD ORDINAL
pod_name() {
  run check_pod_name "$2" "$1" "$3"
}

@test "a pod of the set starts, including one that kubectl scale adds, whatever the name of the set ends in" {
  for pod in 'mysql mysql-0 0' 'mysql mysql-12 12' 'mysql-8 mysql-8-0 0' 'a-0-b a-0-b-1 1'; do
    # shellcheck disable=SC2086 # three words
    pod_name $pod
    [ "$status" -eq 0 ]
    [ "$output" = '' ]
  done
}

@test "a pod of a renamed set does not start, and the message has the remedy" {
  for pod in 'mysql test-mysql-0 0' 'mysql mysql-test-0 0' 'mysql mysql-1-0 0' 'mysql mysql-10 0' 'm.sql mysql-0 0'; do
    # shellcheck disable=SC2086 # three words
    pod_name $pod
    [ "$status" -eq 1 ]
  done
  pod_name mysql test-mysql-0 0
  [ "$(cat "$TERMINATION_LOG")" = "pod test-mysql-0 does not belong to the StatefulSet mysql, for which its files were made: they name the \
members of mysql, to which a renamed copy would connect. No file was changed. Remove the namePrefix, nameSuffix or patch that renames \
the set, and set its name in the program [SetRenamed]" ]
}

# usage: job_name SET JOB
job_name() {
  run check_job_name "$2" "$1" '-topics-[0-9a-f]+'
}

@test "a Job of the set runs, including one whose long name is cut off" {
  job_name kafka kafka-topics-0123456789
  [ "$status" -eq 0 ]
  job_name kafka-of-the-shop kafka-of-the-s-topics-0123456789
  [ "$status" -eq 0 ]
}

@test "a renamed Job fails, and the message has the remedy" {
  for job in test-kafka-topics-0123456789 kafka-topics-0123456789-test other-topics-0123456789 kafka-2-topics-0123456789; do
    job_name kafka "$job"
    [ "$status" -eq 1 ]
    [[ $output = *"Job $job does not belong to the StatefulSet kafka"*'namePrefix'*'[SetRenamed]' ]]
  done
}
