#!/bin/bash
# Loads a dump into the source: the one that DUMP names, or the newest; `list` only says which there are.
# Tables of the dump replace those of the same name. SOURCE is the source's Service.
set -euo pipefail
shopt -s nullglob
scripts=$(dirname "$0")
# shellcheck source=SCRIPTDIR/job.sh
. "$scripts/job.sh"
dumps=(/backup/*.sql.gz)
[ ${#dumps[@]} -gt 0 ] || die 'there is no dump in /backup'
wanted=${DUMP:-}
[ -n "$wanted" ] || {
  # the newest by name, among those that the other Job has written
  ours=(/backup/????-??-??T??-??-??Z.sql.gz)
  [ ${#ours[@]} -gt 0 ] || die "there is no dump in /backup that is named by its time; name one of ${dumps[*]##*/}"
  wanted=${ours[-1]}
}
[ "$wanted" != list ] || {
  printf '%s\n' "${dumps[@]##*/}"
  exit
}
dump=''
for candidate in "${dumps[@]}"; do
  [ "${candidate##*/}" != "${wanted##*/}" ] || dump=$candidate
done
[ -n "$dump" ] || die "there is no dump ${wanted##*/}; there are: ${dumps[*]##*/}"

write_options root root
echo "loading $dump"
gzip -dc "$dump" | mysql --defaults-file="$OPTIONS" --max-allowed-packet=1G
echo "loaded $dump"
