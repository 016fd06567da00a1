#!/usr/bin/env bats
# shellcheck disable=SC2030,SC2031 # each test is a process of its own
# A member that creates its cluster from the backups of another one.

setup() {
  load pod.bash
  setup_pod
  first_boot true
  touch "$SOURCE_CONFIG"
  echo 'SELECT 2;' >"$ETC/recovered.sql"
  mkdir -p "$SOURCE_SECRETS"
  printf 'key of source' >"$SOURCE_SECRETS/access-key"
  printf 'secret of source' >"$SOURCE_SECRETS/secret-key"
  stub pgbackrest <<'FAKE'
echo "pgbackrest $* | $PGBACKREST_REPO1_S3_KEY, $PGBACKREST_REPO1_S3_KEY_SECRET" >>"$pod/log"
[ ! -e "$pod/no-backup" ] || exit 1
mkdir "$pod/data/pgdata.incoming/global"
echo 77 >"$pod/data/pgdata.incoming/global/pg_control"
FAKE
  stub pg_ctl <<'FAKE'
echo "pg_ctl $*" >>"$pod/log"
for argument; do case $argument in --log=*) cat "$pod/recovery" >"${argument#--log=}" ;; esac; done
case $* in *status*) [ ! -e "$pod/ended" ] ;; esac
FAKE
  stub pg_isready <<'FAKE'
echo >>"$pod/questions"
[ ! -e "$pod/ended" ] && [ "$(wc -l <"$pod/questions")" -gt "$(cat "$pod/busy" 2>/dev/null || echo 0)" ]
FAKE
  : >"$pod/recovery"
}

@test "the backup is restored aside, recovered, and renamed last" {
  start
  [ "$status" -eq 0 ]
  [ "$(<"$DATA/global/pg_control")" = 77 ]
  [ ! -e "$INCOMING" ]
  [ ! -e "$DATA/recovery.log" ]
  cmp "$DATA/patroni.dynamic.json" "$DYNAMIC_CONFIG"
  tail -n 1 "$pod/statements" | grep -qx 'SELECT 2;'
  grep -q -- '--type=default restore | key of source, secret of source$' "$pod/log"
  ! grep -q initdb "$pod/log"
}

@test "the recovery ends at the point in time" {
  export RECOVERY_TARGET='2026-01-02 03:04:05+00'
  start
  [ "$status" -eq 0 ]
  grep -qF -- '--type=time --target=2026-01-02 03:04:05+00 --target-action=promote restore' "$pod/log"
}

@test "clients cannot reach the server that recovers" {
  start
  grep -q "config_file=$RUN/recovery.conf -c listen_addresses='' .*-c archive_mode=off" "$pod/log"
  [ "$(<"$RUN/recovery-hba.conf")" = 'local all all peer' ]
}

@test "a recovery may take long" {
  echo 5 >"$pod/busy"
  start
  [ "$status" -eq 0 ]
  [ "$(wc -l <"$pod/questions")" -eq 6 ]
}

@test "a backup that cannot be restored is named, and no data has its name" {
  touch "$pod/no-backup"
  start
  [ "$status" -eq 1 ]
  grep -q 'the backup cannot be restored.*\[RestoreFailed\]' "$TERMINATION_LOG"
  [ ! -e "$DATA" ]
}

@test "a recovery that fails is named by the error of the server, and no data has its name" {
  touch "$pod/ended"
  printf '%s\n' 'LOG:  redo done' '2026-01-02 03:04:05.678 UTC [9] FATAL:  recovery ended before configured recovery target was reached' \
    'FATAL:  the database system is not accepting connections' >"$pod/recovery"
  start
  [ "$status" -eq 1 ]
  [ "$(<"$TERMINATION_LOG")" = \
    'the recovery failed: recovery ended before configured recovery target was reached [RestoreFailed]' ]
  [ ! -e "$DATA" ]
}

@test "the next start after a failure begins again" {
  touch "$pod/no-backup"
  start
  rm "$pod/no-backup"
  start
  [ "$status" -eq 0 ]
  [ -e "$DATA" ]
}

@test "without a declared first boot nothing is restored" {
  first_boot false
  start
  [ "$status" -eq 143 ]
  ! grep -q pgbackrest "$pod/log"
}

@test "a member of a known cluster clones, and restores nothing" {
  store 42
  start
  [ "$status" -eq 0 ]
  ! grep -q pgbackrest "$pod/log"
}
