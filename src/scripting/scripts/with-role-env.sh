#!/bin/sh
# usage: with-role-env.sh FILE COMMAND [ARGUMENT...]
# Becomes COMMAND with the variables of FILE exported.
set -eu

file=$1
shift
set -a
# shellcheck source=/dev/null
. "$file"
set +a
exec "$@"
