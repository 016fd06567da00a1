#!/bin/bash
# The readiness probe succeeds if the server leads or follows, so that clients can use it. It starts no process and changes no state.
# shellcheck source=contract.sh
. "${0%/*}/contract.sh"
exec 3<>"/dev/tcp/127.0.0.1/$CLIENT_PORT" || exit 1
printf srvr >&3
while read -r -t 5 line <&3; do
  case $line in
    Mode:*) exit 0 ;;
    *) answer=${answer:-$line} ;;
  esac
done
echo "${answer:-no answer}"
exit 1
