#!/bin/bash
# Dumps all databases into DUMPS, in a file that is named by the start time, and keeps the newest KEEP dumps.
# SERVER is the host to dump from. The client's options, with the password, are in a file.
set -euo pipefail
: "${NAME:?}" "${JOB_NAME:?}" "${SERVER:?}" "${KEEP:?}"
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"
umask 077
check_scheduled_job "$JOB_NAME" "$NAME" backup
options=$JOB_RUN/client.cnf
write_client_options "$options" "$BACKUP_USER" backup "$SERVER"
await_server mysqladmin --defaults-file="$options" ping

# Without this check, a replica that has stopped would give the same old data every night, until it has replaced the last good dump.
state=$(mysql --defaults-file="$options" -E -e 'SELECT @@super_read_only, @@max_allowed_packet; SHOW REPLICA STATUS')
read_only='' receiver='' applier='' packet=''
while read -r field value; do
  case $field in
    @@super_read_only:) read_only=$value ;;
    @@max_allowed_packet:) packet=$value ;;
    Replica_IO_Running:) receiver=$value ;;
    Replica_SQL_Running:) applier=$value ;;
  esac
done <<<"$state"
in_group=no
case $read_only:$receiver:$applier in
  0:: | ?:Yes:Yes) ;;
  *)
    # a member of a group that reaches most of the others; only the account of a group may read that
    in_group=$(mysql --defaults-file="$options" -NBe "SELECT IF(COALESCE(SUM(member_id = @@server_uuid AND member_state = 'ONLINE'), 0)
      AND SUM(member_state <> 'UNREACHABLE') * 2 > COUNT(*), 'yes', 'no') FROM performance_schema.replication_group_members") || true
    ;;
esac
case $in_group:$read_only:$receiver:$applier in
  yes:* | *:0:: | *:?:Yes:Yes) ;;
  *)
    fail "$SERVER is no primary and does not replicate (receiver ${receiver:-none}, applier ${applier:-none}): no dump is taken of what" \
      "may be old ($DOCUMENTATION, 'Repair a replica that does not replicate') [ReplicationStopped]"
    ;;
esac

# Without GTIDs, because the dump will be loaded into a primary with a different history.
started=$(date -u +%Y-%m-%dT%H-%M-%SZ)
partial=$DUMPS/.partial-$started.sql.gz
rm -f "$DUMPS"/.partial-*
databases=$(mysql --defaults-file="$options" -NBe "SELECT schema_name FROM information_schema.schemata
  WHERE schema_name NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')")
[ -n "$databases" ] || fail 'there is no database to dump [NoDatabase]'
mapfile -t databases <<<"$databases"
failed=''
mysqldump --defaults-file="$options" --single-transaction --set-gtid-purged=OFF --no-tablespaces --routines --events --triggers \
  --max-allowed-packet=1G --databases "${databases[@]}" 2>"$JOB_RUN/error" | gzip >"$partial" || failed=true
cat "$JOB_RUN/error" >&2
last=$(tail -n 1 "$JOB_RUN/error")
[ -z "$failed" ] || fail "mysqldump failed: $last [DumpFailed]"
last=$(gzip -dc "$partial" | tail -n 1)
[[ $last = '-- Dump completed'* ]] || fail "the dump is not complete; it ends with: $last [DumpFailed]"

# The server rejects a statement that is larger than its packet. A statement with rows is one line, which can have a gigabyte. cut passes
# only the beginning and, if the line is long enough, the character at the limit.
too_long=$(gzip -dc "$partial" | LC_ALL=C cut -b "1-250,$packet" |
  LC_ALL=C awk -F '`' '/^USE `/ { database = $2 } length > 250 && !seen { print database "." $2; seen = 1 }')
[ -z "$too_long" ] || {
  rm "$partial"
  fail "a row of the table $too_long is longer in a dump than max_allowed_packet of the server, $packet bytes, so the dump could not be" \
    "loaded: it was thrown away, and the dumps before it are kept. Raise settings.max_allowed_packet to more than twice the longest row," \
    "at most to 1G [RowTooLong]"
}
sync -f "$DUMPS"
mv "$partial" "$DUMPS/$started.sql.gz"
echo "wrote $DUMPS/$started.sql.gz"

shopt -s nullglob
# only these files: other files on the volume do not belong to this script
remove_old_dumps "$KEEP" "$DUMPS"/????-??-??T??-??-??Z.sql.gz
