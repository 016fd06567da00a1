#!/bin/bash
# The readiness probe succeeds if clients can use this member. It starts no process and changes no state.
# shellcheck source=contract.sh
. "${0%/*}/contract.sh"
# shellcheck source=SCRIPTDIR/cql.sh
. "${0%/*}/cql.sh"
if [ -e "$REPAIR" ]; then
  echo 'the ranges of this member are being repaired, because its volume was empty [RangesNotRepaired]'
  exit 1
elif [ -e "$PROVISION" ]; then
  echo 'the superuser has not been created yet, because fewer than two members run'
  exit 1
fi
if has_stopped_writing; then
  echo 'the server cannot write any more, because its volume was full. The kubelet restarts it [VolumeFull]'
  exit 1
fi
serves_cql 127.0.0.1
