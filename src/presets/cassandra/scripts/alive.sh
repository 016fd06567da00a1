#!/bin/bash
# usage: alive.sh startup|liveness
# The startup probe succeeds when clients can use this member, or its ranges are being repaired, which can take longer than any start. From
# then on the member is Ready while its port is open. The liveness probe fails if the server accepts a connection and does not answer, as a
# frozen one does, or if it has stopped writing. A server that has closed its port, as nodetool disablebinary does, stays alive. The probes
# start no process and change no state.
# shellcheck source=contract.sh
. "${0%/*}/contract.sh"
# shellcheck source=SCRIPTDIR/cql.sh
. "${0%/*}/cql.sh"
if [ "$1" = liveness ]; then
  if has_stopped_writing; then
    echo 'the server cannot write any more, because its volume was full. The kubelet restarts it [VolumeFull]'
    exit 1
  fi
  (exec 3<>"/dev/tcp/127.0.0.1/$CQL_PORT") 2>/dev/null || exit 0
elif [ -e "$REPAIRING" ]; then
  exit 0
elif [ -e "$PROVISION" ]; then
  echo 'the superuser has not been created yet: in a ring of several members, that needs a second one'
  exit 1
fi
serves_cql 127.0.0.1 2>/dev/null || {
  [ ! -e "$WAIT_REASON" ] || echo "$(<"$WAIT_REASON")"
  exit 1
}
