#!/bin/sh
# usage: copy-secrets.sh [SOURCE DIRECTORY NAME MODE]...
# Copies each file SOURCE to DIRECTORY, which it makes, as NAME with the permissions MODE: for nobody else to read, not for a moment.
# This script is in the StatefulSet, which Flux may substitute: it has no braces after a dollar sign.
set -eu
umask 077

while [ $# -gt 0 ]; do
  mkdir -p "$2"
  # a restart of the pod's sandbox finds the copies of the last one, which their owner cannot write to
  cp -L "$1" "$2/$3.new"
  chmod "$4" "$2/$3.new"
  mv -f "$2/$3.new" "$2/$3"
  shift 4
done
