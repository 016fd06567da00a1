#!/usr/bin/env bats
# Members that join a running ensemble, whose servers come last in the list.
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

# usage: joins MEMBERS SOURCES
# The list of this set, which the servers of the source do not have yet.
joins() {
  local ordinal
  setup_pod
  members $(($1 - 1))
  [ "$1" -gt 1 ] || : >"$MEMBERS_FILE"
  sources "$2"
  for ((ordinal = 0; ordinal < $2; ordinal++)); do source_runs "$ordinal" "$MEMBERS_FILE"; done
  members "$1"
  sources "$2"
}

@test "an empty member joins servers that run without it, and gets the data from their leader" {
  joins 1 3
  echo leads >"$pod/peers/old-2.old"
  start
  [ "$status" -eq 0 ]
  [[ $output = *'the data comes from the leader, old-2.old.shop.svc.cluster.local.'* ]]
  [ "$(<"$pod/data/myid")" = 100 ]
  [ ! -e "$pod/data/initialize" ]
}

@test "a member waits while a server of the source reports no list of members, until an administrator accepts it in the pod" {
  joins 1 3
  echo leads >"$pod/peers/old-2.old"
  echo 'conf is not executed because it is not in the whitelist.' >"$pod/peers/old-1.old:2181"
  start
  [ "$status" -eq 143 ]
  [[ $output = *'old-1.old.shop.svc.cluster.local. reports no list of members, so it is stopped, standalone, or hides the list.'* ]]
  [[ $output = *"conf in 4lw.commands.whitelist"*"[EnsembleSourceSilent]"* ]]
  [ ! -e "$pod/log" ]
  touch "$ACCEPT_MEMBERS"
  start
  [ "$status" -eq 0 ]
}

@test "a second member waits for servers of the source that do not know the first one" {
  joins 1 3
  members 2
  sources 3
  start
  [ "$status" -eq 143 ]
  [[ $output = *'differs by 2 from the one that old-0.old.shop.svc.cluster.local. runs with'*'Give the servers of source the list of this'* ]]
}

@test "a server that leaves the source is not asked any more, and the others may still count it" {
  joins 3 3
  data
  source_runs 0 "$MEMBERS_FILE"
  source_runs 1 "$MEMBERS_FILE"
  members 3
  sources 2
  rm "$pod/peers/old-2.old:2181"
  start
  [ "$status" -eq 0 ]
  cmp "$MEMBERS_OF_DATA" "$MEMBERS_FILE"
}

@test "the last server leaves, and the members are the ensemble" {
  joins 3 1
  data
  members 3
  start
  [ "$status" -eq 0 ]
}

@test "servers that list members by other names of the same host are no other ensemble" {
  export POD_INDEX=1
  joins 2 3
  sed -i 's/zk-0.zk:/zk-0.zk.shop.svc.cluster.local:/' "$pod"/peers/old-?.old:2181
  echo leads >"$pod/peers/old-2.old"
  start
  [ "$status" -eq 0 ]
}

@test "a pod that only kubectl scale made is no server of the source" {
  export POD_INDEX=1
  joins 1 3
  start
  [ "$status" -eq 1 ]
  [[ $output = *'[MemberNotConfigured]'* ]]
}

@test "a member that ran with the list starts without its source" {
  joins 3 3
  data
  rm -f "$pod"/peers/old-*
  start
  [ "$status" -eq 0 ]
}
