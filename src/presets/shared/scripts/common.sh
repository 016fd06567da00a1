#!/bin/bash
# Functions that the scripts of presets share. From contract.sh, which is written at synthesis: PRESET, TERMINATION_LOG, FIRST_BOOT_FILE,
# and LOG_WAIT_SECONDS of a preset with short waits.

# SECONDS at the last line of the log
last_logged=0

# usage: log TEXT...
log() {
  last_logged=$SECONDS
  echo "$PRESET: $*" >&2
}

# usage: log_wait TEXT...
# In a loop that waits: logs the text if the script has logged nothing for LOG_WAIT_SECONDS, by default 10.
log_wait() {
  [ $((SECONDS - last_logged)) -lt "${LOG_WAIT_SECONDS:-10}" ] || log "$*"
}

# usage: fail TEXT...
# Ends the container. kubectl describe pod shows the text.
fail() {
  log "$*"
  echo "$*" >"$TERMINATION_LOG"
  exit 1
}

# usage: write_atomically FILE TEXT
# If the file has the text already, writes nothing: a member must start on a full volume to serve again once there is room. If the volume
# has no room for another text, fails and leaves the file as it was.
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
# NAME is that of the password in messages, by default the file's. $(<FILE) removes line breaks at the end, as would the server; an
# application gets the Secret's value as it is.
read_secret() {
  local -n _secret=$1
  local value=''
  [ -r "$2" ] || fail "the password ${3:-${2##*/}} is missing: $2 cannot be read [PasswordMissing]"
  IFS= read -r -d '' value <"$2" || true
  [[ $value != *[$'\r\n'] ]] ||
    fail "the password ${3:-${2##*/}} ends in a line break, which a client would read as part of it and the server would not:" \
      "nothing was changed. Write the Secret's value without it: printf instead of echo, or kubectl create secret generic --from-literal" \
      '[PasswordLineBreak]'
  # shellcheck disable=SC2034 # the caller's variable
  _secret=$value
}
