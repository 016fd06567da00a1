#!/usr/bin/env bats
# The Jobs that dump and restore. `answer` is what the server says of its state, `$pod/loaded` what it was given.

load pod

setup() {
  make_pod 2 3
  mkdir "$pod/backup"
  printf '%s' 'pa"ss\word' | tee "$pod/secrets/backup" >"$pod/secrets/root"
  export SERVER=mysql-2.mysql KEEP=2 DUMP='' JOB_NAME=mysql-backup-29870000
  stub date <<<'echo 2026-01-03T03-00-00Z'
  stub mysqldump <<<'echo "dump of ${*: -2}"; echo "-- Dump completed on 2026-01-03"'
  stub mysql <<'FAKE'
case $* in
  *'SHOW REPLICA STATUS'*) cat "$pod/answer" ;;
  *replication_group_members*) cat "$pod/in-group" ;;
  *schemata*) printf 'app\nshop\n' ;;
  *) cat >"$pod/loaded" ;;
esac
FAKE
  answer 1 Yes Yes
  touch "$pod/running"
}

# usage: answer SUPER_READ_ONLY [RECEIVER APPLIER]
answer() {
  {
    echo '*************************** 1. row ***************************'
    printf '@@super_read_only: %s\n@@max_allowed_packet: %s\n' "$1" "${packet:-67108864}"
    [ $# -eq 1 ] || cat <<STATUS
             Replica_IO_State: Waiting
            Replica_IO_Running: $2
           Replica_SQL_Running: $3
     Replica_SQL_Running_State: Replica has read all
STATUS
  } >"$pod/answer"
}

# usage: dumps DAY...
dumps() {
  local day
  for day; do echo "of $day" | gzip >"$pod/backup/2026-01-${day}T03-00-00Z.sql.gz"; done
}

backup() { run bash "$scripts/backup.sh"; }
restore() { run bash "$scripts/restore.sh"; }

@test "a replica that replicates is dumped, and the oldest dump is deleted" {
  dumps 01 02
  backup
  [ "$status" -eq 0 ]
  [ "$(gzip -dc "$pod/backup/2026-01-03T03-00-00Z.sql.gz" | head -n 1)" = 'dump of app shop' ]
  [ ! -e "$pod/backup/2026-01-01T03-00-00Z.sql.gz" ]
  [ -e "$pod/backup/2026-01-02T03-00-00Z.sql.gz" ]
}

@test "a primary is dumped" {
  answer 0
  backup
  [ "$status" -eq 0 ]
}

@test "a member of a group is dumped if it reaches most of the others" {
  answer 1 No No
  echo yes >"$pod/in-group"
  backup
  [ "$status" -eq 0 ]
  echo no >"$pod/in-group"
  backup
  [ "$status" -eq 1 ]
}

@test "a Job waits for a server that it cannot reach yet, and gives up after half a minute" {
  stub mysqladmin <<<'echo x >>"$pod/tries"; [ "$(wc -l <"$pod/tries")" -gt 2 ]'
  backup
  [ "$status" -eq 0 ]
  stub mysqladmin <<<'echo "connect failed (110)" >&2; exit 1'
  for job in backup restore; do
    dumps 01
    "$job"
    [ "$status" -eq 1 ]
    [ "$(cat "$pod/termination-log")" = 'the server cannot be reached: connect failed (110) [ServerUnreachable]' ]
  done
}

@test "a replica that does not replicate is not dumped, and no dump is deleted" {
  for state in '1 Yes No' '1 No Yes' '1 Connecting Yes' 1 '0 Yes No'; do
    dumps 01 02
    # shellcheck disable=SC2086 # words
    answer $state
    backup
    [ "$status" -eq 1 ]
    [[ "$output" = *'mysql-2.mysql is no primary and does not replicate'* ]] || return 1
    [ "$(ls "$pod/backup")" = $'2026-01-01T03-00-00Z.sql.gz\n2026-01-02T03-00-00Z.sql.gz' ]
  done
}

@test "a server that does not report its state is not dumped" {
  stub mysql <<<'echo "ERROR 1227 (42000): Access denied" >&2; exit 1'
  backup
  [ "$status" -eq 1 ]
  [ -z "$(ls "$pod/backup")" ]
}

@test "an incomplete dump replaces no dump" {
  dumps 01 02
  stub mysqldump <<<'echo "dump of app"'
  backup
  [ "$status" -eq 1 ]
  [ "$(ls "$pod/backup")" = $'2026-01-01T03-00-00Z.sql.gz\n2026-01-02T03-00-00Z.sql.gz' ]
}

@test "the password is quoted for an option file" {
  backup
  grep -qxF 'password="pa\"ss\\word"' "$pod/run/client.cnf"
}

@test "the newest dump is loaded where none is named" {
  dumps 01 02
  restore
  [ "$status" -eq 0 ]
  [ "$(cat "$pod/loaded")" = 'of 02' ]
}

@test "the dump that is named is loaded, also by its path as the log gives it" {
  dumps 01 02
  for DUMP in 2026-01-01T03-00-00Z.sql.gz /backup/2026-01-01T03-00-00Z.sql.gz; do
    rm -f "$pod/loaded"
    restore
    [ "$status" -eq 0 ]
    [ "$(cat "$pod/loaded")" = 'of 01' ]
  done
}

@test "if the named dump is missing, no other dump is loaded" {
  dumps 01 02
  touch "$pod/backup/.partial-2026-01-03T03-00-00Z.sql.gz"
  for DUMP in 2026-01-03T03-00-00Z.sql.gz .partial-2026-01-03T03-00-00Z.sql.gz; do
    restore
    [ "$status" -eq 1 ]
    [ "$output" = "mysql-preset: there is no dump $DUMP; there are: 2026-01-01T03-00-00Z.sql.gz 2026-01-02T03-00-00Z.sql.gz [DumpMissing]" ]
    [ ! -e "$pod/loaded" ]
  done
}

@test "the dumps are listed without loading any" {
  dumps 01 02
  DUMP=list restore
  [ "$status" -eq 0 ]
  [ "$output" = $'2026-01-01T03-00-00Z.sql.gz\n2026-01-02T03-00-00Z.sql.gz' ]
  [ ! -e "$pod/loaded" ]
}

@test "without a dump the restore fails and loads no data" {
  restore
  [ "$status" -eq 1 ]
  [[ "$output" = *'there is no dump in '* ]]
}

@test "a password that ends in a line break ends the Job before it asks the server" {
  stub mysql <<<'touch "$pod/asked"'
  printf 'word\r\n' | tee "$pod/secrets/backup" >"$pod/secrets/root"
  backup
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = 'the password backup ends in a line break'*'printf instead of echo'* ]]
  dumps 01
  restore
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = 'the password root ends in a line break'* ]]
  [ ! -e "$pod/asked" ]
}

