#!/bin/bash
# Loads a dump into the source: the one that DUMP names, or the newest; `list` only says which there are.
# Tables of the dump replace those of the same name. SOURCE is the source's Service.
set -euo pipefail
shopt -s nullglob
dumps=(/backup/*.sql.gz)
[ ${#dumps[@]} -gt 0 ] || {
  echo 'there is no dump in /backup' >&2
  exit 1
}
wanted=${DUMP:-${dumps[-1]}}
[ "$wanted" != list ] || {
  printf '%s\n' "${dumps[@]##*/}"
  exit
}
dump=''
for candidate in "${dumps[@]}"; do
  [ "${candidate##*/}" != "${wanted##*/}" ] || dump=$candidate
done
[ -n "$dump" ] || {
  echo "there is no dump ${wanted##*/}; there are: ${dumps[*]##*/}" >&2
  exit 1
}

options=/run/mysql-backup/client.cnf
password=$(</run/secrets/mysql/root)
password=${password//\\/\\\\}
umask 077
{
  printf '[client]\nuser=root\npassword="%s"\nhost="%s"\n' "${password//\"/\\\"}" "$SOURCE"
  cat /etc/mysql/stateful/client.cnf
} >"$options"
echo "loading $dump"
gzip -dc "$dump" | mysql --defaults-file="$options"
echo "loaded $dump"
