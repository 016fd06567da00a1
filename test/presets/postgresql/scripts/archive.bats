#!/usr/bin/env bats
# The scripts that run pgBackRest, whose fake writes its arguments and the secrets of its environment to $pod/log.

setup() {
  load pod.bash
  setup_pod
  export JOB_NAME=postgresql-archive-29870000 FULL_EVERY_DAYS=7
  write_secrets "$ARCHIVE_SECRETS" archive
  stub pgbackrest <<'FAKE'
echo "$* | $PGBACKREST_REPO1_S3_KEY, $PGBACKREST_REPO1_S3_KEY_SECRET, ${PGBACKREST_REPO1_CIPHER_PASS:-unencrypted}" >>"$pod/log"
command=${*: -1}
case $* in *archive-push*) command=archive-push ;; esac
[ ! -e "$pod/$command" ] || . "$pod/$command"
FAKE
  stub date <<'FAKE'
case $* in
  '-u +%s') exec /bin/date -u -d '2026-01-10 03:00:00' +%s ;;
  *) exec /bin/date "$@" ;;
esac
FAKE
}

# usage: write_secrets DIRECTORY NAME
write_secrets() {
  mkdir -p "$1"
  printf 'key of %s' "$2" >"$1/access-key"
  printf 'secret of %s' "$2" >"$1/secret-key"
}

# usage: commands
# The commands of pgBackRest, in their order.
commands() { sed -E 's/ \|.*//; s/.*(stanza-create|info|backup|archive-push .*|restore|server)$/\1/' "$pod/log"; }

# usage: full_backup TIME
full_backup() { echo "echo '        full backup: ${1}F'; echo '        incr backup: 20260110-020000F_20260110-020000I'" >"$pod/info"; }

backup() { run bash "$scripts/pgbackrest-backup.sh"; }
push() { run bash "$scripts/pgbackrest-push.sh" pg_wal/000000010000000000000003; }

@test "the first backup has all files" {
  backup
  [ "$status" -eq 0 ]
  [ "$(commands)" = $'stanza-create\ninfo\nbackup' ]
  grep -q -- '--type=full backup' "$pod/log"
}

@test "a backup has the changes until the last one of all files is seven days old" {
  full_backup 20260103-050000
  backup
  grep -q -- '--type=incr backup' "$pod/log"
  # a quarter of an hour less than seven days: the Job of the same time started later then
  full_backup 20260103-031500
  backup
  tail -n 1 "$pod/log" | grep -q -- '--type=full backup'
}

@test "the age is that of the newest backup of all files" {
  echo "echo '        full backup: 20251201-030000F'; echo '        full backup: 20260109-030000F'" >"$pod/info"
  backup
  grep -q -- '--type=incr backup' "$pod/log"
}

@test "the secrets of the repository are in the environment only" {
  printf 'passphrase of archive' >"$ARCHIVE_SECRETS/passphrase"
  backup
  ! grep -v '| key of archive, secret of archive, passphrase of archive$' "$pod/log" || return 1
  ! grep -E '(key|secret|passphrase) of archive.* \|' "$pod/log"
}

@test "each failure of a backup is named" {
  for command in stanza-create info backup; do
    rm -f "$pod"/{stanza-create,info,backup}
    echo 'exit 1' >"$pod/$command"
    code=ArchiveUnreachable
    [ "$command" != backup ] || code=ArchiveBackupFailed
    backup
    [ "$status" -eq 1 ]
    grep -q "\[$code\]$" "$pod/termination-log"
  done
}

@test "a missing secret is named before pgBackRest is started" {
  rm "$ARCHIVE_SECRETS/secret-key"
  backup
  [ "$status" -eq 1 ]
  grep -q 'secret-key is missing.*\[PasswordMissing\]' "$pod/termination-log"
  [ ! -e "$pod/log" ]
}

@test "the scheduled Job of a renamed copy takes no backup, and one that an engineer creates has any name" {
  JOB_NAME=test-postgresql-archive-29870000 backup
  [ "$status" -eq 1 ]
  [[ $output = *'[SetRenamed]' ]]
  [ ! -e "$pod/log" ]
  JOB_NAME=archive-1 backup
  [ "$status" -eq 0 ]
}

@test "a file of the log is stored" {
  push
  [ "$status" -eq 0 ]
  [ "$(commands)" = 'archive-push pg_wal/000000010000000000000003' ]
}

@test "the first file of a new repository creates it, without a connection to the server" {
  echo '[ -e "$pod/created" ] || { echo "FileMissingError: archive.info" >&2; exit 55; }' >"$pod/archive-push"
  echo 'touch "$pod/created"' >"$pod/stanza-create"
  push
  [ "$status" -eq 0 ]
  [ "$(commands | cut -d' ' -f1)" = $'archive-push\nstanza-create\narchive-push' ]
  grep -q -- '--no-online stanza-create' "$pod/log"
}

@test "the archive of another cluster is named and stays as it is" {
  echo 'echo "ArchiveMismatchError: system-id 1 does not match 2" >&2; exit 44' >"$pod/archive-push"
  push
  [ "$status" -eq 1 ]
  [[ $output = *'use another path. ArchiveMismatchError: system-id 1 does not match 2 [ArchiveOfOtherCluster]' ]]
  [ "$(commands)" = 'archive-push pg_wal/000000010000000000000003' ]
}

@test "an object store that does not answer fails the attempt, and the server's log has the reason" {
  echo 'echo "HostConnectError: timeout connecting to store" >&2; exit 49' >"$pod/archive-push"
  push
  [ "$status" -eq 1 ]
  [ "$output" = 'HostConnectError: timeout connecting to store' ]
}

@test "the server of pgBackRest has the secrets of the repository" {
  run bash "$scripts/pgbackrest-server.sh"
  [ "$(<"$pod/log")" = "--config=$ARCHIVE_CONFIG --log-level-console=warn server | key of archive, secret of archive, unencrypted" ]
}
