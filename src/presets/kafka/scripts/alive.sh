#!/bin/bash
# The liveness probe: a node that listened once still does. Until then nothing is said against it: recovery of logs takes as long as it takes, and a broker waits for
# controllers. No other node has a part in it, for a broker that lost its controllers listens on.
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/lib.sh
. "$scripts/lib.sh"
[ -e "$RUN/listening" ] || exit 0
find_role
# shellcheck disable=SC2154 # what lib.sh finds out
knock localhost "$port"
[ "$answer" = yes ] || {
  echo "nothing listens on port $port any more"
  exit 1
}
