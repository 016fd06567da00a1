#!/bin/bash
# usage: start.sh MYSQLD-OPTION...
# Becomes the server.
set -euo pipefail
scripts=$(dirname "$0")
case $(</run/mysql-role/role) in
  pending) "$BASH" "$scripts/take-over.sh" & ;;
  replica) "$BASH" "$scripts/keep-following.sh" & ;;
esac
exec mysqld "$@"
