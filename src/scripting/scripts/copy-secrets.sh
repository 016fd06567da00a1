#!/bin/sh
# usage: copy-secrets.sh [SOURCE TARGET MODE]...
# Copies each file SOURCE to TARGET, whose directory it makes, with the permissions MODE: for nobody else to read, not for a moment.
set -eu
umask 077

while [ $# -gt 0 ]; do
  mkdir -p "${2%/*}"
  # a restart of the pod's sandbox finds the copies of the last one, which their owner cannot write to
  cp -L "$1" "$2.new"
  chmod "$3" "$2.new"
  mv -f "$2.new" "$2"
  shift 3
done
