#!/bin/bash
# The mode of the server of this member, such as JOINING or NORMAL.

# usage: read_mode RESULT
# RESULT becomes the mode, or an empty string if the server does not answer. It takes seconds of CPU time.
read_mode() {
  local -n _mode=$1
  local answer
  answer=$(nodetool netstats 2>/dev/null) || true
  _mode=''
  [[ ! $answer =~ Mode:\ ([A-Z_]+) ]] || _mode=${BASH_REMATCH[1]}
}
