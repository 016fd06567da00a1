# What the pods of all presets have in common: $pod is a folder in place of the container's root, $pod/bin comes first on PATH,
# and $scripts has the scripts.
# shellcheck shell=bash disable=SC2154 # the preset's pod.bash says where they are

# usage: copy_scripts PRESET -e SED_COMMAND...
# The preset's scripts and the shared ones, whose absolute paths lead into $pod and whose waits are shortened; nothing else is changed.
copy_scripts() {
  local script
  for script in "$BATS_TEST_DIRNAME/../../../../src/presets"/{"$1",shared}/scripts/*.sh; do
    sed "${@:2}" "$script" >"$scripts/${script##*/}"
  done
}

# usage: stop_clock
# The scripts read a clock on which time passes only while they sleep, and no command has a limit of time: a test has the same result on a
# busy machine. The test of jest that runs bats ends one that hangs.
stop_clock() {
  cat "$BATS_TEST_DIRNAME/../../../support/clock.sh" >>"$scripts/contract.sh"
  stub timeout <<<'exec "${@:2}"'
}

# usage: stub COMMAND <TEXT
# By a rename: Linux does not run a file that is being written ("Text file busy"), and a script of the pod may need the previous one now.
stub() {
  { echo '#!/bin/bash' && cat; } >"$pod/bin/$1.new"
  chmod +x "$pod/bin/$1.new"
  mv "$pod/bin/$1.new" "$pod/bin/$1"
}
