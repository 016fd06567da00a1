#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
}

@test "a member with data starts immediately and records its id and the list" {
  setup_pod
  data
  start
  [ "$status" -eq 0 ]
  grep -q "zkServer.sh start-foreground $CONFIG" "$pod/log"
  [ "$(<"$pod/data/myid")" = 100 ]
  cmp "$MEMBERS_OF_DATA" "$MEMBERS_FILE"
  [ ! -e "$pod/data/initialize" ]
}

@test "a member starts on a full volume if it has no new data to write" {
  setup_pod
  ran_with 3 3
  echo 100 >"$pod/data/myid"
  for file in members myid; do ln -s /dev/full "$pod/data/$file.new"; done
  start
  [ "$status" -eq 0 ]
  grep -q zkServer.sh "$pod/log"
}

@test "if new data does not fit on the volume, the message reports it" {
  setup_pod
  ran_with 3 4
  ln -s /dev/full "$pod/data/members.new"
  start
  [ "$status" -eq 1 ]
  grep -q 'cannot write .*members.new' "$TERMINATION_LOG"
}

@test "an empty member gets the data from a leader before it takes part in an election" {
  setup_pod
  peer 2 leads
  start
  [ "$status" -eq 0 ]
  [[ $output = *'the data comes from the leader, zk-2.zk'* ]]
  [ ! -e "$pod/data/initialize" ]
}

@test "an empty member also joins a leader if first boot is on" {
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 1 leads
  peer 2 empty
  start
  [ "$status" -eq 0 ]
  [ ! -e "$pod/data/initialize" ]
}

@test "a connection that ends immediately is a waiting member between two answers, not a leader" {
  setup_pod
  peer 1 closes
  peer 2 closes
  start
  [ "$status" -eq 143 ]
  [ ! -e "$pod/log" ]
}

@test "without first boot an empty member waits, logs the reason, and tells other members that it is empty" {
  setup_pod
  peer 1 empty
  peer 2 empty
  start
  [ "$status" -eq 143 ]
  [[ $output = *'firstBoot is off, so no new ensemble begins'* ]]
  [ "$(grep -c firstBoot <<<"$output")" -eq 1 ]
  grep -q empty "$pod/said"
  grep -q 'firstBoot is off' "$WAIT_REASON"
  [ ! -e "$pod/log" ]
}

@test "on first boot the lower half of the ordinals and one more begin after the others have answered that they are empty" {
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 2 empty
  start
  [ "$status" -eq 0 ]
  [ -e "$pod/data/initialize" ]
}

@test "on first boot no ensemble begins before a higher ordinal has answered that it is empty" {
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 1 empty
  start
  [ "$status" -eq 143 ]
  [[ $output = *'First boot waits until zk-2.zk reports'* ]]
  [ ! -e "$pod/data/initialize" ]
}

@test "on first boot a higher ordinal waits for a leader" {
  export POD_INDEX=2 POD_NAME=zk-2
  setup_pod
  echo true >"$FIRST_BOOT_FILE"
  peer 0 empty
  peer 1 empty
  start
  [ "$status" -eq 143 ]
  [ ! -e "$pod/data/initialize" ]
}

@test "a single member begins alone on first boot" {
  setup_pod
  members 1
  echo true >"$FIRST_BOOT_FILE"
  start
  [ "$status" -eq 0 ]
  [ -e "$pod/data/initialize" ]
}

@test "the file initialize lets an empty member take part" {
  setup_pod
  touch "$pod/data/initialize"
  start
  [ "$status" -eq 0 ]
  grep -q zkServer.sh "$pod/log"
}

@test "the file initialize is next to the transaction log" {
  setup_pod
  export TRANSACTION_LOG=$pod/datalog
  mkdir "$pod/datalog"
  echo true >"$FIRST_BOOT_FILE"
  peer 2 empty
  start
  [ "$status" -eq 0 ]
  [ -e "$pod/datalog/initialize" ]
  [ ! -e "$pod/data/initialize" ]
}

