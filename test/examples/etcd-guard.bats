#!/usr/bin/env bats

# The guard of examples/etcd, with fakes of wget and timeout; the answers are those of etcd's JSON gateway.

setup() {
  mkdir -p "$BATS_TEST_TMPDIR/bin"
  sed "s|^DATA=.*|DATA=$BATS_TEST_TMPDIR/data|" "$BATS_TEST_DIRNAME/../../examples/etcd/guard.sh" >"$BATS_TEST_TMPDIR/guard.sh"
  cat >"$BATS_TEST_TMPDIR/bin/wget" <<'FAKE'
#!/bin/sh
for argument; do url=$argument; done
host=${url#http://}
echo "${host%%.*}" >>"$BATS_TEST_TMPDIR/asked"
cat "$BATS_TEST_TMPDIR/answer-${host%%.*}" 2>/dev/null
FAKE
  chmod +x "$BATS_TEST_TMPDIR/bin/wget"
  PATH="$BATS_TEST_TMPDIR/bin:$PATH"
}

# usage: member NAME   A member that has started.
member() { printf '{"ID":"1","name":"%s","peerURLs":["http://%s.etcd:2380"],"clientURLs":["http://%s.etcd:2379"]}' "$1" "$1" "$1"; }

# usage: answer HOST MEMBERS
answer() { echo "{\"header\":{\"cluster_id\":\"1\"},\"members\":[$2]}" >"$BATS_TEST_TMPDIR/answer-$1"; }

guard() { run sh "$BATS_TEST_TMPDIR/guard.sh" etcd-2 "$1" etcd-0.etcd etcd-1.etcd etcd-2.etcd; }

@test "a member with data starts without a question" {
  mkdir -p "$BATS_TEST_TMPDIR/data/member/wal"
  guard existing
  [ "$status" -eq 0 ]
  [ ! -e "$BATS_TEST_TMPDIR/asked" ]
}

@test "an empty volume starts in a declared first boot" {
  guard new
  [ "$status" -eq 0 ]
}

@test "an empty volume does not start while the cluster counts on the lost data, and the log has the commands" {
  answer etcd-0 "$(member etcd-0),$(member etcd-1),$(member etcd-2)"
  guard existing
  [ "$status" -eq 1 ]
  [[ $output == *"etcd-2 has lost its data"* ]]
  [[ $output == *"kubectl exec etcd-0 -- etcdctl member add etcd-2 --peer-urls=http://etcd-2.etcd:2380"* ]]
}

@test "an empty volume starts after the member was added again" {
  answer etcd-0 "$(member etcd-0),$(member etcd-1),{\"ID\":\"2\",\"peerURLs\":[\"http://etcd-2.etcd:2380\"]}"
  guard existing
  [ "$status" -eq 0 ]
}

@test "a member that the cluster does not have is told how to join" {
  answer etcd-1 "$(member etcd-0),$(member etcd-1)"
  guard existing
  [ "$status" -eq 1 ]
  [[ $output == *"etcd-2 is no member of the cluster"*"kubectl exec etcd-1 "* ]]
}

@test "a member whose name begins like another one is not taken for it" {
  answer etcd-0 "$(member etcd-0),$(member etcd-1),$(member etcd-20),{\"ID\":\"2\",\"peerURLs\":[\"http://etcd-2.etcd:2380\"]}"
  guard existing
  [ "$status" -eq 0 ]
}

@test "without an answer an empty volume does not start, and the member does not ask itself" {
  guard existing
  [ "$status" -eq 1 ]
  [[ $output == *"no quorum answers"* ]]
  [ "$(cat "$BATS_TEST_TMPDIR/asked")" = $'etcd-0\netcd-1' ]
}
