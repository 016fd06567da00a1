#!/bin/bash
# Loads a dump into the source: the one that the file /backup/restore names, or else the newest. Tables of the dump replace those of the same name.
# SOURCE is the source's Service.
set -euo pipefail
options=/run/mysql-backup/client.cnf
password=$(</run/secrets/mysql/root)
password=${password//\\/\\\\}
umask 077
{
  printf '[client]\nuser=root\npassword="%s"\nhost="%s"\n' "${password//\"/\\\"}" "$SOURCE"
  cat /etc/mysql/stateful/client.cnf
} >"$options"

shopt -s nullglob
dumps=(/backup/*.sql.gz)
[ ${#dumps[@]} -gt 0 ] || {
  echo 'there is no dump in /backup' >&2
  exit 1
}
dump=${dumps[-1]}
[ ! -f /backup/restore ] || dump=/backup/$(</backup/restore)
echo "loading $dump"
gzip -dc "$dump" | mysql --defaults-file="$options"
echo "loaded $dump"
