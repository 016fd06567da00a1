#!/usr/bin/env bats
# The Jobs that dump and restore. The fake programs write how they were started to $pod/log, and a dump has the name of its database.

setup() {
  load pod.bash
  setup_pod
  export SERVER=postgresql-primary KEEP=2 DUMP='' DATABASE='' JOB_NAME=postgresql-backup-29870000
  mkdir "$DUMPS"
  stub date <<<'echo 2026-01-03T03-00-00Z'
  stub pg_dumpall <<'FAKE'
file=${*: -1}
echo 'CREATE ROLE app;' >"${file#--file=}"
FAKE
  stub pg_dump <<'FAKE'
echo "pg_dump $PGDATABASE $PGOPTIONS" >>"$pod/log"
file=${*: -1}
echo "dump of $PGDATABASE" >"${file#--file=}"
FAKE
  stub pg_restore <<'FAKE'
echo "pg_restore $*" >>"$pod/log"
grep -q '^dump of' "${*: -1}" || { echo 'pg_restore: error: input file does not appear to be a valid archive' >&2; exit 1; }
FAKE
  stub psql <<'FAKE'
case $* in
  *pg_database*datallowconn*) printf 'app\nsales/eu%%\n' ;;
  *pg_roles*) printf 'postgres\napp\n' ;;
  *roles.sql*) cat "$pod/run/roles.sql" >"$pod/roles" ;;
  *name=*) if [ -e "$pod/unknown" ]; then echo 0; else echo 1; fi ;;
esac
FAKE
}

# usage: dumps DAY...
dumps() {
  local day dump
  for day; do
    dump=$DUMPS/2026-01-${day}T03-00-00Z
    mkdir "$dump"
    printf '%s\n' 'CREATE ROLE app;' 'CREATE ROLE "a report";' 'ALTER ROLE "a report" WITH LOGIN;' 'GRANT app TO "a report";' \
      >"$dump/globals.sql"
    echo 'dump of app' >"$dump/app.dump"
    echo 'dump of sales/eu%' >"$dump/sales%2Feu%25.dump"
  done
}

backup() { run bash "$scripts/backup.sh"; }
restore() { run bash "$scripts/restore.sh"; }

# usage: loaded
# The files that pg_restore was given, apart from those that a backup reads back.
loaded() { grep -o "$DUMPS/.*" "$pod/log"; }

@test "the roles and every database are dumped into a directory that is named by the time, and the oldest dump is deleted" {
  dumps 01 02
  backup
  [ "$status" -eq 0 ]
  [ "$(ls "$DUMPS")" = $'2026-01-02T03-00-00Z\n2026-01-03T03-00-00Z' ]
  [ "$(ls "$DUMPS/2026-01-03T03-00-00Z")" = $'app.dump\nglobals.sql\nsales%2Feu%25.dump' ]
  [ "$(<"$DUMPS/2026-01-03T03-00-00Z/sales%2Feu%25.dump")" = 'dump of sales/eu%' ]
}

@test "a dump cannot write, and every file is read back before the dump gets its name" {
  backup
  grep -q '^pg_dump app -c default_transaction_read_only=on$' "$pod/log"
  [ "$(grep -c 'pg_restore --file=/dev/null .*/.partial-2026-01-03T03-00-00Z/' "$pod/log")" -eq 2 ]
}

@test "an incomplete dump replaces no dump, and the next run removes it" {
  dumps 01 02
  stub pg_dump <<<'file=${*: -1}; echo half >"${file#--file=}"'
  backup
  [ "$status" -eq 1 ]
  [ "$(ls "$DUMPS")" = $'2026-01-01T03-00-00Z\n2026-01-02T03-00-00Z' ]
  [ "$(<"$pod/termination-log")" = \
    'pg_restore failed: pg_restore: error: input file does not appear to be a valid archive [DumpFailed]' ]
  stub pg_dump <<<'file=${*: -1}; echo "dump of $PGDATABASE" >"${file#--file=}"'
  backup
  [ "$status" -eq 0 ]
  [ "$(ls -A "$DUMPS")" = $'2026-01-02T03-00-00Z\n2026-01-03T03-00-00Z' ]
}

@test "a failure of pg_dump is reported with its error" {
  stub pg_dump <<<"echo 'pg_dump: error: permission denied for table secrets' >&2; exit 1"
  backup
  [ "$status" -eq 1 ]
  [ "$(<"$pod/termination-log")" = 'pg_dump failed: pg_dump: error: permission denied for table secrets [DumpFailed]' ]
}

@test "other directories on the volume are not deleted" {
  dumps 01 02
  mkdir "$DUMPS/theirs"
  KEEP=1 backup
  [ "$(ls "$DUMPS")" = $'2026-01-03T03-00-00Z\ntheirs' ]
}

@test "the newest dump is loaded if none is named, with all of its databases" {
  dumps 01 02
  restore
  [ "$status" -eq 0 ]
  [ "$(loaded)" = "$DUMPS/2026-01-02T03-00-00Z/app.dump"$'\n'"$DUMPS/2026-01-02T03-00-00Z/sales%2Feu%25.dump" ]
  [[ $output = *'loaded app'*'loaded sales/eu%' ]]
}

