#!/bin/bash
# The readiness probe: the server leads or follows, so that clients can use it. It only looks, and starts no process.
exec 3<>/dev/tcp/127.0.0.1/2181 || exit 1
printf srvr >&3
while read -r -t 5 line <&3; do
  case $line in
    Mode:*) exit 0 ;;
    *) said=${said:-$line} ;;
  esac
done
echo "${said:-no answer}"
exit 1
