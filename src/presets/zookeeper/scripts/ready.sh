#!/bin/bash
# The readiness probe: the server leads or follows, so that clients can use it. It only looks, and starts no process.
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