@test "the dump that is named is loaded, also by its path as the log gives it" {
  dumps 01 02
  for DUMP in 2026-01-01T03-00-00Z /backup/2026-01-01T03-00-00Z; do
    rm -f "$pod/log"
    DATABASE=app restore
    [ "$status" -eq 0 ]
    [ "$(loaded)" = "$DUMPS/2026-01-01T03-00-00Z/app.dump" ]
  done
}

@test "one database is loaded by its name, and an unknown one loads nothing" {
  dumps 01
  DATABASE=sales/eu% restore
  [ "$(loaded)" = "$DUMPS/2026-01-01T03-00-00Z/sales%2Feu%25.dump" ]
  rm "$pod/log"
  DATABASE=none restore
  [ "$status" -eq 1 ]
  [ "$(<"$pod/termination-log")" = 'the dump 2026-01-01T03-00-00Z has no database none [DumpMissing]' ]
  [ ! -e "$pod/log" ]
}

@test "a database that exists changes in one transaction, and one that does not is created" {
  dumps 01
  DATABASE=app restore
  grep -q "^pg_restore --single-transaction --clean --if-exists --dbname=dbname='app' " "$pod/log"
  touch "$pod/unknown"
  DATABASE=app restore
  tail -n 1 "$pod/log" | grep -q '^pg_restore --exit-on-error --create --dbname=dbname=postgres '
}

@test "the name of a database cannot add options to its connection" {
  dumps 01
  mv "$DUMPS/2026-01-01T03-00-00Z/app.dump" "$DUMPS/2026-01-01T03-00-00Z/it's \\ host=x.dump"
  DATABASE="it's \\ host=x" restore
  [ "$status" -eq 0 ]
  grep -qF -- "--dbname=dbname='it\\'s \\\\ host=x' " "$pod/log"
}

@test "a database that cannot be loaded is named" {
  dumps 01
  echo damaged >"$DUMPS/2026-01-01T03-00-00Z/app.dump"
  DATABASE=app restore
  [ "$status" -eq 1 ]
  [ "$(<"$pod/termination-log")" = 'the database app could not be loaded and is unchanged; the log has the reason [RestoreFailed]' ]
}

@test "only roles that are missing are created, and memberships are granted" {
  dumps 01
  restore
  [ "$(<"$pod/roles")" = $'CREATE ROLE "a report";\nALTER ROLE "a report" WITH LOGIN;\nGRANT app TO "a report";' ]
}

@test "if the named dump is missing, no other dump is loaded" {
  dumps 01 02
  mkdir "$DUMPS/.partial-2026-01-03T03-00-00Z"
  for DUMP in 2026-01-03T03-00-00Z .partial-2026-01-03T03-00-00Z; do
    restore
    [ "$status" -eq 1 ]
    [ "$(<"$pod/termination-log")" = "there is no dump $DUMP; there are: 2026-01-01T03-00-00Z 2026-01-02T03-00-00Z [DumpMissing]" ]
    [ ! -e "$pod/log" ]
  done
}

@test "the dumps are listed without loading any" {
  dumps 01 02
  DUMP=list restore
  [ "$status" -eq 0 ]
  [ "$output" = $'2026-01-01T03-00-00Z\n2026-01-02T03-00-00Z' ]
  [ ! -e "$pod/log" ]
}

@test "without a dump the restore fails" {
  restore
  [ "$status" -eq 1 ]
  [[ $(<"$pod/termination-log") = 'there is no dump in '*'[DumpMissing]' ]]
}

@test "a dump by another tool is loaded only by its name" {
  dumps 01
  mv "$DUMPS/2026-01-01T03-00-00Z" "$DUMPS/zabbix"
  restore
  [ "$(<"$pod/termination-log")" = 'there is no dump that is named by its time; there are: zabbix [DumpMissing]' ]
  DUMP=zabbix restore
  [ "$status" -eq 0 ]
}

@test "a Job waits for a server that it cannot reach yet, and gives up after half a minute" {
  stub sleep <<<'exit 0'
  stub psql <<<'echo "could not connect" >&2; exit 2'
  dumps 01
  for job in backup restore; do
    "$job"
    [ "$status" -eq 1 ]
    [ "$(<"$pod/termination-log")" = 'the server cannot be reached: could not connect [ServerUnreachable]' ]
  done
}

@test "a password that ends in a line break ends the Job before it asks the server" {
  stub psql <<<'touch "$pod/asked"'
  printf 'word\r\n' >"$PASSWORDS/superuser"
  dumps 01
  for job in backup restore; do
    "$job"
    [ "$status" -eq 1 ]
    [[ $(<"$pod/termination-log") = 'the password superuser ends in a line break'* ]] || return 1
  done
  [ ! -e "$pod/asked" ]
}

@test "the scheduled Job of a renamed copy takes no dump, and one that an engineer creates has any name" {
  for JOB_NAME in test-postgresql-backup-29870000 postgresql-backup-test-29870000; do
    backup
    [ "$status" -eq 1 ]
    [[ $output = *'[SetRenamed]' ]] || return 1
  done
  [ -z "$(ls -A "$DUMPS")" ]
  JOB_NAME=dump-1 backup
  [ "$status" -eq 0 ]
}