@test "a lost transaction log is detected" {
  setup_pod
  export TRANSACTION_LOG=$pod/datalog
  mkdir "$pod/datalog"
  data
  start
  [ ! -e "$pod/datalog/myid" ]
  [ "$status" -eq 1 ]
  [[ $output = *'that of the transaction log is new'* ]]
  grep -q 'transaction log is new' "$TERMINATION_LOG"
}

@test "lost snapshots with an existing transaction log are detected" {
  setup_pod
  export TRANSACTION_LOG=$pod/datalog
  mkdir -p "$pod/datalog/version-2"
  touch "$pod/datalog/version-2/log.1"
  echo 100 >"$pod/datalog/myid"
  start
  [ "$status" -eq 1 ]
  [[ $output = *'that of the snapshots is new'*'Delete both claims'* ]]
}

@test "a second member joins a single one by an election, and its log names the required restart" {
  export POD_INDEX=1 POD_NAME=zk-1
  setup_pod
  members 2
  peer 0 leads
  start
  [ "$status" -eq 0 ]
  [ -e "$pod/data/initialize" ]
  [[ $output = *'if zk-0.zk was alone until now'*'delete its pod'* ]]
}

@test "a difference of one member is accepted, and the list is recorded" {
  for count in 4 2; do
    setup_pod
    ran_with 3 "$count"
    start
    [ "$status" -eq 0 ]
    cmp "$MEMBERS_OF_DATA" "$MEMBERS_FILE"
  done
}

@test "two additional members are rejected with a remedy until an administrator accepts them in the pod" {
  setup_pod
  ran_with 3 5
  start
  [ "$status" -eq 143 ]
  [[ $output = *'differs by 2'*'Apply replicas: 4'* ]]
  [ ! -e "$pod/log" ]
  [ ! -e "$pod/said" ]
  touch "$ACCEPT_MEMBERS"
  start
  [ "$status" -eq 0 ]
  cmp "$MEMBERS_OF_DATA" "$MEMBERS_FILE"
  [ ! -e "$ACCEPT_MEMBERS" ]
}

@test "the volume of an ensemble with another name is reported until an administrator accepts it in the pod" {
  setup_pod
  data
  sed -i 's/zk-/orders-/' "$MEMBERS_OF_DATA"
  cp "$MEMBERS_OF_DATA" "$pod/before"
  start
  [ "$status" -eq 143 ]
  [[ $output = *'has no member of the one that this member last ran with: that is another ensemble'* ]]
  cmp "$MEMBERS_OF_DATA" "$pod/before"
  touch "$ACCEPT_MEMBERS"
  start
  [ "$status" -eq 0 ]
}

@test "a new list waits for members that still run with the list before the last one, until an administrator accepts it in the pod" {
  setup_pod
  ran_with 4 5
  runs 1 3
  runs 2 4
  start
  [ "$status" -eq 143 ]
  [[ $output = *'differs by 2 from the one that zk-1.zk runs with'*'Apply replicas: 4'* ]]
  [ "$(wc -l <"$MEMBERS_OF_DATA")" -eq 4 ]
  touch "$ACCEPT_MEMBERS"
  start
  [ "$status" -eq 0 ]
}

@test "an empty member also waits for those members" {
  export POD_INDEX=4 POD_NAME=zk-4
  setup_pod
  members 5
  runs 1 3
  start
  [ "$status" -eq 143 ]
  [[ $output = *'differs by 2 from the one that zk-1.zk runs with'*'Apply replicas: 4'* ]]
}

# Each other member is silent after its first answer.
answers_once() {
  stub nc <<'FAKE'
[ "$4" = 2181 ] || exit 1
host=${3%.shop.svc.cluster.local.}
cat "$pod/peers/$host:2181" && mv "$pod/peers/$host:2181" "$pod/silent"
FAKE
}

@test "a member continues to wait while the member with the other list does not answer" {
  setup_pod
  ran_with 4 5
  runs 1 3
  answers_once
  start
  [ "$status" -eq 143 ]
  [ -e "$pod/silent" ]
  [ ! -e "$pod/log" ]
}

