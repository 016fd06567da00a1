#!/usr/bin/env bats
# The Job that applies keyspaces, users and permissions. The fake server writes the statements that it gets to $pod/statements, rejects
# those that match $pod/rejected, and reports $pod/replication.

setup() {
  load pod.bash
  setup_pod
  export SERVER=cassandra-client DATACENTER=datacenter1 JOB_NAME=cassandra-accounts-0a1b2c
  mkdir "$USERS"
  printf "it's of shop" >"$USERS/shop"
  printf 'of report' >"$USERS/report"
  printf '%s\n' 'user shop' 'keyspace orders 3 shop' >"$DESIRED"
  mkdir "$pod/accounts"
  printf password >"$pod/accounts/admin"
  echo "{'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy', 'datacenter1': '3'}" >"$pod/replication"
}

apply() { run bash "$scripts/apply-accounts.sh"; }

@test "users, keyspaces and permissions are applied in the order of the file" {
  printf '%s\n' 'user report' 'read report orders' 'write shop orders' >>"$DESIRED"
  apply
  [ "$status" -eq 0 ]
  [ "$(grep -o 'applied: .*' <<<"$output")" = 'applied: user shop
applied: keyspace orders 3 shop
applied: user report
applied: read report orders
applied: write shop orders' ]
  grep -Fqx 'GRANT SELECT ON ALL TABLES IN KEYSPACE "orders" TO "report";' "$pod/statements"
  grep -Fqx 'GRANT SELECT, MODIFY ON ALL TABLES IN KEYSPACE "orders" TO "shop";' "$pod/statements"
}

@test "a keyspace has its copies in the datacenter and keeps its writes, and its owner may change tables but not the keyspace" {
  apply
  grep -Fqx "CREATE KEYSPACE IF NOT EXISTS \"orders\" WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': '3'};" \
    "$pod/statements"
  grep -Fqx 'ALTER KEYSPACE "orders" WITH durable_writes = true;' "$pod/statements"
  grep -Fqx 'GRANT CREATE, ALTER, DROP, SELECT, MODIFY ON ALL TABLES IN KEYSPACE "orders" TO "shop";' "$pod/statements"
}

@test "a user gets the password of the Secret, which is in no argument and no log" {
  apply
  grep -Fqx "ALTER ROLE \"shop\" WITH LOGIN = true AND PASSWORD = 'it''s of shop';" "$pod/statements"
  ! grep -E 'of shop|password' "$pod/cqlsh" || return 1
  [[ $output != *'of shop'* ]] || return 1
  [ -z "$(ls -A "$RUN")" ]
}

@test "the copies of a keyspace that exists are not changed, and the Job names the recipe and applies the other lines" {
  echo 'user report' >>"$DESIRED"
  for replication in "{'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy', 'datacenter1': '2'}" \
    "{'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy', 'datacenter1': '3', 'datacenter2': '3'}" \
    "{'class': 'org.apache.cassandra.locator.SimpleStrategy', 'replication_factor': '3'}"; do
    echo "$replication" >"$pod/replication"
    apply
    [ "$status" -eq 1 ]
    [[ $(<"$pod/termination-log") = "not applied: keyspace orders 3 shop: the keyspace has the replication $replication, which was"*\
"'Change the number of copies') [CopiesDiffer]" ]] || return 1
    [[ $output = *'applied: user report'* ]] || return 1
  done
  ! grep -q 'GRANT\|ALTER KEYSPACE .* replication' "$pod/statements"
}

@test "a datacenter whose name sorts before class is recognized" {
  echo "{'aws': '3', 'class': 'org.apache.cassandra.locator.NetworkTopologyStrategy'}" >"$pod/replication"
  DATACENTER=aws apply
  [ "$status" -eq 0 ]
}

@test "if the ring rejects a line, the others are applied, and the Job fails with its error" {
  printf '%s\n' 'read nobody orders' 'write shop orders' >>"$DESIRED"
  echo 'TO "nobody"' >"$pod/rejected"
  apply
  [ "$status" -eq 1 ]
  [ "$(<"$pod/termination-log")" = "not applied: read nobody orders: the role doesn't exist [ChangeRejected]" ]
  [[ $output = *'applied: write shop orders'* ]]
}

@test "an empty password is refused before the ring gets it" {
  : >"$USERS/shop"
  apply
  [ "$status" -eq 1 ]
  [[ $(<"$pod/termination-log") = 'the password of the user shop is empty'*'[PasswordMissing]' ]] || return 1
  ! grep -q 'CREATE ROLE' "$pod/statements"
}

@test "the Job waits for a ring that has no superuser yet, and gives up after ten minutes" {
  rm "$pod/accounts/admin"
  stub sleep <<<'echo >>"$pod/rounds"; [ "$(wc -l <"$pod/rounds")" -lt 3 ] || printf password >"$pod/accounts/admin"'
  apply
  [ "$status" -eq 0 ]
  rm "$pod/accounts/admin"
  rm "$pod/rounds"
  stub sleep <<<'echo >>"$pod/rounds"'
  apply
  [ "$status" -eq 1 ]
  [ "$(wc -l <"$pod/rounds")" -eq 120 ]
  [ "$(<"$pod/termination-log")" = 'admin cannot log in: Connection error: Bad credentials [ServerUnreachable]' ]
}

@test "the Job of a renamed copy changes nothing" {
  JOB_NAME=test-cassandra-accounts-0a1b2c apply
  [ "$status" -eq 1 ]
  [[ $output = *'[SetRenamed]' ]]
  [ ! -e "$pod/statements" ]
}
