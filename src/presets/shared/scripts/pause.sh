#!/bin/bash
# A pause without another process. A script that watches a server would otherwise use much of its CPU time to start sleep.

# a pipe that stays empty
# shellcheck disable=SC2312 # the process only opens it
exec {idle}<> <(:)
wait $!

# usage: pause SECONDS
pause() {
  read -r -t "$1" -u "$idle" _ || true
}
