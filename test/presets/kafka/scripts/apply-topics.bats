#!/usr/bin/env bats
# The Job that brings topics, users and permissions about.

setup() {
  load pod.bash
  new_pod kafka 0
  export SERVER=kafka-0.kafka:9091 JOB_NAME=kafka-topics-0123456789
  : >"$pod/topics"
  stub tool <<'FAKE'
if [[ $* = *--describe* ]]; then
  cat "$pod/topics"
else
  echo "$(basename "$0") ${*:5}" >>"$pod/asked"
  if [[ $* = *--add-config-file* ]]; then cat "${@: -1}" >>"$pod/asked"; fi
fi
FAKE
  for tool in kafka-topics kafka-configs kafka-acls; do ln -s tool "$pod/bin/$tool.sh"; done
}

# usage: there_is TOPIC PARTITIONS COPIES CONFIG
there_is() {
  printf 'Topic: %s\tTopicId: a-b_c\tPartitionCount: %s\tReplicationFactor: %s\tConfigs: %s\n' "$@" >>"$pod/topics"
  printf '\tTopic: %s\tPartition: 0\tLeader: 0\tReplicas: 0,1,2\tIsr: 0,1,2\n' "$1" >>"$pod/topics"
}

# usage: apply LINE...
apply() {
  printf '%s\n' "$@" >"$ETC/desired"
  run "$BASH" "$scripts/apply-topics.sh"
  asked=$(cat "$pod/asked" 2>/dev/null || true)
}