@test "a waiting member starts when the name of the member with the other list no longer exists" {
  setup_pod
  ran_with 4 5
  runs 1 3
  answers_once
  # shellcheck disable=SC2016
  stub getent <<<'[ ! -e "$pod/silent" ] || [[ $2 != zk-1.* ]] || exit 2'
  start
  [ "$status" -eq 0 ]
}

@test "a new list works together with the previous one" {
  setup_pod
  ran_with 4 5
  runs 1 4
  runs 2 5
  start
  [ "$status" -eq 0 ]
  cmp "$MEMBERS_OF_DATA" "$MEMBERS_FILE"
}

@test "a member with an unchanged list queries no member" {
  setup_pod
  ran_with 5 5
  runs 1 3
  start
  [ "$status" -eq 0 ]
}

@test "a member in an election does not report its list and is queried again for some seconds" {
  setup_pod
  ran_with 4 3
  runs 1 5
  mv "$pod/peers/zk-1.zk:2181" "$pod/elected"
  echo 'This ZooKeeper instance is not currently serving requests' >"$pod/peers/zk-1.zk:2181"
  cp "$MEMBERS_OF_DATA" "$pod/before"
  start
  [ "$status" -eq 0 ]
  cp "$pod/before" "$MEMBERS_OF_DATA"
  stub sleep <<<'cp "$pod/elected" "$pod/peers/zk-1.zk:2181"; exec wait_round'
  start
  [ "$status" -eq 143 ]
  [[ $output = *'differs by 2 from the one that zk-1.zk runs with'* ]]
}

@test "a member without a plain port is queried on its port for TLS" {
  setup_pod
  certificate zk
  ran_with 4 5
  stub openssl <<<'[[ " $* " != *" -connect zk-1.zk.shop.svc.cluster.local.:2281 "* ]] || echo "server.100=zk-0.zk:2888:3888:participant"'
  start
  [ "$status" -eq 143 ]
  [[ $output = *'differs by 4 from the one that zk-1.zk runs with'* ]]
}

@test "a volume of another member is refused" {
  setup_pod
  data
  echo 99 >"$pod/data/myid"
  start
  [ "$status" -eq 1 ]
  [[ $output = *'belongs to the member with id 99 and this is member 0 with id 100'* ]]
}

@test "a pod beyond the list of members is refused" {
  export POD_INDEX=3 POD_NAME=zk-3
  setup_pod
  start
  [ "$status" -eq 1 ]
  [[ $output = *'kubectl scale alone makes no ensemble larger'* ]]
}

@test "a member that leaves continues with its last list" {
  export POD_INDEX=3 POD_NAME=zk-3
  setup_pod
  ran_with 4 3
  printf 'tickTime=2000\nserver.100=zk-0.zk:2888:3888\n' >"$CONFIG"
  echo true >"$REMOVAL_FILE"
  start
  [ "$status" -eq 0 ]
  grep -q "start-foreground $LEAVING_CONFIG" "$pod/log"
  diff "$LEAVING_CONFIG" - <<'CFG'
tickTime=2000
server.100=zk-0.zk:2888:3888
server.99=zk-1.zk:2888:3888
server.98=zk-2.zk:2888:3888
server.97=zk-3.zk:2888:3888
CFG
  [ "$(wc -l <"$MEMBERS_OF_DATA")" -eq 4 ]
  [ "$(<"$pod/data/myid")" = 97 ]
  [ -e "$LEAVING" ]
}

@test "while a member leaves, the remaining members use the new list" {
  setup_pod
  ran_with 4 3
  echo true >"$REMOVAL_FILE"
  touch "$LEAVING"
  start
  [ "$status" -eq 0 ]
  grep -q "start-foreground $CONFIG" "$pod/log"
  cmp "$MEMBERS_OF_DATA" "$MEMBERS_FILE"
  [ ! -e "$LEAVING" ]
}

@test "a member leaves only if the lists differ by that member alone" {
  export POD_INDEX=3 POD_NAME=zk-3
  setup_pod
  ran_with 5 3
  echo true >"$REMOVAL_FILE"
  start
  [ "$status" -eq 143 ]
  [[ $output = *'differs by 2'*'Apply replicas: 4'* ]]
}

