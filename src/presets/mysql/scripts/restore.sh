#!/bin/bash
# Loads a dump into the primary: the one that DUMP names, or the newest. `list` only prints the available dumps.
# Tables of the dump replace tables of the same name. SERVER is the Service of the primary.
set -euo pipefail
: "${SERVER:?}"
shopt -s nullglob
scripts=$(dirname "$0")
# shellcheck source=contract.sh
. "$scripts/contract.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/common.sh
. "$scripts/common.sh"
# shellcheck source=SCRIPTDIR/passwords.sh
. "$scripts/passwords.sh"
# shellcheck source=SCRIPTDIR/../../shared/scripts/jobs.sh
. "$scripts/jobs.sh"
dumps=("$DUMPS"/*.sql.gz)
[ ${#dumps[@]} -gt 0 ] || fail "there is no dump in $DUMPS [DumpMissing]"
wanted=${DUMP:-}
[ -n "$wanted" ] || {
  # the newest by name, of the dumps that the backup Job has written
  ours=("$DUMPS"/????-??-??T??-??-??Z.sql.gz)
  [ ${#ours[@]} -gt 0 ] || fail "there is no dump in $DUMPS that is named by its time; name one of ${dumps[*]##*/} [DumpMissing]"
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
[ -n "$dump" ] || fail "there is no dump ${wanted##*/}; there are: ${dumps[*]##*/} [DumpMissing]"

options=$JOB_RUN/client.cnf
write_client_options "$options" root root "$SERVER"
await_server mysqladmin --defaults-file="$options" ping
echo "loading $dump"
gzip -dc "$dump" | mysql --defaults-file="$options" --max-allowed-packet=1G
echo "loaded $dump"
