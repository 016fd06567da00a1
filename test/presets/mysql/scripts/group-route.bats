#!/usr/bin/env bats
# group-route.sh: the labels of the pods by which the Services follow the elected primary.

load pod

setup() {
  make_pod 1 3
  . "$scripts/common.sh"
  # shellcheck source=/dev/null
  . "$scripts/group-route.sh"
  SECONDS=0
}

# A fake of the API, which refuses while there is a file.
label_pods() {
  echo "${*:4}" >>"$pod/labels"
  if [ -e "$pod/refuses" ]; then echo '403 Forbidden' >"$2" && return 1; fi
}

requests() { wc -l <"$pod/labels"; }

@test "a secondary labels its own pod, once" {
  route SECONDARY
  route SECONDARY
  [ "$(<"$pod/labels")" = 'mysql-1=secondary' ]
}

@test "a primary labels its pod first and takes the label from all others, again every ten seconds" {
  route PRIMARY
  [[ $(<"$pod/labels") = 'mysql-1=primary mysql-0=secondary mysql-2=secondary '* ]]
  route PRIMARY
  [ "$(requests)" -eq 1 ]
  SECONDS=10
  route PRIMARY
  [ "$(requests)" -eq 2 ]
}

@test "while the API refuses, a member asks it once in two seconds, and is routed when the API accepts" {
  touch "$pod/refuses"
  for SECONDS in 0 0 1 1 2 2 3; do route SECONDARY 2>/dev/null; done
  [ "$(requests)" -eq 2 ]
  rm "$pod/refuses"
  for SECONDS in 4 4 5; do route SECONDARY; done
  [ "$(requests)" -eq 3 ]
}