@test "a member that leaves with an empty volume is not needed" {
  export POD_INDEX=3 POD_NAME=zk-3
  setup_pod
  echo true >"$REMOVAL_FILE"
  start
  [ "$status" -eq 1 ]
  [[ $output = *'apply replicas: 3, without removeLastMember'* ]]
}

@test "a name that does not resolve delays the start only for some seconds" {
  setup_pod
  data
  stub getent <<<'exit 2'
  start
  [ "$status" -eq 0 ]
  [[ $output = *'starts, although these names do not resolve: zk-1.zk zk-2.zk'* ]]
}

@test "names of members are resolved as absolute names, independent of the search domains of the node" {
  setup_pod
  data
  stub getent <<<'echo "$2" >>"$pod/names"'
  start
  [ "$(<"$pod/names")" = $'zk-1.zk.shop.svc.cluster.local.\nzk-2.zk.shop.svc.cluster.local.' ]
}

@test "a pod without its full name in the hosts file resolves short names" {
  setup_pod
  data
  echo '127.0.0.1 localhost' >"$HOSTS_FILE"
  stub getent <<<'echo "$2" >>"$pod/names"'
  start
  [ "$(<"$pod/names")" = $'zk-1.zk\nzk-2.zk' ]
}

@test "a start that takes more than some seconds logs the reason" {
  setup_pod
  ran_with 4 5
  sed -i 's/^LOG_WAIT_SECONDS=.*/LOG_WAIT_SECONDS=1/' "$scripts/contract.sh"
  echo 'not currently serving' | tee "$pod/peers/zk-1.zk:2181" >"$pod/peers/zk-2.zk:2181"
  stub getent <<<'exit 2'
  start
  [[ $output = *'asks zk-1.zk which members it runs with'* ]]
  [[ $output = *'waits for the name zk-1.zk to resolve'* ]]
}

@test "key and certificate become one file that only its owner can read" {
  setup_pod
  data
  mkdir -p "$pod/secrets/zookeeper-tls"
  certificate zk
  start
  [ "$status" -eq 0 ]
  [ "$(<"$KEYSTORE")" = "$(cat "$pod/secrets/zookeeper-tls/"tls.{key,crt})" ]
  cmp "$TRUSTSTORE" "$pod/secrets/zookeeper-tls/ca.crt"
  [ "$(stat -c %a "$KEYSTORE")" = 600 ]
}

@test "a key in a form that Java does not read is refused with the remedy" {
  setup_pod
  data
  mkdir -p "$pod/secrets/zookeeper-tls"
  printf -- '-----BEGIN RSA PRIVATE KEY-----\nk\n' >"$pod/secrets/zookeeper-tls/tls.key"
  start
  [ "$status" -eq 1 ]
  [[ $output = *'privateKey.encoding: PKCS8'* ]]
}

@test "passwords with any characters reach Java unchanged and are in no log" {
  setup_pod
  data
  mkdir -p "$pod/secrets/zookeeper" "$pod/secrets/zookeeper-clients"
  printf '%s' 'a"b\c ${d}' >"$pod/secrets/zookeeper/quorum"
  printf 'two\r\nlines' >"$pod/secrets/zookeeper-clients/shop"
  start
  [ "$status" -eq 0 ]
  grep -Fq 'user_member="a\"b\\c ${d}";' "$JAAS_CONFIG"
  grep -Fq 'username="member" password="a\"b\\c ${d}";' "$JAAS_CONFIG"
  grep -Fq 'Server { org.apache.zookeeper.server.auth.DigestLoginModule required user_shop="two\r\nlines"; };' "$JAAS_CONFIG"
  [ "$(stat -c %a "$JAAS_CONFIG")" = 600 ]
  [[ $output != *lines* ]]
}

@test "a renamed copy queries no member and leaves its volume empty" {
  setup_pod
  export POD_NAME=test-zk-0
  echo true >"$FIRST_BOOT_FILE"
  start
  [ "$status" -eq 1 ]
  [[ $(cat "$pod/termination-log") = *'test-zk-0 does not belong to the StatefulSet zk,'*'[SetRenamed]' ]]
  [ -z "$(ls -A "$pod/data")" ]
}
