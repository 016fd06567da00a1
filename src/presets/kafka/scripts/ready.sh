#!/bin/bash
# The readiness probe: the node listens, which a broker does once the controller counts on it, and had caught up when it started. It only looks.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
find_role
[ -e "$RUN/caught-up" ] || {
  echo 'it has not caught up since it started'
  exit 1
}
# shellcheck disable=SC2154 # what lib.sh finds out
knock localhost "$port"
[ "$answer" = yes ] || {
  echo "nothing listens on port $port"
  exit 1
}
