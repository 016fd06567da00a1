#!/bin/bash
# usage: start.sh MYSQLD-OPTION...
# Becomes the server.
set -euo pipefail
scripts=$(dirname "$0")
if [ "$(</run/mysql-role/role)" = pending ]; then
  "$BASH" "$scripts/take-over.sh" &
fi
exec mysqld "$@"