@test "a missing topic is created" {
  apply 'topic orders 6 3' 'config orders cleanup.policy=compact'
  [ "$status" -eq 0 ]
  [ "$asked" = "kafka-topics.sh --create --if-not-exists --topic orders --partitions 6 --replication-factor 3
kafka-configs.sh --alter --entity-type topics --entity-name orders --add-config cleanup.policy=[compact]" ]
}

@test "the cluster chooses the values that a topic does not declare" {
  apply 'topic orders - -'
  [ "$asked" = 'kafka-topics.sh --create --if-not-exists --topic orders' ]
}

@test "a topic that is already as declared is not changed" {
  there_is orders 6 3 cleanup.policy=compact,retention.ms=1000
  apply 'topic orders 6 3' 'config orders cleanup.policy=compact' 'config orders retention.ms=1000'
  [ "$status" -eq 0 ]
  [ "$asked" = '' ]
}

@test "a setting with several values differs from its first value" {
  there_is orders 6 3 cleanup.policy=compact,delete,retention.ms=1000
  there_is parcels 6 3 retention.ms=1000,cleanup.policy=compact,delete
  apply 'config orders cleanup.policy=compact' 'config parcels cleanup.policy=compact' 'config parcels retention.ms=100'
  [ "$asked" = "kafka-configs.sh --alter --entity-type topics --entity-name orders --add-config cleanup.policy=[compact]
kafka-configs.sh --alter --entity-type topics --entity-name parcels --add-config cleanup.policy=[compact]
kafka-configs.sh --alter --entity-type topics --entity-name parcels --add-config retention.ms=[100]" ]
}

@test "a setting with several values that is already as declared is not changed" {
  there_is orders 6 3 cleanup.policy=compact,delete,retention.ms=1000
  there_is parcels 6 3 retention.ms=1000,cleanup.policy=compact,delete
  apply 'config orders cleanup.policy=compact,delete' 'config parcels cleanup.policy=compact,delete'
  [ "$status" -eq 0 ]
  [ "$asked" = '' ]
}

@test "partitions are added" {
  there_is orders 3 3 ''
  apply 'topic orders 6 -'
  [ "$asked" = 'kafka-topics.sh --alter --topic orders --partitions 6' ]
}

@test "fewer partitions are rejected, and the other lines are applied" {
  there_is orders 6 3 ''
  apply 'topic orders 3 -' 'topic parcels 1 -'
  [ "$status" -eq 1 ]
  local message='topic orders has 6 partitions, and 3 are wanted: they cannot become fewer without losing records. '
  message+='Say 6, or use a new topic [PartitionsFewer]'
  [[ $(<"$TERMINATION_LOG") = "$message" ]]
  [ "$asked" = 'kafka-topics.sh --create --if-not-exists --topic parcels --partitions 1' ]
}

@test "another number of copies is refused" {
  there_is orders 6 1 ''
  apply 'topic orders 6 3'
  [ "$status" -eq 1 ]
  [[ $output = *'topic orders has 1 copies, and 3 are wanted: kafka-reassign-partitions.sh changes that'* ]]
}

@test "a user's password is passed in a file and can have any printable character" {
  mkdir "$USERS"
  # shellcheck disable=SC2016 # letters of a password
  printf '%s' 'a\b,c=d"e'\''$f #g' >"$USERS/shop"
  apply 'user shop'
  [ "$status" -eq 0 ]
  [ "$asked" = "kafka-configs.sh --alter --entity-type users --entity-name shop --add-config-file $RUN/user
SCRAM-SHA-512=password=a\\\\b,c=d\"e'\$f #g" ]
  [ ! -e "$RUN/user" ]
}

@test "a password that a properties file cannot represent is rejected" {
  mkdir "$USERS"
  printf 'é' >"$USERS/shop"
  apply 'user shop'
  [ "$status" -eq 1 ]
  [[ $output = *'the password of user shop must be printable ASCII'* ]]
}

@test "permissions apply to a topic by name or to topics by prefix" {
  apply 'producer shop orders' 'producer shop shop.*' 'producer shop *'
  [ "$status" -eq 0 ]
  [ "$asked" = "kafka-acls.sh --add --allow-principal User:shop --producer --topic orders --resource-pattern-type literal
kafka-acls.sh --add --allow-principal User:shop --producer --topic shop. --resource-pattern-type prefixed
kafka-acls.sh --add --allow-principal User:shop --producer --topic * --resource-pattern-type literal" ]
}

@test "the group of a consumer has its own pattern, independent of the topic" {
  apply 'consumer shop shop.* readers' 'consumer shop orders shop-*' 'consumer shop orders *'
  [ "$status" -eq 0 ]
  local allow='kafka-acls.sh --add --allow-principal User:shop --operation Read'
  [ "$asked" = "$allow --operation Describe --topic shop. --resource-pattern-type prefixed
$allow --group readers --resource-pattern-type literal
$allow --operation Describe --topic orders --resource-pattern-type literal
$allow --group shop- --resource-pattern-type prefixed
$allow --operation Describe --topic orders --resource-pattern-type literal
$allow --group * --resource-pattern-type literal" ]
}

@test "a password that ends in a line break is rejected, because a client would read the line break and the server would not" {
  mkdir "$USERS"
  printf 'secret\n' >"$USERS/shop"
  printf 'secret\r\n' >"$USERS/stock"
  printf 'secret\r' >"$USERS/admin"
  printf 'right' >"$USERS/web"
  apply 'user shop' 'user stock' 'user admin' 'user web'
  [ "$status" -eq 1 ]
  local reason='ends in a line break, which a client would read as part of it and the server would not'
  for user in shop stock admin; do
    [[ $(<"$TERMINATION_LOG") = *"the password of user $user $reason: this user was not changed. "* ]]
  done
  [ "$asked" = "kafka-configs.sh --alter --entity-type users --entity-name web --add-config-file $RUN/user
SCRAM-SHA-512=password=right" ]
}

@test "an empty password is rejected, and the other lines are applied" {
  mkdir "$USERS"
  : >"$USERS/shop"
  apply 'user shop' 'producer shop orders'
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = 'the password of user shop is empty: this user was not changed. '* ]]
  [[ $(<"$TERMINATION_LOG") = *' Write one into the Secret [UserPasswordInvalid]' ]]
  [ "$asked" = 'kafka-acls.sh --add --allow-principal User:shop --producer --topic orders --resource-pattern-type literal' ]
}

@test "a producer with transactions gets its id by name or by prefix" {
  apply 'transaction shop shop-1' 'transaction shop stream-*'
  local allow='kafka-acls.sh --add --allow-principal User:shop --operation Write --operation Describe'
  [ "$asked" = "$allow --transactional-id shop-1 --resource-pattern-type literal
$allow --transactional-id stream- --resource-pattern-type prefixed" ]
}

# usage: tool_fails PATTERN CLASS MESSAGE
# Kafka's tools fail in the way of 4.3.1 where their arguments match.
tool_fails() {
  mv "$pod/bin/tool" "$pod/bin/well"
  export pattern=$1 class=$2 message=$3
  stub tool <<'FAKE'
if [[ $* != *--describe* && $* =~ $pattern ]]; then
  echo "failed: ${*:5}" >>"$pod/asked"
  echo "Error while executing topic command : $message"
  echo "[2026-11-28 09:00:00,000] ERROR org.apache.kafka.common.errors.$class: $message" >&2
  exit 1
fi
exec -a "$0" bash -c '. "$pod/bin/well"' "$0" "$@"
FAKE
}

@test "a permanent error of a topic fails immediately, its settings are skipped, and the other lines are applied" {
  sed -i 's/^TRIES=1/TRIES=3/' "$scripts/apply-topics.sh"
  local error="Topic 'shop.orders' collides with existing topics: shop_orders"
  tool_fails 'shop.orders' InvalidTopicException "$error"
  apply 'topic shop.orders 1 -' 'config shop.orders retention.ms=1000' 'topic parcels 1 -' 'config parcels retention.ms=1000'
  [ "$status" -eq 1 ]
  local command='--create --if-not-exists --topic shop.orders --partitions 1'
  [[ $(<"$TERMINATION_LOG") = "kafka-topics.sh $command: InvalidTopicException: $error [ChangeRejected]" ]]
  [ "$asked" = "failed: $command
kafka-topics.sh --create --if-not-exists --topic parcels --partitions 1
kafka-configs.sh --alter --entity-type topics --entity-name parcels --add-config retention.ms=[1000]" ]
}

@test "a temporary error is retried after the other lines are applied" {
  sed -i 's/^TRIES=1/TRIES=2/; s/sleep 5/sleep 0/' "$scripts/apply-topics.sh"
  local error='Unable to replicate the partition 3 time(s)'
  tool_fails 'topic orders' InvalidReplicationFactorException "$error"
  apply 'topic orders 1 3' 'config orders retention.ms=1000' 'topic parcels 1 -'
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = '2 of the list not applied after 2 tries: '*"InvalidReplicationFactorException: $error"* ]]
  [ "$asked" = "failed: --create --if-not-exists --topic orders --partitions 1 --replication-factor 3
kafka-topics.sh --create --if-not-exists --topic parcels --partitions 1
failed: --create --if-not-exists --topic orders --partitions 1 --replication-factor 3" ]
}

@test "the final message names brokers that do not answer" {
  stub tool <<<'echo "Timed out waiting for a node" >&2; exit 1'
  apply 'topic orders 6 3'
  [ "$status" -eq 1 ]
  [[ $(<"$TERMINATION_LOG") = *'Timed out waiting for a node'* ]]
}

@test "the Job of a renamed copy asks no broker" {
  export JOB_NAME=test-kafka-topics-0123456789
  apply 'topic orders 6 3'
  [ "$status" -eq 1 ]
  [[ $output = *'[SetRenamed]' ]]
  [ "$asked" = '' ]
}
