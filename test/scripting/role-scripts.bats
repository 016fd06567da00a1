#!/usr/bin/env bats

setup() {
  scripts="$BATS_TEST_DIRNAME/../../src/scripting/scripts"
  roles="$BATS_TEST_TMPDIR/roles"
  picked="$BATS_TEST_TMPDIR/role"
  mkdir "$roles" "$picked"
  printf '0 0 master\n1 3 replica\n5 - spare\n' >"$roles/ordinals"
  for role in master replica spare; do
    echo "$role" >"$roles/$role.etc.role.conf"
    echo "KIND='$role'" >"$roles/$role-env"
    echo etc.role.conf >"$roles/$role-files"
  done
}

@test "a pod gets the files and the environment of its role, without the role's name before them" {
  POD_NAME=redis-3 POD_INDEX=3 sh "$scripts/select-role.sh" "$roles" "$picked" redis
  [ "$(cat "$picked/etc.role.conf")" = replica ]
  [ "$(cat "$picked/@env")" = "KIND='replica'" ]
  [ "$(ls "$picked" | wc -l)" -eq 2 ]
}

@test "an open role has no last ordinal" {
  POD_NAME=redis-4711 POD_INDEX=4711 sh "$scripts/select-role.sh" "$roles" "$picked" redis
  [ "$(cat "$picked/etc.role.conf")" = spare ]
}

@test "a pod without a role does not start, and its log names the ordinal" {
  POD_NAME=redis-4 POD_INDEX=4 run sh "$scripts/select-role.sh" "$roles" "$picked" redis
  [ "$status" -eq 1 ]
  [ "$output" = "select-role: no role for ordinal '4'" ]
}

@test "a pod of a renamed set gets no role, and its log has the remedy" {
  for name in test-redis-0 redis-test-0 redis-1-0; do
    POD_NAME=$name POD_INDEX=0 run sh "$scripts/select-role.sh" "$roles" "$picked" redis
    [ "$status" -eq 1 ]
    [ "$output" = "select-role: pod $name does not belong to the StatefulSet redis, whose name its files contain. No file was written. \
Remove the namePrefix, nameSuffix or patch that renames the set, and set its name in the program [SetRenamed]" ]
  done
  [ -z "$(ls -A "$picked")" ]
}

@test "a pod whose template is that of an earlier build starts with the new script" {
  POD_INDEX=0 sh "$scripts/select-role.sh" "$roles" "$picked"
  [ "$(cat "$picked/etc.role.conf")" = master ]
}

@test "an unknown ordinal never gets a role" {
  POD_NAME=redis- POD_INDEX='' run sh "$scripts/select-role.sh" "$roles" "$picked" redis
  [ "$status" -ne 0 ]
  [ ! -e "$picked/etc.role.conf" ]
}

@test "the command sees the role's variables, whatever is in them" {
  printf '%s\n' "A='it'\\''s \$HOME \`x\` \"y\"'" >"$picked/@env"
  run sh "$scripts/with-role-env.sh" "$picked/@env" sh -c 'printf %s "$A"'
  [ "$output" = "it's \$HOME \`x\` \"y\"" ]
}

@test "the command replaces the shell, so that it gets the signals" {
  echo "A=1" >"$picked/@env"
  run sh -c 'echo $$; exec sh "$1/with-role-env.sh" "$2/@env" sh -c "echo \$\$"' sh "$scripts" "$picked"
  [ "${lines[0]}" = "${lines[1]}" ]
}
