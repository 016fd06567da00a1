#!/bin/sh
# Prints the numbers that the system holds, one a line, with `read_numbers` of /writer/system.sh.
set -eu

# shellcheck source=/dev/null # one file for each system
. /writer/system.sh
read_numbers
