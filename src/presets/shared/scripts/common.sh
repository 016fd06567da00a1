#!/bin/bash
# Functions that the scripts of all presets use. contract.sh, which synthesis writes, sets PRESET, DOCUMENTATION, TERMINATION_LOG,
# FIRST_BOOT_FILE and, for a preset with short waits, LOG_WAIT_SECONDS.

# the value of SECONDS at the last log line
last_logged=0

# usage: log TEXT...
log() {
  last_logged=$SECONDS
  echo "$PRESET: $*" >&2
}

# usage: log_wait TEXT...
# For loops that wait: logs TEXT if the script has logged no line for LOG_WAIT_SECONDS, by default 10.
log_wait() {
  [ $((SECONDS - last_logged)) -lt "${LOG_WAIT_SECONDS:-10}" ] || log "$*"
}

# usage: fail TEXT...
# Ends the container. kubectl describe pod shows TEXT.
fail() {
  log "$*"
  echo "$*" >"$TERMINATION_LOG"
  exit 1
}

# usage: check_pod_name POD SET ORDINAL
# Ends a start under a name for which the files were not made. A tool that adds a prefix to names (kustomize) leaves them unchanged in
# configuration, so the copy would reach the members of the original. The pod of a set has its name and an ordinal, which kubectl scale can
# add.
check_pod_name() {
  [ "$1" = "$2-$3" ] ||
    fail "pod $1 does not belong to the StatefulSet $2, for which its files were made: they name the members of $2, to which a renamed" \
      "copy would connect. No file was changed. Remove the namePrefix, nameSuffix or patch that renames the set, and set its name in the" \
      "program [SetRenamed]"
}

# usage: check_job_name JOB SET PATTERN
# As check_pod_name, for a Job. Its name is that of the set, of which a long one is cut off at the end, and a part that matches PATTERN.
check_job_name() {
  [[ $1 =~ ^(.+)$3$ && $2 = "${BASH_REMATCH[1]}"* ]] ||
    fail "Job $1 does not belong to the StatefulSet $2, for which its files were made: it would connect to the members of $2. It has" \
      "changed nothing. Remove the namePrefix, nameSuffix or patch that renames the Job, and set the name of the set in the" \
      "program [SetRenamed]"
}

# usage: write_atomically FILE TEXT
# If the file already has TEXT, writes no data, because a member must start on a full volume to serve again once there is free space. If the
# volume has no space for another TEXT, fails and leaves the file unchanged.
write_atomically() {
  [ ! -e "$1" ] || [ "$(<"$1")" != "$2" ] || return 0
  printf '%s\n' "$2" >"$1.new" || return
  mv "$1.new" "$1"
}

# usage: read_first_boot RESULT
# RESULT becomes true while the first deployment of the set is declared. The file changes without a rollout.
read_first_boot() {
  local -n _first_boot=$1
  # shellcheck disable=SC2034 # the caller's variable
  _first_boot=$(<"$FIRST_BOOT_FILE")
}

# usage: read_secret RESULT FILE [NAME]
# NAME is the name of the password in messages, by default that of the file. $(<FILE) removes line breaks at the end, and so does the
# server, but an application gets the unchanged value of the Secret.
read_secret() {
  local -n _secret=$1
  local value=''
  [ -r "$2" ] || fail "the password ${3:-${2##*/}} is missing: $2 cannot be read [PasswordMissing]"
  IFS= read -r -d '' value <"$2" || true
  [[ $value != *[$'\r\n'] ]] ||
    fail "the password ${3:-${2##*/}} ends in a line break, which a client would read as part of it and the server would not:" \
      "no file was changed. Write the Secret's value without it: printf instead of echo, or kubectl create secret generic --from-literal" \
      '[PasswordLineBreak]'
  # shellcheck disable=SC2034 # the caller's variable
  _secret=$value
}
