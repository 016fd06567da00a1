#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own

setup() {
  load pod.bash
  setup_pod
  export NAMESPACE=shop KUBERNETES_SERVICE_HOST=10.96.0.1 KUBERNETES_SERVICE_PORT=443
  mkdir -p "$API_CREDENTIALS"
  echo token >"$API_CREDENTIALS/token"
  # a function of the script has a variable called pod
  stub openssl <<'FAKE'
cat >"$BATS_TEST_TMPDIR/requests"
[ -e "$BATS_TEST_TMPDIR/refused" ] || printf 'HTTP/1.1 200 OK\r\n\r\n{\n}\n'
for ((i = 0; i < 7; i++)); do printf 'HTTP/1.1 404 Not Found\r\n\r\n{\n}HTTP/1.1 404 Not Found\r\n\r\n{"code":404}'; done
FAKE
}

@test "a new primary labels itself first, and takes the label from all others" {
  export POD_INDEX=1 POD_NAME=postgresql-1
  run bash "$scripts/take-label.sh" on_role_change primary postgresql
  mapfile -t lines < <(grep -o 'pods/postgresql-[0-9]*\|"[a-z]*"}}}' "$BATS_TEST_TMPDIR/requests")
  [ "${lines[0]}" = pods/postgresql-1 ]
  [ "${lines[1]}" = '"primary"}}}' ]
  [ "${lines[2]}" = pods/postgresql-0 ]
  [ "$status" -eq 0 ] && [ -z "$output" ]
  [ "$(grep -o '"replica"}}}' "$BATS_TEST_TMPDIR/requests" | wc -l)" = 14 ]
}

@test "a new replica takes nothing" {
  bash "$scripts/take-label.sh" on_role_change replica postgresql
  [ ! -e "$BATS_TEST_TMPDIR/requests" ]
}

@test "an API that does not answer is asked several times, and named" {
  touch "$BATS_TEST_TMPDIR/refused"
  stub sleep <<<'echo >>"$BATS_TEST_TMPDIR/rounds"'
  run bash "$scripts/take-label.sh" on_role_change primary postgresql
  [ "$(wc -l <"$BATS_TEST_TMPDIR/rounds")" = 5 ]
  [[ $output = *'[RouteFailed]'* ]]
}
