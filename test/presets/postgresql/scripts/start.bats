#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
  setup_pod
  stub patroni <<<'echo "patroni $*" >>"$pod/log"'
  echo 'exit 0' >"$scripts/watch-replica.sh"
}

@test "Patroni gets the shared configuration, and the password from memory" {
  bash "$scripts/start.sh"
  grep -q "patroni $RUN_CONFIG" "$pod/log"
  [ "$(readlink "$RUN_CONFIG/10-shared.yml")" = "$CONFIG" ]
  [ "$(stat -c %a "$RUN_CONFIG/20-passwords.yml")" = 600 ]
}

@test "a password may have any character" {
  password="it's \"a\" \\ password: {x} #\$1"
  printf '%s' "$password" >"$PASSWORDS/replication"
  bash "$scripts/start.sh"
  read_back=$(cd "$BATS_TEST_DIRNAME" && node -e '
    const { authentication } = require("yaml").parse(require("fs").readFileSync(process.argv[1], "utf8")).postgresql;
    console.log(authentication.replication.password);' "$RUN_CONFIG/20-passwords.yml")
  [ "$read_back" = "$password" ]
  [ "$(<"$MEMBERS_PASSWORD")" = "*:*:*:*:it's \"a\" \\\\ password\\: {x} #\$1" ]
}

@test "a clone that was cut off with the container is removed" {
  mkdir -p "$DATA/global"
  touch "$DATA/backup_label" "$DATA/PG_VERSION"
  bash "$scripts/start.sh"
  [ ! -e "$DATA" ]
}

# usage: hand_over LEADER-STATUS CANDIDATE CLUSTER
# Patroni accepts a switchover to the candidate only, and describes the cluster as told.
hand_over() {
  cat >"$scripts/rest.sh" <<FAKE
request() {
  echo "\$*" >>"$pod/requests"
  case \$2:\${3:-} in
    /leader:*) echo $1 ;;
    /cluster:*) printf '200\n%s\n' '$3' ;;
    *candidate*'-$2"'*) echo 200 ;;
    *candidate*) echo 412 ;;
    *) echo 200 ;;
  esac
}
FAKE
  bash "$scripts/hand-over.sh"
}

WAITING='{"members": [{"name": "postgresql-0", "pending_restart": true}]}'

@test "a replica hands nothing over, and ends once there is a leader" {
  stub sleep <<<'exit 0'
  hand_over 503 0 '{"members": [{"role": "leader"}]}'
  [ "$(<"$pod/requests")" = $'GET /leader\nGET /cluster' ]
}

@test "a replica stays for its vote while there is no leader, and not forever" {
  stub sleep <<<'exit 0'
  hand_over 503 0 '{"members": [{"role": "replica"}]}'
  [ "$(grep -c cluster "$pod/requests")" = 6 ]
}

@test "a primary hands over to the member that is ready first" {
  hand_over 200 1 '{"members": []}'
  [ "$(tail -n 1 "$pod/requests")" = 'POST /switchover {"leader":"postgresql-0"}' ]
}

@test "with a quorum, a primary hands over only after every replica that is back was counted for it" {
  echo '{"synchronous_mode": "quorum"}' >"$DYNAMIC_CONFIG"
  for state in streaming running; do
    rm -f "$pod/requests" "$pod/rounds"
    stub sleep <<'FAKE'
echo >>"$pod/rounds"
[ "$(wc -l <"$pod/rounds")" -lt 3 ] || touch "$pod/counted"
FAKE
    rm -f "$pod/counted"
    cat >"$scripts/rest.sh" <<FAKE
request() {
  echo "\$*" >>"$pod/requests"
  case \$2 in
    /leader) echo 200 ;;
    /cluster) [ -e "$pod/counted" ] && role=quorum_standby || role=replica
      printf '200\n%s\n' "\"role\": \"quorum_standby\", \"state\": \"streaming\", \"role\": \"\$role\", \"state\": \"$state\"" ;;
  esac
}
FAKE
    bash "$scripts/hand-over.sh"
    [ "$(wc -l <"$pod/rounds")" -eq 3 ]
    [ "$(tail -n 1 "$pod/requests")" = 'POST /switchover {"leader":"postgresql-0"}' ]
  done
}

@test "a primary waits for no replica that does not stream, and for one that is never counted only for a time" {
  stub sleep <<<'echo >>"$pod/rounds"'
  echo '{"synchronous_mode": "quorum"}' >"$DYNAMIC_CONFIG"
  hand_over 200 1 '{"members": [{"name": "postgresql-1", "role": "replica", "state": "creating replica"}]}'
  [ ! -e "$pod/rounds" ]
  hand_over 200 1 '{"members": [{"name": "postgresql-1", "role": "replica", "state": "streaming"}]}'
  [ "$(wc -l <"$pod/rounds")" -eq 20 ]
  [ "$(tail -n 1 "$pod/requests")" = 'POST /switchover {"leader":"postgresql-0"}' ]
}

@test "without a quorum, a primary does not wait for the role of a replica" {
  stub sleep <<<'touch "$pod/slept"'
  echo '{"synchronous_mode": true}' >"$DYNAMIC_CONFIG"
  hand_over 200 1 '{"members": [{"name": "postgresql-1", "role": "replica", "state": "streaming"}]}'
  [ ! -e "$pod/slept" ]
}

@test "while members wait for larger values, a primary hands over to the lowest member that can take over" {
  POD_INDEX=2 POD_NAME=postgresql-2 hand_over 200 1 "$WAITING"
  [ "$(grep -c switchover "$pod/requests")" = 2 ]
  [ "$(tail -n 1 "$pod/requests")" = 'POST /switchover {"leader":"postgresql-2","candidate":"postgresql-1"}' ]
}

@test "a primary whose Patroni does not answer any more is stopped without further attempts" {
  cat >"$scripts/rest.sh" <<'FAKE'
request() {
  echo "$*" >>"$pod/requests"
  case $2 in
    /leader) echo 200 ;;
    /cluster) printf '200\n%s\n' '"pending_restart": true' ;;
  esac
}
FAKE
  POD_INDEX=2 POD_NAME=postgresql-2 bash "$scripts/hand-over.sh"
  [ "$(grep -c switchover "$pod/requests")" = 1 ]
}

@test "a primary does not ask itself" {
  hand_over 200 1 "$WAITING"
  ! grep -q '"candidate":"postgresql-0"' "$pod/requests"
}