@test "a row whose dump is longer than the packet of the server fails the backup, names its table and deletes no dump" {
  local packet=1000 row
  row=$(printf 'x%.0s' {1..980})
  dumps 01 02
  answer 1 Yes Yes
  stub mysqldump <<'FAKE'
printf '%s\n' 'USE `app`;' 'INSERT INTO `small` VALUES (1);' 'USE `shop`;' "INSERT INTO \`big one\` VALUES ('$ROW');" \
  'INSERT INTO `other` VALUES (1);' '-- Dump completed on 2026-01-03'
FAKE
  export ROW=$row
  backup
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = 'a row of the table shop.big one is longer'*'1000 bytes'*'Raise settings.max_allowed_packet'* ]]
  [ "$(ls -A "$pod/backup")" = $'2026-01-01T03-00-00Z.sql.gz\n2026-01-02T03-00-00Z.sql.gz' ]
  ROW=${row:0:900}
  backup
  [ "$status" -eq 0 ]
}

@test "a failure of mysqldump is reported with its error" {
  stub mysqldump <<<"echo 'mysqldump: Error 2020: Got packet bigger than max_allowed_packet bytes when dumping table big' >&2; exit 3"
  backup
  [ "$status" -eq 1 ]
  [[ "$(cat "$pod/termination-log")" = 'mysqldump failed: '*'when dumping table big [DumpFailed]' ]]
}

@test "other files on the volume are not deleted, and are loaded only by name" {
  dumps 01 02
  echo theirs | gzip >"$pod/backup/zabbix.sql.gz"
  restore
  [ "$(cat "$pod/loaded")" = 'of 02' ]
  export KEEP=1
  backup
  [ "$status" -eq 0 ]
  [ "$(ls "$pod/backup")" = $'2026-01-03T03-00-00Z.sql.gz\nzabbix.sql.gz' ]
  DUMP=zabbix.sql.gz restore
  [ "$(cat "$pod/loaded")" = theirs ]
}

@test "the scheduled Job of a renamed copy takes no dump" {
  for name in test-mysql-backup-29870000 mysql-backup-test-29870000; do
    JOB_NAME=$name run "$BASH" "$scripts/backup.sh"
    [ "$status" -eq 1 ]
    [[ $output = *"Job $name does not belong to the StatefulSet mysql"*'[SetRenamed]' ]]
  done
  [ -z "$(ls -A "$pod/backup")" ]
}

@test "a Job that an engineer creates from the CronJob has any name" {
  for name in dump-1 dump-20261128 mysql-backup-before-8.4; do
    JOB_NAME=$name run "$BASH" "$scripts/backup.sh"
    [ "$status" -eq 0 ]
  done
}
