#!/bin/sh
# shellcheck shell=dash
# How the containers with rclone, whose image has no bash, reach the object store. REPOSITORY is a directory of the remote `store`, which
# the other variables of the container define.

# usage: log TEXT...
log() {
  echo "$PRESET: $*" >&2
}

# usage: fail TEXT...
fail() {
  log "$*"
  echo "$*" >"$TERMINATION_LOG"
  exit 1
}

# usage: read_keys DIRECTORY
read_keys() {
  RCLONE_CONFIG_STORE_ACCESS_KEY_ID=$(cat "$1/access-key")
  RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY=$(cat "$1/secret-key")
  export RCLONE_CONFIG_STORE_ACCESS_KEY_ID RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY
}

# usage: long_transfer ARGUMENT...
# Runs rclone so that a signal to this script, the first process of the container, ends it at once. The log has the progress.
long_transfer() {
  rclone "$@" --stats 5m --stats-log-level NOTICE &
  wait "$!"
}

# usage: fact FILE NAME
fact() {
  sed -n "s/^$2 //p" "$1"
}
